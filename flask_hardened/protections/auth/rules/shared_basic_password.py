"""FHA020: one name and password for everybody."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHA020",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(287, 521),
    owasp=("A07",),
    asvs=("6.2.1", "6.3.2"),
)
def shared_basic_password(snapshot: Snapshot) -> Iterator[Hit]:
    """Everybody signs in with the same name and password.

    ## What it does
    Reports Flask-BasicAuth, whose `BASIC_AUTH_PASSWORD` is one for all: high where it is short, usual or follows a
    pattern.

    ## Why is this bad
    Nobody can say who did something, nobody can be shut out alone, and there is no limit to guesses. The browser sends
    the password with every request, and never forgets it.

    ## Example
    ```python
    app.config["BASIC_AUTH_USERNAME"] = "admin"
    app.config["BASIC_AUTH_PASSWORD"] = "admin"
    ```

    ## Use instead
    ```python
    @app.get("/admin")
    @roles_required("admin")
    def admin(): ...
    ```

    ## References
    - [CWE-287: Improper Authentication](https://cwe.mitre.org/data/definitions/287.html)
    - [CWE-521: Weak Password Requirements](https://cwe.mitre.org/data/definitions/521.html)
    - [OWASP Authentication Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html)
    - [RFC 7617: The 'Basic' HTTP Authentication Scheme](https://www.rfc-editor.org/rfc/rfc7617)
    """
    password = snapshot.config.extension_facts.keys.get("BASIC_AUTH_PASSWORD")
    if password is None:
        return
    weak = password.weakness is not None
    yield Hit(
        message="One password is everybody's" + (", and it can be guessed." if weak else "."),
        fix="Give people accounts of their own, and ask for them with @auth_required.",
        location=Location(setting="BASIC_AUTH_PASSWORD"),
        severity=Severity.HIGH if weak else None,
    )
