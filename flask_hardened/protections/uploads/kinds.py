"""The kinds of files that can be taken, and what has to agree for each: name, declared type, content."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from ...errors import ConfigurationError, Problem, did_you_mean

Family = Literal["image", "text", "pdf", "zip", "document", "tar", "media"]


@dataclass(frozen=True)
class Kind:
    """One media type."""

    type: str
    family: Family
    extensions: tuple[str, ...]
    """The first one is what stored files get."""
    aliases: tuple[str, ...] = ()
    """Other names that browsers declare it by."""
    detected: tuple[str, ...] = ()
    """What the detector may call it, beside :attr:`type`."""
    inline: bool = False
    """Whether a browser may show it in place; everything else is offered for saving."""
    marker: tuple[str, bytes] = ("", b"")
    """For a document: an entry that its archive has, and how that begins."""


_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
_ZIPPED = ("application/zip", "application/x-zip-compressed")

KINDS = MappingProxyType({
    kind.type: kind
    for kind in (
        Kind("image/png", "image", ("png",), inline=True),
        Kind("image/jpeg", "image", ("jpg", "jpeg", "jpe", "jfif"), ("image/jpg", "image/pjpeg"), inline=True),
        Kind("image/gif", "image", ("gif",), inline=True),
        Kind("image/webp", "image", ("webp",), inline=True),
        Kind("text/plain", "text", ("txt", "text", "log", "md"), ("text/markdown", "text/x-log"), inline=True),
        Kind("text/csv", "text", ("csv",), ("application/csv", "application/vnd.ms-excel", "text/plain")),
        Kind("application/json", "text", ("json",), ("text/json", "text/plain")),
        Kind("application/pdf", "pdf", ("pdf",), ("application/x-pdf",)),
        Kind("application/zip", "zip", ("zip",), ("application/x-zip-compressed", "application/x-zip")),
        Kind("application/gzip", "tar", ("tgz", "gz"), ("application/x-gzip", "application/x-compressed-tar")),
        Kind("application/x-tar", "tar", ("tar",), ("application/tar",)),
        *(
            Kind(f"{_OOXML}{name}", "document", (extension,), _ZIPPED, _ZIPPED, marker=(f"{folder}/", b""))
            for name, extension, folder in (
                ("wordprocessingml.document", "docx", "word"),
                ("spreadsheetml.sheet", "xlsx", "xl"),
                ("presentationml.presentation", "pptx", "ppt"),
            )
        ),
        *(
            Kind(f"{_ODF}{name}", "document", (extension,), _ZIPPED, _ZIPPED,
                 marker=("mimetype", f"{_ODF}{name}".encode()))
            for name, extension in (("text", "odt"), ("spreadsheet", "ods"), ("presentation", "odp"))
        ),
        Kind("audio/mpeg", "media", ("mp3",), ("audio/mp3",)),
        Kind("audio/ogg", "media", ("ogg", "oga", "opus"), ("application/ogg",), ("application/ogg", "audio/opus")),
        Kind("audio/wav", "media", ("wav",), ("audio/x-wav", "audio/wave"), ("audio/x-wav", "audio/wave")),
        Kind("audio/flac", "media", ("flac",), ("audio/x-flac",), ("audio/x-flac",)),
        Kind("video/mp4", "media", ("mp4", "m4v"), ("video/x-m4v",), ("video/x-m4v",)),
        Kind("video/webm", "media", ("webm",), (), ("video/x-matroska",)),
    )
})  # fmt: skip
"""Media type → kind."""

_SCRIPTED = {
    "image/svg+xml": "An SVG file is a document with scripts, and is none of the images that can be checked.",
    "text/html": "HTML runs scripts wherever it is shown.",
    "application/xhtml+xml": "XHTML runs scripts wherever it is shown.",
    "text/xml": "XML can bring its own scripts.",
    "application/xml": "XML can bring its own scripts.",
    "text/javascript": "Scripts are what should be kept out.",
}


def kinds_named(types: Iterable[str]) -> tuple[Kind, ...]:
    """Return the kinds for media types; ``image/*`` stands for all images.

    :raises ConfigurationError: naming each type that cannot be checked, or is dangerous.
    """
    found: dict[str, Kind] = {}
    problems = []
    for name in types:
        if name == "image/*":
            found.update({kind.type: kind for kind in KINDS.values() if kind.family == "image"})
        elif name in KINDS:
            found[name] = KINDS[name]
        else:
            fix = "Convert it to PNG or PDF first." if name in _SCRIPTED else did_you_mean(name, KINDS)
            problems.append(Problem("@upload types", _SCRIPTED.get(name, f"{name!r} cannot be checked."), fix))
    if not found and not problems:
        problems.append(Problem("@upload types", "no type is named.", 'Name some: types=["image/png"].'))
    if problems:
        raise ConfigurationError(problems)
    return tuple(found.values())
