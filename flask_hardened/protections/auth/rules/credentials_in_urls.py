"""FHA007: keys and passwords in paths."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

_PARAMETER = re.compile(r"<(?!int[:(]|float[:(])(?:[^<>:]+:)?(\w+)>")
"""Numbers are left out: a key is longer than one can be, and `<int:sid>` is the id of something."""
_SECRET = frozenset({
    "apikey", "accesskey", "accesstoken", "authtoken", "bearertoken", "refreshtoken", "jwt", "idtoken",
    "password", "passwd", "pwd", "secret", "secretkey", "clientsecret", "sessionid", "sid", "sessionkey",
    "privatekey", "credentials",
})  # fmt: skip


@rule(
    code="FHA007",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(598,),
    owasp=("A04",),
    asvs=("14.2.1",),
)
def credentials_in_urls(snapshot: Snapshot) -> Iterator[Hit]:
    """A URL has a place for a key, a password or a session.

    ## What it does
    Reports URL rules with a parameter such as `api_key`, `password`, `session_id`, `access_token` or `jwt`. Links that
    work once, such as `<token>` to reset a password, are not meant, nor numbers, such as `<int:sid>`.

    ## Why is this bad
    URLs are written into logs, histories and `Referer` headers, and are shared by copying them. A key that stands there
    is soon known to others, and cannot be taken back.

    ## Example
    ```python
    @app.get("/feed/<api_key>")
    def feed(api_key): ...
    ```

    ## Use instead
    ```python
    @app.get("/feed")
    @auth_required("api_key")  # in the header X-API-Key
    def feed(): ...
    ```

    ## References
    - [CWE-598: Use of GET Request Method With Sensitive Query Strings](https://cwe.mitre.org/data/definitions/598.html)
    """
    for route in snapshot.routes:
        for name in _PARAMETER.findall(route.rule):
            if name.replace("_", "").lower() in _SECRET:
                yield Hit(
                    message=f"The URL {route.rule} has a place for {name}.",
                    fix="Take it from a header, with @auth_required, or from the body.",
                    location=route.location,
                )
