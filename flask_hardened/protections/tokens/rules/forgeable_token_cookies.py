"""FHJ015: tokens in cookies, without a check for forged requests."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import is_on
from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ._jwt_extended import locations, uses_jwt_extended


@rule(
    code="FHJ015",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(352,),
    owasp=("A01",),
    asvs=("3.5.1",),
)
def forgeable_token_cookies(snapshot: Snapshot) -> Iterator[Hit]:
    """A token in a cookie signs in requests that another site makes.

    ## What it does
    Reports Flask-JWT-Extended with `cookies` among `JWT_TOKEN_LOCATION` and `JWT_COOKIE_CSRF_PROTECT` turned off, in an
    app without the feature `csrf`.

    ## Why is this bad
    The browser sends the cookie along with whatever another site makes it send, so a page that the victim opens orders,
    deletes and pays in their name. The double submitted value that the setting turns off is what tells the difference.

    ## Example
    ```python
    app.config["JWT_TOKEN_LOCATION"] = ["cookies"]
    app.config["JWT_COOKIE_CSRF_PROTECT"] = False
    ```

    ## Use instead
    ```python
    app.config["JWT_COOKIE_CSRF_PROTECT"] = True
    # or
    Hardened(app)  # checks where each request comes from
    ```

    ## References
    - [CWE-352: Cross-Site Request Forgery (CSRF)](https://cwe.mitre.org/data/definitions/352.html)
    - [Flask-JWT-Extended: Configuration Options](https://flask-jwt-extended.readthedocs.io/en/stable/options.html)
    """
    if not uses_jwt_extended(snapshot) or "cookies" not in locations(snapshot) or is_on(snapshot, "csrf"):
        return
    if snapshot.config.values.get("JWT_COOKIE_CSRF_PROTECT") is False:
        yield Hit(
            message="Tokens are taken from cookies, and nothing checks which site a request comes from.",
            fix="Remove JWT_COOKIE_CSRF_PROTECT = False, or call Hardened(app).",
            location=Location(setting="JWT_COOKIE_CSRF_PROTECT"),
        )
