"""FHF010: unsafe requests of other sites are accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.responses.evidence import place
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

_SIGN_IN = re.compile(r"log-?in|sign-?in|auth|sso|oauth", re.IGNORECASE)


@rule(
    code="FHF010",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(352,),
    owasp=("A01",),
    asvs=("3.5.1",),
)
def accepted_cross_site_requests(snapshot: Snapshot) -> Iterator[Hit]:
    """An unsafe request that comes from another site is accepted.

    ## What it does
    With `--probe-unsafe`: sends POST, PUT, PATCH and DELETE without token, with the `Origin` of somebody else and an
    empty form, to views that do not look as if they destroyed something. Reports what is answered with success or a
    redirect other than to a sign-in page. An endpoint that other servers call, such as a webhook, is meant to answer;
    hence the medium confidence.

    ## Why is this bad
    A form on any other site is sent in the visitor's name, with the visitor's session: addresses are changed, money is
    moved, accounts are given away.

    ## Example
    ```python
    @app.post("/profile")
    def profile():
        current_user.email = request.form["email"]
    ```

    ## Use instead
    ```python
    Hardened(app)  # Sec-Fetch-Site, Origin and a token
    ```

    ## References
    - [CWE-352: Cross-Site Request Forgery (CSRF)](https://cwe.mitre.org/data/definitions/352.html)
    - [OWASP CSRF Prevention Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html)
    """
    for answer in snapshot.responses.of("unsafe"):
        if 200 <= answer.status < 400 and not _SIGN_IN.search(answer.header("location") or ""):
            yield Hit(
                message=f"{answer.target} is accepted from another site, without a token.",
                fix="Call Hardened(app), or mark what other servers call with @csrf_exempt(reason=...).",
                location=place(snapshot, (answer,)),
            )
