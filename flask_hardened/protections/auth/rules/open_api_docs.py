"""FHA031: the description of the API for everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ._guarded import guarded, is_asked, named

_PACKAGES = frozenset(
    {"apiflask", "flasgger", "flask_openapi3", "flask_restx", "flask_restplus", "flask_smorest", "spectree"}
)
_ENDPOINTS = re.compile(r"(?:^|\.)(?:doc|docs|specs|apidocs|apispec\w*|swagger\w*|openapi\w*|redoc)$")
_PATHS = re.compile(
    r"/(?:swagger|swagger-ui|apidocs|api-docs|api/docs|redoc|rapidoc|openapi|graphiql|graphql/playground|playground)/?$"
    r"|/(?:swagger|openapi|apispec(?:_\d+)?)\.(?:json|ya?ml)$"
)


@rule(
    code="FHA031",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(200,),
    owasp=("A05",),
    asvs=("13.4.5",),
)
def open_api_docs(snapshot: Snapshot) -> Iterator[Hit]:
    """The description of the API, or a console for it, is open to everybody.

    ## What it does
    Reports Swagger UI, ReDoc, OpenAPI documents and GraphiQL that demand nothing, as low; of Flasgger, flask-restx,
    flask-smorest and APIFlask, and by paths such as `/apidocs`, `/openapi.json` or `/graphiql`. A public API's are
    meant so.

    ## Why is this bad
    It lists every address with its parameters, those that no page links among them. That is a map for who looks for one
    that forgot to ask who it is.

    ## Example
    ```python
    api = Api(app)  # /swagger.json and / for everybody
    ```

    ## Use instead
    ```python
    api = Api(app, doc=False)  # or behind a login
    ```

    ## References
    - [CWE-200: Exposure of Sensitive Information to an Unauthorized Actor](https://cwe.mitre.org/data/definitions/200.html)
    - [OWASP Authorization Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Authorization_Cheat_Sheet.html)
    """
    for route, access in guarded(snapshot):
        if access.authenticated or access.denied or access.declared or is_asked(route) or "GET" not in route.methods:
            continue
        if _PATHS.search(route.rule) or (route.package in _PACKAGES and _ENDPOINTS.search(route.endpoint)):
            yield Hit(
                message=f"{named(route)} describes the API to everybody.",
                fix="Demand a login, or turn it off where the app runs for others.",
                location=route.location,
            )
