"""FHA009: decorators that guard nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.decorator_order import above_routes

_KNOWN = frozenset(
    {
        *(f"flask_login.{name}" for name in ("login_required", "fresh_login_required")),
        *(f"flask_security.{name}" for name in ("auth_required", "login_required", "roles_required", "roles_accepted")),
        *(f"flask_security.{name}" for name in ("permissions_required", "permissions_accepted", "http_auth_required")),
        *(f"flask_security.{name}" for name in ("auth_token_required", "unauth_csrf")),
        *(f"flask_security.decorators.{name}" for name in ("auth_required", "roles_required", "roles_accepted")),
        *(
            f"flask_jwt_extended.{name}"
            for name in ("jwt_required", "fresh_jwt_required", "jwt_refresh_token_required")
        ),
        *(
            f"flask_httpauth.{name}().login_required"
            for name in ("HTTPBasicAuth", "HTTPTokenAuth", "HTTPDigestAuth", "MultiAuth")
        ),
        "flask_principal.Permission().require",
        "flask_user.login_required",
        "flask_user.roles_required",
        "flask_jwt.jwt_required",
        "flask_oidc.OpenIDConnect().require_login",
    }
)
_GUARD = re.compile(
    r"(login|auth|authentication|authenticated|admin|role|roles|permission|permissions|jwt|token|access|superuser|staff|user"
    r"|api_?key|owner|oauth|scope|scopes)_required"
    r"|(require|requires|require_role|needs|check|ensure)_?(auth|login|admin|roles?|permissions?|token|jwt|user|api_?key|scopes?|access)"
    r"|admin_only|logged_in|authenticated_only|protected",
)


@rule(
    code="FHA009",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(306, 862),
    owasp=("A01", "A07"),
    asvs=("8.3.1", "8.2.1"),
)
def unapplied_guards(snapshot: Snapshot) -> Iterator[Hit]:
    """A decorator that should guard a view stands above its route, so it guards nothing.

    ## What it does
    Reports `login_required`, `roles_required`, `jwt_required` and their likes, of Flask-Login, Flask-Security,
    Flask-JWT-Extended, Flask-HTTPAuth, Flask-Principal, and of the app itself, above `@app.route`. Those of
    Flask-Hardened leave marks, and may stand anywhere.

    ## Why is this bad
    `@app.route` registers the function that it is given. What the decorator above makes of it is bound to the name, and
    never called: the page is open to everybody, and looks guarded to whoever reads it.

    ## Example
    ```python
    @login_required
    @app.route("/admin")
    def admin(): ...
    ```

    ## Use instead
    ```python
    @app.route("/admin")
    @login_required
    def admin(): ...
    ```

    ## References
    - [CWE-306: Missing Authentication for Critical Function](https://cwe.mitre.org/data/definitions/306.html)
    - [Flask: View Decorators](https://flask.palletsprojects.com/en/stable/patterns/viewdecorators/)
    """
    for function, decorator, known in above_routes(snapshot):
        if decorator.target.startswith("flask_hardened.") or not _is_guard(decorator.target):
            continue
        sure = known and decorator.target in _KNOWN
        yield Hit(
            message=f"{_short(decorator.target)} stands above the route of {function.name}, so it guards nothing.",
            fix="Put the route first; or use auth_required() of Flask-Hardened, which may stand anywhere.",
            location=decorator.location,
            confidence=Confidence.HIGH if sure else None,
        )


def _is_guard(target: str) -> bool:
    return target in _KNOWN or _GUARD.fullmatch(_short(target).lower()) is not None


def _short(target: str) -> str:
    last = target.rpartition(".")[2]
    return target.removesuffix("." + last).rpartition(".")[2].removesuffix("()") if last == "require" else last
