"""FHK010: a session cookie was set without HttpOnly."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.responses.evidence import listed, place
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ._sent import sent


@rule(
    code="FHK010",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(1004,),
    owasp=("A05",),
    asvs=("3.3.4",),
)
def served_readable_cookies(snapshot: Snapshot) -> Iterator[Hit]:
    """A session cookie is set that scripts can read.

    ## What it does
    Asks what the app, or the server at `--url`, really sends. Reports session cookies without `HttpOnly`. Other
    cookies are not reported: scripts may be meant to read them.

    ## Why is this bad
    A script that got into a page, by a flaw or from a hijacked CDN, reads `document.cookie` and sends the session to
    somebody who then uses it at leisure.

    ## Example
    ```text
    Set-Cookie: session=...; Secure; Path=/
    ```

    ## Use instead
    ```python
    Hardened(app)
    ```

    ## References
    - [CWE-1004: Sensitive Cookie Without 'HttpOnly' Flag](https://cwe.mitre.org/data/definitions/1004.html)
    - [OWASP Session Management Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html#httponly-attribute)
    """
    for name, (_, answers) in sent(snapshot, lambda _, each: each.session and not each.http_only).items():
        yield Hit(
            message=f"The session cookie {name!r} is set without HttpOnly by {listed(answers)}.",
            fix="Leave SESSION_COOKIE_HTTPONLY on, or call Hardened(app).",
            location=place(snapshot, answers),
        )
