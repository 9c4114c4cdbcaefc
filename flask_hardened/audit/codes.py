"""Codes of rules: ``FH``, the letter of a room or topic, three digits.

This is the one table of letters, and the one list of codes that must never come back.
"""

from __future__ import annotations

import re

from ..errors import did_you_mean

OWN_ROOM = "audit"
"""Where the rules about the audit itself belong."""

LETTERS = {
    OWN_ROOM: "X",
    "hosts": "H",
    "transport": "T",
    "headers": "R",
    "csp": "C",
    "cookies": "K",
    "errors": "E",
    "deployment": "D",
    "body_size": "B",
    "cors": "O",
    "csrf": "F",
    "rate_limit": "L",
    "sessions": "S",
    "auth": "A",
    "passwords": "P",
    "tokens": "J",
    "references": "I",
    "redirects": "G",
    "encryption": "N",
    "validation": "V",
    "sanitizing": "Z",
    "templates": "M",
    "uploads": "U",
    "injection": "Q",
    "dependencies": "Y",
    "exposure": "W",
}
"""Room or topic → letter. R is for response headers, K for cookies, O for origins, F for forged requests, J for JWT,
I for insecure direct object references, G for where redirects go, N for encryption, Z for sanitizing, M for markup;
of the topics, Q is for queries and commands, Y for what others supply, W for what the world can read."""

RETIRED: frozenset[str] = frozenset()
"""Codes of rules that are gone. A code is never used again, so that old suppressions do not hide something else."""

_CODE = re.compile(r"FH[A-Z][0-9]{3}", re.ASCII)


def check_code(code: str, room: str) -> None:
    """Make sure that a code may be used by a rule of `room`.

    :raises ValueError: when it has another form or another room's letter, or is retired.
    """
    if not _CODE.fullmatch(code):
        raise ValueError(f"{code!r} is no rule code. Write FH, the letter of the room and three digits.")
    if code in RETIRED:
        raise ValueError(f"{code} is retired. Take a code that was never used.")
    if room not in LETTERS:
        raise ValueError(f"{room!r} has no letter. {did_you_mean(room, LETTERS)}")
    if code[2] != LETTERS[room]:
        raise ValueError(f"{code} is not of the room {room!r}, whose letter is {LETTERS[room]}.")
