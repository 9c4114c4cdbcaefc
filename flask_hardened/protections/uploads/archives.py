"""Archives: looked through without unpacking them anywhere (CWE-22, CWE-59, CWE-409)."""

from __future__ import annotations

import gzip
import re
import stat
import tarfile
import zipfile
from typing import IO, Any

from .kinds import Kind
from .limits import MEBIBYTE, ArchiveLimits
from .refusing import UnfitUploadError

_CHUNK = 64 * 1024
_ENTRY = b"PK\x01\x02"
_DRIVE = re.compile(r"[A-Za-z]:")
_MACROS = ("vbaproject.bin", "vbadata.xml")


_EXTENSIONS = frozenset({
    tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK,
})  # fmt: skip
_LONGEST_EXTENSION = 4096
"""Bytes of one extending header of a tar archive; a long name and its times need some hundreds."""
_MOST_READING = 2**29
"""Sum of their squares: 2000 headers of 512 bytes, about a second."""


class _Budget:
    """Counts what comes out of an archive."""

    def __init__(self, packed: int, limits: ArchiveLimits) -> None:
        self._packed = max(packed, 1)
        self._limits = limits
        self._unpacked = 0
        self._entries = 0
        self._reading = 0

    def entry(self, name: str) -> None:
        """Count an entry, and judge its name."""
        self._entries += 1
        if self._entries > self._limits.max_entries:
            raise UnfitUploadError("archive", f"The archive has more than {self._limits.max_entries} entries.")
        parts = name.replace("\\", "/").split("/")
        if ".." in parts or name.startswith(("/", "\\")) or _DRIVE.match(name) or "\\" in name:
            raise UnfitUploadError("archive", "An entry of the archive would be written outside of its folder.")
        if not name.isprintable():
            raise UnfitUploadError("archive", "The name of an entry contains characters that are not shown.")

    def extend(self, size: int) -> None:
        """Count a header that extends an entry's: Python takes a time that grows with its square (CVE-2024-6232)."""
        self._reading += size * size
        if size > _LONGEST_EXTENSION or self._reading > _MOST_READING:
            raise UnfitUploadError("archive", "The headers of the archive are too long.")

    def spend(self, size: int) -> None:
        """Count bytes."""
        self._unpacked += size
        if self._unpacked > self._limits.max_unpacked:
            raise UnfitUploadError("archive", f"The archive unpacks to more than {self._limits.max_unpacked} bytes.")
        if self._unpacked > MEBIBYTE and self._unpacked > self._packed * self._limits.max_ratio:
            raise UnfitUploadError("archive", "The archive unpacks to far more than its size.")


class _Counted:
    """A stream that counts what is read from it."""

    def __init__(self, stream: IO[bytes] | gzip.GzipFile, budget: _Budget) -> None:
        self._stream = stream
        self._budget = budget

    def read(self, size: int = -1) -> bytes:
        """Read at most `size` bytes; never everything at once."""
        content = self._stream.read(min(size, MEBIBYTE) if size >= 0 else MEBIBYTE)
        self._budget.spend(len(content))
        return content


class _Seekable:
    """A file that says it can be read in any order: temporary files of Python 3.10 can, and do not say so."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.read, self.seek, self.tell, self.close = stream.read, stream.seek, stream.tell, _nothing

    def seekable(self) -> bool:
        """Be what :mod:`zipfile` asks."""
        return True


def _nothing() -> None:
    """Leave the file open: it is the request's."""


def check_archive(stream: IO[bytes], kind: Kind, limits: ArchiveLimits) -> None:
    """Make sure that an archive can be unpacked without harm, and that a document is what its name says.

    :raises UnfitUploadError: if not.
    """
    size = stream.seek(0, 2)
    stream.seek(0)
    budget = _Budget(size, limits)
    try:
        if kind.family == "tar":
            _check_tar(stream, kind, budget)
        else:
            _check_zip(stream, kind, limits, budget)
    except UnfitUploadError:
        raise
    except Exception:  # noqa: BLE001
        # The decoders raise whatever they like: BadZipFile, LZMAError, struct.error, zlib.error ...
        raise UnfitUploadError("archive", "The archive cannot be read.") from None
    finally:
        stream.seek(0)


def _check_zip(stream: IO[bytes], kind: Kind, limits: ArchiveLimits, budget: _Budget) -> None:
    # zipfile makes an object for each entry before it says how many there are.
    if _count(stream, _ENTRY, limits.max_entries) > limits.max_entries:
        raise UnfitUploadError("archive", f"The archive has more than {limits.max_entries} entries.")
    stream.seek(0)
    if stream.read(2) != b"PK":
        raise UnfitUploadError("polyglot", "The archive begins with something else.")
    with zipfile.ZipFile(_Seekable(stream)) as archive:
        names = set()
        for entry in archive.infolist():
            budget.entry(entry.filename)
            if entry.filename in names:
                raise UnfitUploadError("archive", "Two entries of the archive have one name.")
            names.add(entry.filename)
            if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
                raise UnfitUploadError("archive", "The archive contains a link or a device.")
            if entry.flag_bits & 0x1:
                raise UnfitUploadError("archive", "The archive is encrypted, so that it cannot be looked through.")
            with archive.open(entry) as opened:
                while content := opened.read(_CHUNK):
                    budget.spend(len(content))
        if kind.family == "document":
            _check_document(archive, kind, names)


def _check_document(archive: zipfile.ZipFile, kind: Kind, names: set[str]) -> None:
    marker, start = kind.marker
    if start:
        fits = marker in names and archive.read(marker).strip() == start
    else:
        fits = "[Content_Types].xml" in names and any(name.startswith(marker) for name in names)
    if not fits:
        raise UnfitUploadError("type_mismatch", "The document is not of the type that its name says.")
    parts = b"" if start else archive.read("[Content_Types].xml").lower()
    named = any(name.lower().endswith(_MACROS) or name.startswith("Basic/") for name in names)
    if named or b"macroenabled" in parts or b"vbaproject" in parts:
        raise UnfitUploadError("archive", "The document contains macros.")


def _check_tar(stream: IO[bytes], kind: Kind, budget: _Budget) -> None:
    packed = kind.type == "application/gzip"
    source: IO[bytes] | gzip.GzipFile = gzip.GzipFile(fileobj=stream) if packed else stream
    counted: Any = _Counted(source, budget)
    with tarfile.open(fileobj=counted, mode="r|", tarinfo=_counting(budget)) as archive:
        for entry in archive:
            budget.entry(entry.name)
            if not (entry.isreg() or entry.isdir()):
                raise UnfitUploadError("archive", "The archive contains a link or a device.")
            if entry.issparse():
                raise UnfitUploadError("archive", "The archive contains a file with holes, which is larger than it.")
    # tarfile stops at the end of the archive; gunzip unpacks what follows, too.
    while counted.read(_CHUNK):
        pass


def _counting(budget: _Budget) -> type[tarfile.TarInfo]:
    """Return the class of entries whose extending headers are counted before they are read."""

    class Entry(tarfile.TarInfo):
        @classmethod
        def frombuf(cls, buf: Any, encoding: Any, errors: Any) -> Any:
            entry = super().frombuf(buf, encoding, errors)
            if entry.type in _EXTENSIONS:
                budget.extend(entry.size)
            return entry

    return Entry


def _count(stream: IO[bytes], needle: bytes, most: int) -> int:
    stream.seek(0)
    found, before = 0, b""
    while (chunk := stream.read(MEBIBYTE)) and found <= most:
        found += (before + chunk).count(needle)
        before = chunk[-(len(needle) - 1) :]
    return found
