"""Cells of CSV files that a spreadsheet must not run as formulas."""

from __future__ import annotations

import re

_STARTS = "=+-@\t\r\n|%\uff1d\uff0b\uff0d\uff20"
"""What begins a formula in Excel, LibreOffice or Google Sheets, its full-width forms included."""
_INVISIBLE = " \u00a0\u200b\u200c\u200d\u2060\ufeff\0"
_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?%?", re.ASCII)


def csv_safe(value: object) -> object:
    """Return a cell that a spreadsheet shows instead of running it (CWE-1236, OWASP CSV Injection).

    A text that begins like a formula gets an apostrophe before it; numbers, and texts that are plain numbers, stay.
    Quoting of separators and line breaks is the work of the :mod:`csv` module.

    :param value: what belongs into the cell; anything but a string is returned as it is.
    """
    if not isinstance(value, str):
        return value
    start = value.lstrip(_INVISIBLE)[:1]
    if start and start in _STARTS and not _NUMBER.fullmatch(value):
        return f"'{value}"
    return value
