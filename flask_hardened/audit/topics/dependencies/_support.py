"""Whether the support of a feature release has ended."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from packaging.version import Version

from ...dependencies.table import Release

_FEATURE = re.compile(r"(\d+)\.(\d+)", re.ASCII)
"""The rest may be what PEP 440 does not know: Debian's Python calls itself ``3.13.9+``."""


def ended(version: str, releases: Sequence[Release], today: date) -> date | None:
    """Return the last day of support, if it is over.

    :param releases: in their order. What lies before the first one ended with it, or earlier.
    """
    numbers = _FEATURE.match(version)
    if numbers is None:
        return None
    feature = tuple(map(int, numbers.groups()))
    for release in releases:
        if feature <= Version(release.version).release:
            return release.until if release.until < today else None
    return None
