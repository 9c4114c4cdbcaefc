"""FHJ018: tokens in the query of URLs."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ._jwt_extended import locations, uses_jwt_extended


@rule(
    code="FHJ018",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(598,),
    owasp=("A04",),
    asvs=("14.2.1",),
)
def tokens_in_urls(snapshot: Snapshot) -> Iterator[Hit]:
    """Tokens are taken from the query of the URL.

    ## What it does
    Reports Flask-JWT-Extended with `query_string` among `JWT_TOKEN_LOCATION`.

    ## Why is this bad
    URLs are written into the logs of servers and proxies, into histories and `Referer` headers, and are shared by
    copying them. A token that stands there is soon known to others, and signs them in.

    ## Example
    ```python
    app.config["JWT_TOKEN_LOCATION"] = ["headers", "query_string"]
    ```

    ## Use instead
    ```python
    app.config["JWT_TOKEN_LOCATION"] = ["headers"]
    ```

    ## References
    - [CWE-598: Use of GET Request Method With Sensitive Query Strings](https://cwe.mitre.org/data/definitions/598.html)
    - [Flask-JWT-Extended: Configuration Options](https://flask-jwt-extended.readthedocs.io/en/stable/options.html)
    - [RFC 6750: Bearer Token Usage, section 5.3](https://www.rfc-editor.org/rfc/rfc6750#section-5.3)
    """
    if uses_jwt_extended(snapshot) and "query_string" in locations(snapshot):
        yield Hit(
            message="Tokens are taken from the query of the URL.",
            fix="Remove query_string from JWT_TOKEN_LOCATION, and send the token in a header.",
            location=Location(setting="JWT_TOKEN_LOCATION"),
        )
