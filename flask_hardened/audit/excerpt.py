"""The line of code that a finding speaks of, without what may be a secret in it."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from stat import S_ISREG

from .finding import Finding

_LARGEST = 5_000_000
_WIDEST = 160
_LONGEST = 1_000
"""Characters of a line that are looked at; more are never shown."""
ABOUT_SECRETS = frozenset({256, 257, 259, 260, 312, 321, 522, 538, 540, 615, 798})
"""CWEs of findings whose line may be nothing but a secret."""
_NAMED = re.compile(
    r"(?i)((?:pass|pwd|secret|token|key|credential|auth|dsn)\w*['\"]?[\])]*\s*(?:[=!]=|[=:(,])\s*[rbfu]*)(['\"]).*?(?:\2|$)"
)
_NAMED_PLAIN = re.compile(r"(?i)((?<!server_)(?:pass|pwd|secret|token|key|credential|auth|dsn)[\w-]*[=: ]\s*)[^\s'\"]+")
_PLAIN_FORMATS = frozenset({"", ".sh", ".service", ".ini", ".conf", ".yml", ".yaml", ".env"})
"""Where texts stand without quotes: in Dockerfiles, Procfiles, units, scripts, nginx's files."""
_IN_URL = re.compile(r"(://[^\s/@:'\"]*:)[^\s@'\"]+@")
_ALONE_IN_URL = re.compile(r"(://)[^\s/@:'\"]+@")
"""A token that stands where a user name would, as package indexes and GitHub have it."""


_ELSEWHERE = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?i)(\b(?:bearer|basic)\s+)[^\s'\"]+",
        r"(?i)(\s--?(?:pass\w*|pwd?|secret[\w-]*|token|[\w-]*key|credentials?)[= ]\s*)[^\s'\"-][^\s'\"]*",
        r"(?i)([?&][\w-]*(?:pass|pwd|secret|token|key|auth|sig)[\w-]*=)[^\s&'\"]+",
        r"(\b[A-Z_]*(?:PASS|PWD|SECRET|TOKEN|KEY)[A-Z_]*=)(?![\w.]*[.(\[])[^\s'\",)]+",
        r"(\s-u\s*[^\s:'\"]+:)[^\s'\"]+",
        r"(\bmysql\w*\s(?:[^|;&]*\s)?-p)[^\s'\"]+",
        r"(?i)(#.*?(?:pass|pwd|secret|token|key)\w*\s*[=:]\s*)[^\s'\"]+",
        r"(?i)((?:pass|pwd|secret|token|key|auth)[\w-]*\s+['\"])[^'\"]+(?=['\"])",
        r"(\bauth\s*=\s*\([^,)]*,\s*[rbfu]*['\"])[^'\"]*",
        r"(\b(?:jwt\.\w+|set_cookie)\([^,]*,\s*[rbfu]*['\"])[^'\"]*",
    )
)
"""Command lines, queries of URLs, headers, comments, and arguments whose place says what they are."""
_WORD = re.compile(r"[A-Za-z0-9+]{12,}")
_TURN = re.compile(r"[A-Za-z](?=[0-9])|[0-9](?=[A-Za-z])")
_CASE = re.compile(r"[a-z](?=[A-Z])")


def excerpt(finding: Finding, root: Path) -> str | None:
    """Return the line a finding is about, stripped; None where there is none to show.

    What stands behind a name such as ``password``, the credentials of an URL or a command, and words that look random
    are masked; a finding about a secret has no excerpt at all.
    """
    if ABOUT_SECRETS.intersection(finding.cwe):
        return None
    line = source_line(finding, root)
    if not line:
        return None
    if Path(str(finding.location.file)).suffix.lower() in _PLAIN_FORMATS:
        line = _NAMED_PLAIN.sub(r"\1***", line)
    masked = _ALONE_IN_URL.sub(r"\1***@", _IN_URL.sub(r"\1***@", _NAMED.sub(r"\1\2***\2", line[:_LONGEST])))
    for pattern in _ELSEWHERE:
        masked = pattern.sub(r"\1***", masked)
    masked = _WORD.sub(_unless_random, masked)
    return masked if len(masked) <= _WIDEST else masked[: _WIDEST - 1] + "…"


def _unless_random(word: re.Match[str]) -> str:
    """Return a word, or a mask for one in which letters, digits and cases take turns, as in keys and digests."""
    text = word.group()
    turns = len(_TURN.findall(text))
    return "***" if turns >= 3 or (turns and turns + len(_CASE.findall(text)) >= 5) else text


def source_line(finding: Finding, root: Path) -> str | None:
    """Return the line itself, stripped. It may hold a secret, and is for fingerprints only."""
    place = finding.location
    if place.file is None or place.line is None:
        return None
    lines = _lines(root / place.file)
    return lines[place.line - 1].strip() if 0 < place.line <= len(lines) else None


def _lines(path: Path) -> tuple[str, ...]:
    try:
        state = path.stat()
        if not S_ISREG(state.st_mode) or state.st_size > _LARGEST:
            return ()
        return _lines_of(path, state.st_mtime_ns, state.st_size)
    except (OSError, ValueError):  # ValueError: a name with a null character
        return ()


@lru_cache(maxsize=256)
def _lines_of(path: Path, changed: int, size: int) -> tuple[str, ...]:
    """Return the lines of a file; when it was changed and its size tell one state from the next."""
    return tuple(path.read_bytes().decode("utf-8", "replace").split("\n"))
