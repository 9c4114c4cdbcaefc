"""Text that cannot steer what shows it."""

from __future__ import annotations


def plain(text: str) -> str:
    """Return text that cannot steer a terminal: control characters and lone surrogates are written as escapes."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape", "backslashreplace").decode("ascii")
        for character in text
    )
