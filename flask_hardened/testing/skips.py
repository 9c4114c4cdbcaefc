"""What is left out, and why."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase

import pytest

from ..errors import did_you_mean

_ENTRY = re.compile(r"\s*(?P<endpoint>[^\s:]+)(?:\s+(?P<check>[a-z-]+))?\s*:\s*(?P<reason>.*\S)\s*")


@dataclass(frozen=True, kw_only=True)
class Skip:
    """One entry: ``ENDPOINT [CHECK]: REASON``."""

    endpoint: str
    """May hold ``*``, as in ``admin.*``."""
    check: str | None
    """None is all of them."""
    reason: str

    def covers(self, endpoint: str, check: str) -> bool:
        """Tell whether a check of an endpoint is left out."""
        return self.check in (None, check) and fnmatchcase(endpoint, self.endpoint)


def read_skips(entries: Iterable[str], endpoints: Collection[str], checks: Collection[str]) -> tuple[Skip, ...]:
    """Read the entries.

    :raises pytest.UsageError: for one without a reason, and for one that names nothing that there is.
    """
    skips = []
    for entry in entries:
        match = _ENTRY.fullmatch(entry)
        if match is None:
            raise pytest.UsageError(
                f"hardened_skip: {entry!r} is no 'ENDPOINT [CHECK]: REASON'; the reason is required."
            )
        skip = Skip(**match.groupdict())
        if skip.check is not None and skip.check not in checks:
            raise pytest.UsageError(
                f"hardened_skip: there is no check {skip.check!r}. {did_you_mean(skip.check, checks)}"
            )
        if not any(fnmatchcase(endpoint, skip.endpoint) for endpoint in endpoints):
            fix = did_you_mean(skip.endpoint, endpoints)
            raise pytest.UsageError(f"hardened_skip: there is no endpoint {skip.endpoint!r}. {fix}")
        skips.append(skip)
    return tuple(skips)
