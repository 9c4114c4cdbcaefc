"""Names of files, as clients send them: shown to people, and never a path (CWE-22, CWE-434)."""

from __future__ import annotations

import unicodedata

from .refusing import UnfitUploadError

LONGEST = 255
"""Characters."""
_BIDIRECTIONAL = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Controls that show ``gpj.exe`` as ``exe.jpg``."""


def checked_name(name: str | None) -> str:
    """Return the name of an uploaded file in normal form (NFC).

    :raises UnfitUploadError: if it is missing or too long, contains a path, or characters that are not shown.
    """
    if not name:
        raise UnfitUploadError("name", "The file has no name.")
    if len(name) > LONGEST:
        raise UnfitUploadError("name", f"The name of the file has more than {LONGEST} characters.")
    for character in name:
        if character in "/\\":
            raise UnfitUploadError("name", "The name of the file contains a path.")
        if character in _BIDIRECTIONAL or unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp"):
            raise UnfitUploadError("name", "The name of the file contains characters that are not shown.")
    normal = unicodedata.normalize("NFC", name)
    if normal != normal.strip() or normal.strip(". ") == "":
        raise UnfitUploadError("name", "The name of the file begins or ends with a space, or has no letters.")
    return normal


def extension_of(name: str) -> str:
    """Return what follows the last dot, in lower case; empty where there is none."""
    stem, dot, extension = name.rpartition(".")
    return extension.lower() if dot and stem else ""
