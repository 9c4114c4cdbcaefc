"""FHJ016: tokens in cookies without Secure."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import is_on
from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ._jwt_extended import locations, uses_jwt_extended


@rule(
    code="FHJ016",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(614,),
    owasp=("A05",),
    asvs=("3.3.1",),
)
def plain_token_cookies(snapshot: Snapshot) -> Iterator[Hit]:
    """A token stands in a cookie that is sent over plain HTTP too.

    ## What it does
    Reports Flask-JWT-Extended with `cookies` among `JWT_TOKEN_LOCATION` and `JWT_COOKIE_SECURE`, which is off unless it
    is set, in an app without the feature `cookies`.

    ## Why is this bad
    Somebody on the way has the browser ask for `http://` once, by an image in any other page, and reads the token. That
    the app itself is HTTPS only does not help.

    ## Example
    ```python
    app.config["JWT_TOKEN_LOCATION"] = ["cookies"]
    ```

    ## Use instead
    ```python
    app.config["JWT_TOKEN_LOCATION"] = ["cookies"]
    app.config["JWT_COOKIE_SECURE"] = True
    ```

    ## References
    - [CWE-614: Sensitive Cookie in HTTPS Session Without 'Secure' Attribute](https://cwe.mitre.org/data/definitions/614.html)
    - [Flask-JWT-Extended: Configuration Options](https://flask-jwt-extended.readthedocs.io/en/stable/options.html)
    """
    if not uses_jwt_extended(snapshot) or "cookies" not in locations(snapshot) or is_on(snapshot, "cookies"):
        return
    if not snapshot.config.values.get("JWT_COOKIE_SECURE"):
        yield Hit(
            message="The cookie with the token is sent over plain HTTP too.",
            fix="Set JWT_COOKIE_SECURE = True, or call Hardened(app).",
            location=Location(setting="JWT_COOKIE_SECURE"),
        )
