"""FHK012: a session for somebody who only asked for a page that is not there."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.responses.evidence import listed, pages, place
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHK012",
    severity=Severity.INFO,
    confidence=Confidence.HIGH,
    cwe=(770, 384),
    owasp=("A04",),
)
def needless_session_cookies(snapshot: Snapshot) -> Iterator[Hit]:
    """A session cookie is given to visitors who did nothing that needs one.

    ## What it does
    Reports a session cookie in the answer to an unknown path or to a static file, asked for without any cookie.

    ## Why is this bad
    Each scanner and each crawler gets a session, which fills the store; and a session that exists before the sign-in
    is the first half of a session fixation.

    ## Example
    ```python
    @app.before_request
    def count():
        session["visits"] = session.get("visits", 0) + 1
    ```

    ## Use instead
    ```python
    @app.post("/basket")
    def add():
        session["basket"] = []
    ```

    ## References
    - [CWE-770: Allocation of Resources Without Limits or Throttling](https://cwe.mitre.org/data/definitions/770.html)
    - [OWASP Session Management Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html)
    """
    needless = [
        each for each in pages(snapshot) if each.kind != "view" and any(cookie.session for cookie in each.cookies)
    ]
    if needless:
        yield Hit(
            message=f"A session is begun for visitors who need none, by {listed(needless)}.",
            fix="Write to the session only where something has to be remembered; look for hooks that do it everywhere.",
            location=place(snapshot, needless),
        )
