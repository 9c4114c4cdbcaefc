"""FHA008: cookies sign in where nothing checks where a request comes from."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ._guarded import changes, guarded, named

_AMBIENT = frozenset({"session", "basic"})


@rule(
    code="FHA008",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(352,),
    owasp=("A01",),
    asvs=("3.5.1",),
)
def forgeable_access(snapshot: Snapshot) -> Iterator[Hit]:
    """A route that takes sessions is left out of the check for forged requests.

    ## What it does
    Reports routes with `@csrf_exempt` and a method that changes something, where somebody has to be signed in and a
    session counts.

    ## Why is this bad
    The browser sends the session along with whatever another site makes it send. The exemption is for requests that
    authenticate themselves, by a token or a signature; here the visitor's cookie does.

    ## Example
    ```python
    @app.post("/api/orders")
    @csrf_exempt(reason="used by the mobile app")
    @auth_required
    def order(): ...
    ```

    ## Use instead
    ```python
    @app.post("/api/orders")
    @csrf_exempt(reason="used by the mobile app")
    @auth_required("bearer")
    def order(): ...
    ```

    ## References
    - [CWE-352: Cross-Site Request Forgery (CSRF)](https://cwe.mitre.org/data/definitions/352.html)
    - [OWASP CSRF Prevention Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html)
    """
    for route, access in guarded(snapshot):
        said = route.marks.get("csrf", ())
        if not said or not said[-1].exempt or not changes(route) or not access.authenticated:
            continue
        if access.methods is None or access.methods & _AMBIENT:
            yield Hit(
                message=f"{named(route)} takes sessions, and is left out of the check for forged requests.",
                fix='Say which methods count, such as @auth_required("bearer"), or remove @csrf_exempt.',
                location=route.location,
            )
