"""FHO010: origins that only look like the right ones may read responses."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.responses.evidence import has_credentials, listed, place
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

HEADER = "access-control-allow-origin"


@rule(
    code="FHO010",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(942, 625),
    owasp=("A05", "A01"),
    asvs=("3.4.2",),
)
def look_alike_origins(snapshot: Snapshot) -> Iterator[Hit]:
    r"""Responses let origins read them that only look like the ones that may.

    ## What it does
    Asks what the app, or the server at `--url`, really sends. Sends origins that begin or end like an allowed one,
    such as `https://app.example.com.evil.example` and `https://evilapp.example.com`, and reports which are allowed;
    with credentials that is high.

    ## Why is this bad
    An expression without its end, or a comparison of the last letters only, lets anybody in who registers a name that
    fits. That costs ten dollars.

    ## Example
    ```python
    CORS(app, origins=r"https://.*\.example\.com")
    ```

    ## Use instead
    ```python
    Hardened(app, cors=CorsOptions(origins=["https://*.example.com"]))
    ```

    ## References
    - [CWE-942: Permissive Cross-domain Policy with Untrusted Domains](https://cwe.mitre.org/data/definitions/942.html)
    - [CWE-625: Permissive Regular Expression](https://cwe.mitre.org/data/definitions/625.html)
    """
    everybody = any(each.header(HEADER) in ("*", each.origin) for each in snapshot.responses.of("foreign-origin"))
    fooled = [each for each in snapshot.responses.of("look-alike-origin") if each.header(HEADER) == each.origin]
    if fooled and not everybody:
        yield Hit(
            message=f"Origins that look like an allowed one may read the answer to {listed(fooled)}.",
            fix="Compare whole origins: CorsOptions(origins=[...]) does, and understands https://*.example.com.",
            location=place(snapshot, fooled),
            severity=Severity.HIGH if any(map(has_credentials, fooled)) else None,
        )
