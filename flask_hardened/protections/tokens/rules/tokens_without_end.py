"""FHJ011: tokens that never end."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Call
from ....audit.source.placing import served_calls
from ._calls import ENCODE, assigned, entries, set_keys

_CREATE = ("flask_jwt_extended.create_access_token", "flask_jwt_extended.create_refresh_token")


@rule(
    code="FHJ011",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(613,),
    owasp=("A07",),
    asvs=("9.2.1",),
)
def tokens_without_end(snapshot: Snapshot) -> Iterator[Hit]:
    """Tokens are made that never end.

    ## What it does
    Reports `encode` of PyJWT and python-jose with a written payload that has no `exp`, and, as medium,
    `create_access_token` of Flask-JWT-Extended with `expires_delta=False`. Payloads that are put together elsewhere are
    left alone, as are those with an `iat`, which their reader may judge by.

    ## Why is this bad
    A token in a log, in the history of a browser, or on a laptop that was sold, opens the account for ever. Without a
    list of revoked tokens, the only way to take it back is a new key, which signs everybody out.

    ## Example
    ```python
    token = jwt.encode({"sub": user.id}, key, algorithm="HS256")
    ```

    ## Use instead
    ```python
    pair = tokens.issue(user.id)  # 15 minutes, and a refresh token that can be revoked
    ```

    ## References
    - [CWE-613: Insufficient Session Expiration](https://cwe.mitre.org/data/definitions/613.html)
    - [RFC 7519, 4.1.4: the exp claim](https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4)
    """
    for call in served_calls(snapshot.source, *ENCODE):
        claims = _claims(call)
        if claims and not {"exp", "iat"} & claims:
            yield Hit(
                message=f"{call.target} makes a token without exp: it never ends.",
                fix="Give it an exp of minutes to hours.",
                location=call.location,
            )
    for call in served_calls(snapshot.source, *_CREATE):
        delta = call.argument(None, "expires_delta")
        if delta is not None and delta.constant is False:
            yield Hit(
                message=f"{call.name} makes a token that never ends.",
                fix="Remove expires_delta=False: 15 minutes are the default for access.",
                location=call.location,
                severity=Severity.MEDIUM,
            )


def _claims(call: Call) -> set[str]:
    """Return the claims of the payload; none if nobody can tell."""
    payload = call.argument(0, "payload") or call.argument(None, "claims")
    if payload is None:
        return set()
    node: ast.expr = payload.node
    later: set[str] | None = set()
    if isinstance(node, ast.Name) and call.function is not None:
        bound = assigned(call, node.id)
        later = set_keys(call, node.id)
        if len(bound) != 1 or later is None or node.id in call.function.parameters:
            return set()
        node = bound[0]
    if not isinstance(node, ast.Dict) or not all(isinstance(key, ast.Constant) for key in node.keys):
        return set()
    return {name for name, _ in entries(node)} | (later or set())
