"""Suppressions in a file: ``hardened-audit.toml``, or ``[tool.flask_hardened.audit]`` in ``pyproject.toml``."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ...errors import did_you_mean
from ..finding import Location
from .grammar import Said, checked
from .suppression import Malformed, Suppression

if sys.version_info >= (3, 11):
    import tomllib
else:  # pragma: no cover - the same parser, under its name before Python 3.11
    import tomli as tomllib  # type: ignore[import-not-found, unused-ignore]

OWN_FILE = "hardened-audit.toml"
PROJECT_FILE = "pyproject.toml"
_LARGEST = 5_000_000
"""Bytes of the largest file that is read."""
_PLACES = ("file", "endpoint", "setting")
_KEYS = ("codes", "reason", "until", *_PLACES)


def read_settings(root: Path, known: Collection[str]) -> Iterator[Suppression | Malformed]:
    """Yield what the two files in `root` say; a file that is not there says nothing.

    :param known: the codes of all rules.
    """
    for name, tables in ((OWN_FILE, ()), (PROJECT_FILE, ("tool", "flask_hardened", "audit"))):
        source = Location(file=name)
        try:
            text = _text(root / name)
            table: Any = {} if text is None else tomllib.loads(text)
        except (OSError, ValueError, RecursionError) as error:
            yield Malformed(fault=f"It could not be read: {type(error).__name__}.", source=source)
            continue
        for each in tables:
            table = table.get(each, {}) if isinstance(table, Mapping) else table
        yield from _entries(table, source, known)


def _text(path: Path) -> str | None:
    """Return what a file holds; None where there is none.

    :raises OSError: when it cannot be read.
    :raises ValueError: when it is no text, too large, or no file, such as a pipe, which would be waited for.
    """
    if not path.exists():
        return None
    if not path.is_file() or path.stat().st_size > _LARGEST:
        raise ValueError("This is no file of settings.")
    return path.read_text("utf-8")


def _entries(table: object, source: Location, known: Collection[str]) -> Iterator[Suppression | Malformed]:
    if not isinstance(table, Mapping):
        yield Malformed(fault="[tool.flask_hardened.audit] is no table.", source=source)
        return
    for key in table:
        if key != "ignore":
            yield Malformed(fault=f"There is no {key!r}. {did_you_mean(key, ['ignore'])}", source=source)
    entries = table.get("ignore", [])
    if not isinstance(entries, list):
        yield Malformed(fault="ignore is no list of tables. Begin each with [[ignore]].", source=source)
        return
    for number, entry in enumerate(entries, 1):
        try:
            said = _said(entry, known)
        except ValueError as error:
            yield Malformed(fault=f"Entry {number} of ignore: {error}", source=source)
        else:
            yield Suppression(
                codes=said.codes,
                reason=said.reason,
                until=said.until,
                source=source,
                kind="external",
                **{place: entry[place] for place in _PLACES if place in entry},
            )


def _said(entry: object, known: Collection[str]) -> Said:
    if not isinstance(entry, Mapping):
        raise ValueError("it is no table.")  # noqa: TRY004 - what is wrong with a file is a value
    for key in entry:
        if key not in _KEYS:
            raise ValueError(f"There is no {key!r}. {did_you_mean(key, list(_KEYS))}")
    codes, reason, until = entry.get("codes", []), entry.get("reason", ""), entry.get("until")
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise ValueError('codes is no list of strings. Write codes = ["FHF001"].')
    for key in ("reason", *_PLACES):
        if not isinstance(entry.get(key, ""), str):
            raise ValueError(f"{key} is no string.")  # noqa: TRY004 - likewise
    if isinstance(until, datetime) or not isinstance(until, (str, date, type(None))):
        raise ValueError("until is no day. Write until = 2027-01-31.")  # noqa: TRY004 - likewise
    return checked(codes, " ".join(reason.split()), until, known)
