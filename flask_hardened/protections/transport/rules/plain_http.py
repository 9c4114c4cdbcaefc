"""FHT001: plain HTTP is served."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import absent, has_talisman
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHT001",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(319,),
    owasp=("A02",),
    asvs=("12.2.1",),
)
def plain_http(snapshot: Snapshot) -> Iterator[Hit]:
    """The app answers over plain HTTP, where everybody on the way can read and change everything.

    ## What it does
    Reports an app without the feature `transport`, unless Flask-Talisman is active on it. A proxy in front of the app
    may make up for it, which the audit cannot see.

    ## Why is this bad
    In the same wireless network, or anywhere on the way, somebody can read the session cookie and put a script into the
    page. A redirect alone does not help against that: the first request of each visit is open, unless HSTS is sent.

    ## Example
    ```python
    Hardened(app, transport=False)
    ```

    ## Use instead
    ```python
    Hardened(app)  # browsers are sent to https and told to remember it; other requests over http are refused
    ```

    ## References
    - [CWE-319: Cleartext Transmission of Sensitive Information](https://cwe.mitre.org/data/definitions/319.html)
    - [OWASP Transport Layer Security Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Transport_Layer_Security_Cheat_Sheet.html)
    """
    if not has_talisman(snapshot):
        yield from absent(snapshot, "transport", "Requests over plain HTTP are answered, and no HSTS is sent.")
