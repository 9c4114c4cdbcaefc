"""Cells of CSV files that a spreadsheet must not run as formulas."""

from __future__ import annotations

import re
import unicodedata

_STARTS = "=+-@|%\uff1d\uff0b\uff0d\uff20"
"""What begins a formula in Excel, LibreOffice or Google Sheets, its full-width forms included."""
_CONTROLS = ("\t", "\r", "\n")
"""What OWASP adds to them."""
_INVISIBLE = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
"""Categories of characters that a spreadsheet may skip before a formula: spaces, controls, marks of direction."""
_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?%?", re.ASCII)


def csv_safe(value: object) -> object:
    """Return a cell that a spreadsheet shows instead of running it (CWE-1236, OWASP CSV Injection).

    A text that begins like a formula gets an apostrophe before it; numbers, and texts that are plain numbers, stay.
    Quoting of separators and line breaks is the work of the :mod:`csv` module.

    :param value: what belongs into the cell; anything but a string is returned as it is.
    """
    if not isinstance(value, str):
        return value
    if value[:1] in _CONTROLS or (_first_visible(value) in _STARTS and not _NUMBER.fullmatch(value)):
        return f"'{value}"
    return value


def _first_visible(text: str) -> str:
    return next((character for character in text if unicodedata.category(character) not in _INVISIBLE), " ")
