"""FHF001: nothing looks at where requests come from."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import absent
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHF001",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(352,),
    owasp=("A01",),
    asvs=("3.5.1",),
)
def forged_requests(snapshot: Snapshot) -> Iterator[Hit]:
    """Nothing refuses requests that another site makes a visitor's browser send.

    ## What it does
    Reports an app without the feature `csrf`, unless Flask-WTF's `CSRFProtect` is active on it.

    ## Why is this bad
    A page anywhere sends a form here, with the visitor's cookies, and the app cannot tell it from the visitor's own: it
    changes the address, the password, or the bank account. Cookies with `SameSite=Lax` stop many such requests, but not
    those of subdomains.

    ## Example
    ```python
    Hardened(app, csrf=False)
    ```

    ## Use instead
    ```python
    Hardened(app)  # templates' forms get their token by themselves
    ```

    ## References
    - [CWE-352: Cross-Site Request Forgery (CSRF)](https://cwe.mitre.org/data/definitions/352.html)
    - [OWASP CSRF Prevention Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html)
    """
    if "csrf" not in snapshot.config.extensions:
        yield from absent(
            snapshot, "csrf", "Requests that other sites make a browser send are not told from the app's own."
        )
