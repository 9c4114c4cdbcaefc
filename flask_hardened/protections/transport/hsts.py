"""The Strict-Transport-Security header (RFC 6797)."""

from __future__ import annotations

import re
from dataclasses import dataclass

NAME = "Strict-Transport-Security"

_DIRECTIVE = re.compile(
    r'[ \t]*(?:([A-Za-z0-9!#$%&\'*+.^_`|~-]+)[ \t]*(?:=[ \t]*([^\s";,=]+|"[^"]*"))?)?[ \t]*', re.ASCII
)
_SECONDS = re.compile(r"[0-9]{1,12}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Hsts:
    """One policy: for how many seconds, for subdomains too, in browsers' preload lists."""

    max_age: int
    include_subdomains: bool = False
    preload: bool = False

    def __str__(self) -> str:
        subdomains = "; includeSubDomains" if self.include_subdomains else ""
        return f"max-age={self.max_age}{subdomains}{'; preload' if self.preload else ''}"

    def stricter_of(self, other: Hsts) -> Hsts:
        """Return the policy that is as strict as both, in every part."""
        return Hsts(
            max(self.max_age, other.max_age),
            self.include_subdomains or other.include_subdomains,
            self.preload or other.preload,
        )


def parse_hsts(value: str) -> Hsts | None:
    """Read a header, or return None where a browser would ignore it (RFC 6797 section 6.1).

    Directives in any order and case, each once; ``max-age`` is required; unknown ones are left out.
    """
    directives: dict[str, str | None] = {}
    for part in value.split(";"):
        match = _DIRECTIVE.fullmatch(part)
        if match is None:
            return None
        if match[1] is None:
            continue
        if match[1].lower() in directives:
            return None
        directives[match[1].lower()] = match[2]
    seconds = (directives.get("max-age") or "").strip('"')
    if not _SECONDS.fullmatch(seconds):
        return None
    flags = [directives.get(name, "absent") for name in ("includesubdomains", "preload")]
    if any(flag not in {None, "absent"} for flag in flags):
        return None
    return Hsts(int(seconds), flags[0] is None, flags[1] is None)
