"""FHK011: a cookie whose SameSite protects nothing."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.responses.evidence import listed, place
from ....audit.responses.facts import AnswerFacts, CookieFacts
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ._sent import sent


@rule(
    code="FHK011",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(1275,),
    owasp=("A01",),
    asvs=("3.3.2",),
)
def served_cross_site_cookies(snapshot: Snapshot) -> Iterator[Hit]:
    """A cookie is set with a `SameSite` that is missing, wrong or void.

    ## What it does
    Asks what the app, or the server at `--url`, really sends. Reports session cookies without `SameSite`, any cookie
    with a value that browsers do not know, and `SameSite=None` without `Secure`, which browsers refuse. Most browsers
    take `Lax` for a missing one, but not all, and not in the first two minutes.

    ## Why is this bad
    Another site sends a form to the app, and the visitor's browser adds the session cookie: what the form asks for is
    done in the visitor's name.

    ## Example
    ```text
    Set-Cookie: session=...; Secure; HttpOnly; SameSite=Yes
    ```

    ## Use instead
    ```python
    Hardened(app)  # SameSite=Lax
    ```

    ## References
    - [CWE-1275: Sensitive Cookie with Improper SameSite Attribute](https://cwe.mitre.org/data/definitions/1275.html)
    - [MDN: SameSite](https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie#samesitesamesite-value)
    """
    for name, (_, answers) in sent(snapshot, _is_void).items():
        yield Hit(
            message=f"The cookie {name!r} is set without a SameSite that protects it by {listed(answers)}.",
            fix="Set SESSION_COOKIE_SAMESITE and samesite to Lax or Strict, or call Hardened(app).",
            location=place(snapshot, answers),
        )


def _is_void(answer: AnswerFacts, cookie: CookieFacts) -> bool:
    if cookie.same_site is None:
        return cookie.session
    unknown = cookie.same_site not in ("lax", "strict", "none")
    return unknown or (cookie.same_site == "none" and not cookie.secure and answer.scheme == "https")
