"""The names in git's index: what is committed, or will be with the next commit (gitformat-index(5))."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

_TIMES_TO_SIZE = 40
_LARGEST = 100_000_000


def tracked_names(git_folder: Path) -> frozenset[str]:
    """Return the paths in the index, relative to the work tree.

    :param git_folder: where ``index`` lies.
    :raises ValueError: for what is no index of version 2, 3 or 4.
    :raises OSError: when it cannot be read. A repository without an index has no names.
    """
    path = git_folder / "index"
    if not path.exists():
        return frozenset()
    if not path.is_file():  # a pipe would be waited for
        raise ValueError("The index is no file.")
    if path.stat().st_size > _LARGEST:
        raise ValueError("The index is too large.")
    raw = path.read_bytes()
    if raw[:4] != b"DIRC" or len(raw) < 12:
        raise ValueError("This is no index.")
    version, count = (int.from_bytes(raw[start : start + 4], "big") for start in (4, 8))
    if version not in {2, 3, 4}:
        raise ValueError("The index has an unknown version.")
    return frozenset(name.decode("utf-8", "replace") for name in _names(raw, version, count, _hash_size(git_folder)))


def _hash_size(git_folder: Path) -> int:
    """Return how many bytes an object's name has: 20, or 32 where the repository uses SHA-256."""
    common = git_folder / "commondir"
    folder = git_folder / common.read_text("utf-8").strip() if common.is_file() else git_folder
    settings = folder / "config"
    text = settings.read_text("utf-8", "replace") if settings.is_file() else ""
    return 32 if "objectformat=sha256" in text.lower().replace(" ", "") else 20


def _names(raw: bytes, version: int, count: int, hash_size: int) -> Iterator[bytes]:
    place, previous = 12, b""
    for _ in range(count):
        flags_at = place + _TIMES_TO_SIZE + hash_size
        extended = version > 2 and raw[flags_at] & 0x40
        name_at = flags_at + (4 if extended else 2)
        if version == 4:
            cut, name_at = _offset(raw, name_at)
            end = raw.index(b"\0", name_at)
            previous = previous[: len(previous) - cut] + raw[name_at:end]
            place = end + 1
        else:
            end = raw.index(b"\0", name_at)
            previous = raw[name_at:end]
            place += (end - place + 8) & ~7  # one to eight zeros, so that each entry begins at a multiple of eight
        yield previous


def _offset(raw: bytes, place: int) -> tuple[int, int]:
    """Return a number as packs write offsets, and where the next thing begins."""
    byte = raw[place]
    value = byte & 0x7F
    while byte & 0x80:
        place += 1
        byte = raw[place]
        value = ((value + 1) << 7) | (byte & 0x7F)
    return value, place + 1
