"""FHR005: security headers that are written by hand, and say too little."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.header_writes import header_writes, text_of
from ._raised import is_raised

_MAX_AGE = re.compile(r"max-age\s*=\s*\"?(\d+)", re.IGNORECASE)
_HALF_A_YEAR = 15_768_000
_SNIFF = frozenset({"", "sniff", "none", "off"})
_LOOSE_REFERRERS = frozenset({"unsafe-url", "no-referrer-when-downgrade"})


@rule(
    code="FHR005",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(693, 1021),
    owasp=("A05",),
    asvs=("3.4.1", "3.4.6"),
)
def loose_written_headers(snapshot: Snapshot) -> Iterator[Hit]:
    """A security header is written by hand, and says too little.

    ## What it does
    Reports `X-Frame-Options` with `ALLOWALL` or `ALLOW-FROM`, which browsers ignore; HSTS for less than half a year;
    `X-XSS-Protection` that turns the filter on; `Referrer-Policy: unsafe-url`; `X-Content-Type-Options` with `none` or
    the like; and a Content-Security-Policy whose `default-src` or `script-src` allows everything.
    Where `Hardened(app)` raises what is too weak, it is information.

    ## Why is this bad
    The header is there, so scanners are content, and so is the reader. Browsers ignore what they do not know: with
    `ALLOW-FROM` every site can put the page into a frame and have its users click where it likes.

    ## Example
    ```python
    response.headers["X-Frame-Options"] = "ALLOW-FROM https://partner.example"
    ```

    ## Use instead
    ```python
    Hardened(app)  # sets all of them; frame-ancestors is for partners
    ```

    ## References
    - [CWE-1021: Improper Restriction of Rendered UI Layers or Frames](https://cwe.mitre.org/data/definitions/1021.html)
    - [OWASP Secure Headers Project](https://owasp.org/www-project-secure-headers/)
    """
    raised = is_raised(snapshot)
    for _, write in header_writes(snapshot.source):
        text = text_of(write.value)
        fault = _fault(write.header, text.strip()) if text is not None else ""
        if fault:
            yield Hit(
                message=f"{write.header.title()} {fault}.",
                fix="Remove the line, and call Hardened(app), which sets the header on every response.",
                location=write.location,
                severity=Severity.INFO if raised or write.header == "x-xss-protection" else None,
            )


def _fault(header: str, text: str) -> str:
    lowered = text.lower()
    if header == "x-frame-options":
        return (
            ""
            if not lowered.startswith("allow")
            else "has a value that browsers ignore, so every site may frame the page"
        )
    if header == "x-content-type-options":
        return "has a value that browsers ignore" if lowered in _SNIFF else ""
    if header == "referrer-policy":
        return "sends the whole address to other sites" if lowered in _LOOSE_REFERRERS else ""
    if header == "x-xss-protection":
        return "turns on a filter that old browsers can be attacked through" if lowered.startswith("1") else ""
    if header == "strict-transport-security":
        age = _MAX_AGE.search(text)
        return "holds for less than half a year" if age is not None and int(age[1]) < _HALF_A_YEAR else ""
    return _fault_of_policy(lowered) if header == "content-security-policy" else ""


def _fault_of_policy(text: str) -> str:
    for directive in text.split(";"):
        name, *sources = directive.split() or [""]
        if name in ("default-src", "script-src") and "*" in sources:
            return f"allows scripts from everywhere, in {name}"
    return ""
