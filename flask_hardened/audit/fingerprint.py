"""Fingerprints: by what a finding is known again after its line has moved."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from .excerpt import ABOUT_SECRETS, source_line
from .finding import Finding

_LINE_NUMBER = re.compile(r"\bline [0-9]+\b|(?<=\.py:)[0-9]+|(?<=\.html:)[0-9]+")


def fingerprint(finding: Finding, root: Path) -> str:
    """Return 32 hexadecimal digits.

    They are made of the code, the setting, the endpoint, the file, the message and, where no endpoint names the place
    already, the text of the line, unless that may be a secret; of no line number.
    """
    place = finding.location
    # of a line that is a secret not even the digest may be told: short ones can be guessed from it
    is_secret = bool(ABOUT_SECRETS.intersection(finding.cwe))
    line = "" if place.endpoint or is_secret else source_line(finding, root) or ""
    parts = (
        finding.code,
        place.setting or "",
        place.endpoint or "",
        place.file or "",
        _LINE_NUMBER.sub("#", finding.message),
        " ".join(line.split()),
    )
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]


def numbered(findings: Iterable[Finding], root: Path) -> Iterator[tuple[Finding, str]]:
    """Yield each finding with its fingerprint and a number, which tells two that look alike apart."""
    seen: Counter[str] = Counter()
    for finding in findings:
        mark = fingerprint(finding, root)
        seen[mark] += 1
        yield finding, f"{mark}:{seen[mark]}"
