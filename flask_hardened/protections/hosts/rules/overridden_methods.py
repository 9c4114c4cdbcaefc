"""FHH009: a header changes the method of a request."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.responses.evidence import listed, place
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHH009",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(650, 352),
    owasp=("A04",),
    asvs=("4.1.4",),
)
def overridden_methods(snapshot: Snapshot) -> Iterator[Hit]:
    """A header or a parameter changes the method of a request.

    ## What it does
    Sends a method that a path does not have, with `X-HTTP-Method-Override: OPTIONS`, its two relatives, and
    `?_method=OPTIONS`. Reports where that is answered like OPTIONS, which Flask answers without a view.

    ## Why is this bad
    Proxies, firewalls and CSRF checks judge the method of the request line; the app then does another. A link, which
    any site may place, becomes a DELETE.

    ## Example
    ```python
    app.wsgi_app = HTTPMethodOverrideMiddleware(app.wsgi_app)
    ```

    ## Use instead
    ```python
    @app.post("/items/<int:item>/delete")
    def delete(item): ...
    ```

    ## References
    - [CWE-650: Trusting HTTP Permission Methods on the Server Side](https://cwe.mitre.org/data/definitions/650.html)
    - [OWASP: test HTTP methods](https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/02-Configuration_and_Deployment_Management_Testing/06-Test_HTTP_Methods)
    """
    refused = any(each.status == 405 for each in snapshot.responses.of("wrong-method"))
    honoured = [each for each in snapshot.responses.of("method-override") if each.status in (200, 204)]
    if refused and honoured:
        yield Hit(
            message=f"A header changes the method of a request, as the answer to {listed(honoured)} shows.",
            fix="Remove the middleware; Hardened(app) refuses such headers.",
            location=place(snapshot, honoured),
        )
