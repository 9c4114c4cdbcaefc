"""FHF008: views that Flask-WTF or SeaSurf is told not to check."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Call, Decorator, Function
from ....audit.source.naming import last_name, names_in, words
from ....audit.source.placing import served_calls, served_functions
from ._checked import is_checked

_EXEMPT = ("flask_wtf.CSRFProtect().exempt", "flask_seasurf.SeaSurf().exempt")
_API = frozenset({"api", "rest", "webhook", "webhooks", "hooks", "oauth", "rpc", "graphql", "mobile"})
_METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_PROVES = frozenset(
    {
        *("hmac", "signature", "compare_digest", "jwt", "bearer", "authorization", "api_key", "apikey"),
        *("webhook", "hook", "callback", "oauth", "saml", "sso", "csp", "report", "token_required"),
        *("jwt_required", "require_api_key", "construct_event", "verify_signature", "token", "stripe", "slack"),
        *("github",),
    }
)
_PROVING_DECORATORS = frozenset({"auth", "oauth", "token", "jwt", "key", "signature", "signed", "hmac"})
"""Words in the decorators, the name and the body of a view that authenticates each request by itself."""


@rule(
    code="FHF008",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(352,),
    owasp=("A01",),
    asvs=("3.5.1",),
)
def exempted_views(snapshot: Snapshot) -> Iterator[Hit]:
    """A view that changes something is left out of the check for forged requests.

    ## What it does
    Reports views with `@csrf.exempt` of Flask-WTF or SeaSurf that take POST, PUT, PATCH or DELETE, and blueprints that
    are left out as a whole; as information where the csrf feature of `Hardened(app)` checks them all the same. Views
    that show a way of their own to know the sender, such as a signature, a bearer token or a webhook's secret, are
    left alone.

    ## Why is this bad
    Any page that a signed-in user opens sends the request in their name, with their cookie. Exemptions are added to
    make an error go away, and stay.

    ## Example
    ```python
    @app.post("/profile")
    @csrf.exempt
    def change_profile(): ...
    ```

    ## Use instead
    ```python
    @app.post("/profile")
    def change_profile(): ...
    ```

    ## References
    - [CWE-352: Cross-Site Request Forgery (CSRF)](https://cwe.mitre.org/data/definitions/352.html)
    - [OWASP CSRF Prevention Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html)
    """
    severity = Severity.INFO if is_checked(snapshot) else None
    for function in served_functions(snapshot.source):
        exemption = next((each for each in function.decorators if _exempts(each)), None)
        if exemption is not None and any(map(_changes, function.routes)) and not _proves(function):
            yield Hit(
                message=f"{function.name} takes unsafe methods, and is left out of the check for forged requests.",
                fix="Remove the exemption; give its forms and scripts the token.",
                location=exemption.location,
                severity=severity,
            )
    for call in served_calls(snapshot.source, *_EXEMPT):
        blueprint = call.argument(0, "view")
        if (
            blueprint is None
            or blueprint.origin != "flask.Blueprint()"
            or not _API.isdisjoint(words(last_name(blueprint.node)))
        ):
            continue
        yield Hit(
            message="A whole blueprint is left out of the check for forged requests.",
            fix="Leave out the views that need it only, each with csrf_exempt() and a reason.",
            location=call.location,
            severity=severity,
            confidence=Confidence.LOW,
        )


def _exempts(decorator: Decorator) -> bool:
    owner, _, name = decorator.target.rpartition(".")
    return decorator.target in _EXEMPT or (name == "exempt" and "csrf" in owner.lower())


def _changes(route: Call) -> bool:
    if route.name.upper() in _METHODS:
        return True
    methods = route.argument(None, "methods")
    if methods is None:
        return False
    return any(
        isinstance(part, ast.Constant) and str(part.value).upper() in _METHODS for part in ast.walk(methods.node)
    )


def _proves(function: Function) -> bool:
    decorators = {name for each in function.node.decorator_list for name in names_in(each)}
    if not _PROVING_DECORATORS.isdisjoint(word for name in decorators for word in words(name)):
        return True
    texts = {
        str(part.value)
        for part in ast.walk(function.node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }
    names = {
        function.name,
        *decorators,
        *(name for statement in function.node.body for name in names_in(statement)),
        *texts,
    }
    found = {word for name in names for word in (name.lower(), *words(name))}
    return not _PROVES.isdisjoint(found)
