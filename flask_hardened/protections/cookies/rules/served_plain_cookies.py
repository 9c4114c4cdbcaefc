"""FHK009: a cookie was set without Secure."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.responses.evidence import listed, place
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ._sent import sent


@rule(
    code="FHK009",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(614,),
    owasp=("A05",),
    asvs=("3.3.1",),
)
def served_plain_cookies(snapshot: Snapshot) -> Iterator[Hit]:
    """A cookie is set over HTTPS without `Secure`.

    ## What it does
    Asks what the app, or the server at `--url`, really sends. Reports each cookie that comes over https without the
    attribute; a session cookie is medium.

    ## Why is this bad
    One request over plain HTTP, which anybody on the same network can provoke with a picture, carries the cookie in
    clear text; whoever reads it is signed in as the visitor.

    ## Example
    ```text
    Set-Cookie: session=...; HttpOnly; Path=/
    ```

    ## Use instead
    ```python
    Hardened(app)  # Secure on every cookie, __Host- on the session's
    ```

    ## References
    - [CWE-614: Sensitive Cookie in HTTPS Session Without 'Secure' Attribute](https://cwe.mitre.org/data/definitions/614.html)
    - [RFC 6265bis: the Secure attribute](https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.6.5)
    """
    for name, (session, answers) in sent(
        snapshot, lambda answer, each: answer.scheme == "https" and not each.secure
    ).items():
        yield Hit(
            message=f"The cookie {name!r} is set without Secure by {listed(answers)}.",
            fix="Set SESSION_COOKIE_SECURE and secure=True, or call Hardened(app), which sees to every cookie.",
            location=place(snapshot, answers),
            severity=Severity.MEDIUM if session else None,
        )
