"""``hardened: ignore[FHC001, FHF002] reason until=2027-01-31``: what is written in a comment."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from ...errors import did_you_mean

NEVER = frozenset({"FHX001", "FHX004", "FHX005"})
"""A rule that crashed, and what is said of suppressions: nobody may decide not to hear of these."""

_BEGINNING = re.compile(r"\s*hardened\s*:", re.IGNORECASE)
_WHOLE = re.compile(r"\s*hardened: ?ignore\[(?P<codes>[^\[\]]*)\](?P<rest>.*)", re.DOTALL)
_UNTIL = re.compile(r"(?:^|(?<=\s))until=(?P<day>\S*)")
_EXAMPLE = "hardened: ignore[FHF001] why it is all right"


class Said(NamedTuple):
    """What a suppression says, wherever it stands."""

    codes: tuple[str, ...]
    reason: str
    until: date | None


def is_meant(comment: str) -> bool:
    """Tell whether a comment, without its ``#``, is meant for the audit."""
    return _BEGINNING.match(comment) is not None


def parse(comment: str, known: Collection[str]) -> Said:
    """Read a comment that :func:`is_meant`.

    :param known: the codes of all rules.
    :raises ValueError: with what is wrong with it, as a sentence.
    """
    found = _WHOLE.fullmatch(comment)
    if found is None:
        raise ValueError(f'It is not written like "{_EXAMPLE}".')
    days = _UNTIL.findall(found["rest"])
    if len(days) > 1:
        raise ValueError("It has more than one until=.")
    reason = " ".join(_UNTIL.sub("", found["rest"]).split())
    return checked(found["codes"].replace(",", " ").split(), reason, days[0] if days else None, known)


def checked(codes: Collection[str], reason: str, until: str | date | None, known: Collection[str]) -> Said:
    """Return what is said, once it is sound.

    :raises ValueError: without codes or a reason, for a code that no rule has, and for a day that there is not.
    """
    if not codes:
        raise ValueError(f'It names no code. Write it like "{_EXAMPLE}".')
    for code in codes:
        if code in NEVER:
            raise ValueError(f"{code} cannot be ignored.")
        if code not in known:
            raise ValueError(f"No rule has the code {code!r}. {did_you_mean(code, sorted(known))}")
    if not any(map(str.isalnum, reason)):
        raise ValueError("It gives no reason. Say why it is all right.")
    return Said(tuple(codes), reason, _day(until))


def _day(until: str | date | None) -> date | None:
    if not isinstance(until, str):
        return until
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", until, re.ASCII):
            return date.fromisoformat(until)
    except ValueError:
        pass
    raise ValueError(f"until={until} is no day. Write it like until=2027-01-31.")
