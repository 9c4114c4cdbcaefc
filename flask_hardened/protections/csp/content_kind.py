"""What a response is, as far as a policy cares: a document, a script, or neither."""

from __future__ import annotations

from enum import Enum

from ...plan import HeaderPair


class ContentKind(Enum):
    """What a browser makes of a response."""

    DOCUMENT = "document"
    SCRIPT = "script"
    OTHER = "other"


DOCUMENT = ContentKind.DOCUMENT
SCRIPT = ContentKind.SCRIPT
OTHER = ContentKind.OTHER

_DOCUMENTS = frozenset({"text/html", "application/xhtml+xml"})
_SCRIPTS = frozenset(
    {
        "text/javascript",
        "application/javascript",
        "application/x-javascript",
        "application/ecmascript",
        "text/ecmascript",
    }
)
_known: dict[str, ContentKind] = {}
_KNOWN_AT_MOST = 256


def kind_of(content_type: str) -> ContentKind:
    """Return what a ``Content-Type`` stands for."""
    kind = _known.get(content_type)
    if kind is None:
        essence = content_type.partition(";")[0].strip().lower()
        kind = DOCUMENT if essence in _DOCUMENTS else SCRIPT if essence in _SCRIPTS else OTHER
        if len(_known) < _KNOWN_AT_MOST:
            _known[content_type] = kind
    return kind


def kind_and_size(headers: list[HeaderPair]) -> tuple[ContentKind, bool]:
    """Return what the response is, and whether its length is known: an unknown one means that it is being streamed."""
    kind, sized = OTHER, False
    for name, value in headers:
        length = len(name)
        if length == 12 and name.lower() == "content-type":
            kind = _known.get(value) or kind_of(value)
        elif length == 14 and name.lower() == "content-length":
            sized = True
    return kind, sized
