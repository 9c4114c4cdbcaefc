"""Whether name, declared type and content of a file agree, and whether it is only one thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import IO

from .kinds import Kind
from .refusing import UnfitUploadError

_HEAD = 8192
_TAIL = 66_000
_UNDECLARED = frozenset({"", "application/octet-stream", "binary/octet-stream"})
_SCRIPTED = re.compile(
    rb"<(?:script|html|svg|iframe|body|object|embed|\?php|!doctype\s+html|!doctype\s+svg)[\s>/]"
    rb"|<\?php|<\?=[\t\n\r -~]{10}",
    re.IGNORECASE,
)
"""What makes a page or a script of a file; ``<?=`` alone stands in every fourth photo of 5 MB by chance."""
_END_OF_ZIP = b"PK\x05\x06"
_END_OF_PDF = b"%%EOF"
_CHUNK = 1024 * 1024


def kind_by_name(extension: str, declared: str, kinds: Sequence[Kind]) -> Kind:
    """Return the kind that name and declared type speak of.

    :raises UnfitUploadError: if none of `kinds` has this extension, or the declared type is another one.
    """
    for kind in kinds:
        if extension in kind.extensions:
            if declared in _UNDECLARED or declared == kind.type or declared in kind.aliases:
                return kind
            raise UnfitUploadError("type_mismatch", "The file is not of the type that its name says.")
    known = ", ".join(sorted(f".{kind.extensions[0]}" for kind in kinds))
    raise UnfitUploadError("type_not_allowed", f"Files of this type are not taken. These are: {known}.")


def check_signature(stream: IO[bytes], kind: Kind) -> None:
    """Make sure that the content begins as files of its kind do.

    :raises UnfitUploadError: if not.
    """
    import puremagic

    stream.seek(0)
    head = stream.read(_HEAD)
    stream.seek(0)
    if not head:
        raise UnfitUploadError("type_mismatch", "The file is empty.")
    if kind.family == "text":
        return
    try:
        found = {match.mime_type for match in puremagic.magic_string(head)}
    except (puremagic.PureError, ValueError):
        found = set()
    if kind.family == "tar" and head[257:262] == b"ustar":
        found.add("application/x-tar")
    if not found & {kind.type, *kind.aliases, *kind.detected}:
        raise UnfitUploadError("type_mismatch", "The content of the file is not of the type that its name says.")


def check_single(stream: IO[bytes], kind: Kind) -> None:
    """Make sure that the file is not another thing too: a page, a script, an archive or a document (polyglots).

    :raises UnfitUploadError: if it is.
    """
    if kind.family not in ("zip", "document", "tar") and _ends_like_zip(stream):
        raise UnfitUploadError("polyglot", "The file is an archive too.")
    if kind.family not in ("pdf", "zip", "document", "tar"):
        stream.seek(0)
        if b"%PDF-" in stream.read(1024 + 5):
            raise UnfitUploadError("polyglot", "The file is a PDF document too.")
    if kind.family in ("image", "media") and _contains_markup(stream):
        raise UnfitUploadError("polyglot", "The file contains a page or a script.")
    if kind.family == "pdf":
        stream.seek(0)
        if not stream.read(5) == b"%PDF-":
            raise UnfitUploadError("polyglot", "The document begins with something else.")
        # A document may speak of pages, and hold some; what follows its end is none of it.
        if _contains_markup(stream, _end_of_pdf(stream)):
            raise UnfitUploadError("polyglot", "A page or a script follows the document.")
    stream.seek(0)


def check_text(stream: IO[bytes]) -> None:
    """Make sure that a text is one: UTF-8 without controls, and nothing a browser takes for a page.

    :raises UnfitUploadError: if not.
    """
    stream.seek(0)
    content = stream.read()
    stream.seek(0)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnfitUploadError("type_mismatch", "The file is not a text in UTF-8.") from None
    if re.search(r"[\x00-\x08\x0b\x0e-\x1f\x7f]", text):
        raise UnfitUploadError("type_mismatch", "The file contains control characters, so it is not a text.")
    start = text.lstrip()[
        :1445
    ].lower()  # what browsers look at: https://mimesniff.spec.whatwg.org/#reading-the-resource-header
    if start.startswith(
        ("<!doctype", "<html", "<script", "<svg", "<?xml", "<iframe", "<head", "<body", "%pdf-", "%!ps")
    ):
        raise UnfitUploadError("polyglot", "The file is a page, not a text.")


def _ends_like_zip(stream: IO[bytes]) -> bool:
    """Tell whether a zip archive ends where the file ends; such a one opens whatever stands before it."""
    size = stream.seek(0, 2)
    start = max(0, size - _TAIL)
    stream.seek(start)
    tail = stream.read()
    position = tail.rfind(_END_OF_ZIP)
    while position != -1:
        comment = tail[position + 20 : position + 22]
        if len(comment) == 2 and position + 22 + int.from_bytes(comment, "little") <= len(tail):
            return True
        position = tail.rfind(_END_OF_ZIP, 0, position)
    return False


def _end_of_pdf(stream: IO[bytes]) -> int:
    """Return where the document says for the last time that it ends; its beginning if it never does."""
    stream.seek(0)
    found, position, before = 0, 0, b""
    while chunk := stream.read(_CHUNK):
        text = before + chunk
        at = text.rfind(_END_OF_PDF)
        if at != -1:
            found = position - len(before) + at
        position += len(chunk)
        before = text[1 - len(_END_OF_PDF) :]
    return found


def _contains_markup(stream: IO[bytes], start: int = 0) -> bool:
    stream.seek(start)
    before = b""
    while chunk := stream.read(_CHUNK):
        if _SCRIPTED.search(before + chunk):
            return True
        before = chunk[-32:]
    return False
