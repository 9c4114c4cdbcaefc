"""FHJ012: secrets in tokens that everybody can read."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.naming import is_password, words
from ....audit.source.placing import served_calls
from ._calls import ENCODE, assigned, entries

_CREATE = ("flask_jwt_extended.create_access_token", "flask_jwt_extended.create_refresh_token")
_NAMES = frozenset(
    {("password", "hash"), ("secret", "key"), ("api", "secret"), ("client", "secret"), ("card", "number")}
)


@rule(
    code="FHJ012",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(522, 312),
    owasp=("A02", "A04"),
    asvs=("14.2.6",),
)
def secrets_in_tokens(snapshot: Snapshot) -> Iterator[Hit]:
    """A password or a secret is put into a token, which anybody can read.

    ## What it does
    Reports payloads of `encode` of PyJWT and python-jose, and additional claims of Flask-JWT-Extended, with a key that
    is called a password, a hash of one, or a secret.

    ## Why is this bad
    A JSON Web Token is signed, not encrypted: its middle part is base64. It lies in browsers, logs and proxies, and
    whoever sees it reads the password, or starts guessing at the hash.

    ## Example
    ```python
    token = jwt.encode({"sub": user.id, "password": user.password}, key, algorithm="HS256")
    ```

    ## Use instead
    ```python
    pair = tokens.issue(user.id)
    ```

    ## References
    - [CWE-522: Insufficiently Protected Credentials](https://cwe.mitre.org/data/definitions/522.html)
    - [RFC 7519, 12: Privacy Considerations](https://www.rfc-editor.org/rfc/rfc7519#section-12)
    """
    for call in served_calls(snapshot.source, *ENCODE, *_CREATE):
        payload = call.argument(0, "payload") if call.target in ENCODE else call.argument(None, "additional_claims")
        if payload is None:
            continue
        written = [payload.node, *assigned(call, getattr(payload.node, "id", ""))]
        named = next((name for node in written for name, _ in entries(node) if _is_secret(name)), None)
        if named is not None:
            yield Hit(
                message=f"The claim {named} is put into a token, which anybody can read.",
                fix="Leave it out: the user's id is enough to look the rest up.",
                location=call.location,
            )


def _is_secret(name: str) -> bool:
    return is_password(name) or words(name) in _NAMES or words(name) == ("secret",)
