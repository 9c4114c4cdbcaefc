"""The line of code that a finding speaks of, without what may be a secret in it."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from .finding import Finding

_LARGEST = 5_000_000
_WIDEST = 160
_ABOUT_SECRETS = frozenset({256, 257, 259, 260, 312, 321, 522, 538, 540, 615, 798})
"""CWEs of findings whose line may be nothing but a secret."""
_NAMED = re.compile(
    r"(?i)((?:pass|pwd|secret|token|key|credential|auth|dsn)\w*['\"]?\]?\s*[=:(,]\s*[rbfu]*)(['\"]).*?(?:\2|$)"
)
_IN_URL = re.compile(r"(://[^\s/@:'\"]*:)[^\s@'\"]+@")


def excerpt(finding: Finding, root: Path) -> str | None:
    """Return the line a finding is about, stripped; None where there is none to show.

    What stands behind a name such as ``password`` and in the credentials of an URL is masked; a finding about a secret
    has no excerpt at all.
    """
    if _ABOUT_SECRETS.intersection(finding.cwe):
        return None
    line = source_line(finding, root)
    if not line:
        return None
    masked = _IN_URL.sub(r"\1***@", _NAMED.sub(r"\1\2***\2", line))
    return masked if len(masked) <= _WIDEST else masked[: _WIDEST - 1] + "…"


def source_line(finding: Finding, root: Path) -> str | None:
    """Return the line itself, stripped. It may hold a secret, and is for fingerprints only."""
    place = finding.location
    if place.file is None or place.line is None:
        return None
    lines = _lines(root / place.file)
    return lines[place.line - 1].strip() if 0 < place.line <= len(lines) else None


@lru_cache(maxsize=256)
def _lines(path: Path) -> tuple[str, ...]:
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return ()
        return tuple(path.read_bytes().decode("utf-8", "replace").split("\n"))
    except (OSError, ValueError):  # ValueError: a name with a null character
        return ()
