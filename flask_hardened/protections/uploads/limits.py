"""How large images and archives may be when they are unpacked."""

from __future__ import annotations

from dataclasses import dataclass

from ...errors import ConfigurationError, Problem

MEBIBYTE = 1024 * 1024


def _check(limits: object) -> None:
    faults = [
        Problem(f"{type(limits).__name__}.{name}", f"{value!r} lets nothing through.", "Give a number above 0.")
        for name, value in vars(limits).items()
        if not isinstance(value, bool) and value < 1
    ]
    if faults:
        raise ConfigurationError(faults)


@dataclass(frozen=True, kw_only=True)
class ImageLimits:
    """What an image may be when it is decoded (CWE-409).

    :raises ConfigurationError: for a limit below 1.
    """

    max_pixels: int = 40_000_000
    """Width times height; 40 megapixels are 160 MB in memory."""
    max_side: int = 16_384
    """Pixels of the longer side."""
    max_frames: int = 200
    """Pictures in an animation."""
    reencode: bool = True
    """Whether what is stored is written anew from the pixels: without metadata, such as where a photo was taken, and
    without anything hidden. JPEG keeps its quality; what Pillow cannot write is refused."""

    def __post_init__(self) -> None:
        _check(self)


@dataclass(frozen=True, kw_only=True)
class ArchiveLimits:
    """What an archive, or a document that is one, may be when it is unpacked (CWE-409).

    :raises ConfigurationError: for a limit below 1.
    """

    max_entries: int = 1000
    """Files and folders."""
    max_unpacked: int = 100 * MEBIBYTE
    """Bytes of all files together, as they really are, not as the archive says."""
    max_ratio: int = 100
    """How many times larger than the archive its files may be; asked above one MiB."""

    def __post_init__(self) -> None:
        _check(self)
