"""Passwords inside addresses, such as those of databases (CWE-522)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from .placeholders import is_placeholder

_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9+.-])([A-Za-z][A-Za-z0-9+.-]{1,30})://([^\s:/@'\"<>{}$?#]{0,80}):([^\s@/'\"<>{}$]{1,200})@"
    r"(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9_.-]+)"
)
ADDRESS_HINT = re.compile(r"://[^\s/@'\"]{0,80}:[^\s@'\"]{1,200}@")
"""What every such address contains."""
_EXAMPLE_HOST = re.compile(r"(?:^|\.)(?:example(?:\.(?:com|org|net))?|invalid|test|host(?:name)?|server"
                           r"|domain(?:\.\w+)?|your[\w.-]*|my[\w.-]*|proxy|some[\w.-]*)$", re.IGNORECASE)  # fmt: skip
_LOCAL = re.compile(r"localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0", re.IGNORECASE)
_USUAL = re.compile(
    r"masterkey|tiger|taosdata|p(?:ass)?(?:wor[dt])?|pw|pwd|user(?:name)?|passwd|secret|token|key|port|\d{1,5}",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Password:
    """The password of an address; for the detector only."""

    scheme: str
    start: int
    text: str
    local: bool


def search_addresses(text: str) -> Iterator[Password]:
    """Yield the passwords in the addresses in `text`, but for examples and those everybody writes."""
    if "://" not in text or not ADDRESS_HINT.search(text):
        return
    for found in _ADDRESS.finditer(text):
        scheme, user, written, host = found.groups()
        password = unquote(written)
        if _USUAL.fullmatch(password) or is_placeholder(password) or _EXAMPLE_HOST.search(host):
            continue
        is_default = password.casefold() == unquote(user).casefold()
        if len(password) < 4 or (is_default and "." not in host):
            continue  # postgres:postgres@db, as everybody has it while developing
        yield Password(scheme=scheme.lower(), start=found.start(3), text=password, local=bool(_LOCAL.fullmatch(host)))
