"""FHJ007: tokens that are read without a look at their signature."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Call
from ....audit.source.naming import last_name, words
from ....audit.source.placing import served_calls
from ._calls import DECODE, SERIALIZERS, switched_off

_CLAIMS = ("jose.jwt.get_unverified_claims", "jose.jws.get_unverified_claims")
_UNSAFE = tuple(f"itsdangerous.{name}().loads_unsafe" for name in SERIALIZERS)


@rule(
    code="FHJ007",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(347, 345),
    owasp=("A02", "A07"),
    asvs=("9.1.1",),
)
def unverified_tokens(snapshot: Snapshot) -> Iterator[Hit]:
    """A token is believed without a look at its signature.

    ## What it does
    Reports `verify_signature: False` and `verify=False` for PyJWT and python-jose, `get_unverified_claims`, and
    `loads_unsafe` of itsdangerous. A function that decodes with the signature afterwards, for instance when it has
    looked up the issuer's key, is left alone.

    ## Why is this bad
    A token is text that anybody can write: `{"sub": "1", "admin": true}`, encoded, with any signature behind it. The
    view that believes it signs in whoever wrote it.

    ## Example
    ```python
    claims = jwt.decode(token, options={"verify_signature": False})
    ```

    ## Use instead
    ```python
    claims = jwt.decode(token, key, algorithms=["HS256"], audience="api", issuer="https://api.example.com")
    ```

    ## References
    - [CWE-347: Improper Verification of Cryptographic Signature](https://cwe.mitre.org/data/definitions/347.html)
    - [RFC 8725: JSON Web Token Best Current Practices](https://www.rfc-editor.org/rfc/rfc8725)
    """
    calls = [*served_calls(snapshot.source, *DECODE)]
    verifying = {id(call.function): call for call in calls if call.function is not None and not _is_unverified(call)}
    unverified = [call for call in calls if _is_unverified(call)]
    for call in (*unverified, *served_calls(snapshot.source, *_CLAIMS, *_UNSAFE)):
        verified = verifying.get(id(call.function))
        if verified is not None and (verified.location.line or 0) > (call.location.line or 0):
            continue
        yield Hit(
            message=f"{call.name} reads a token without a look at its signature.",
            fix="Check the signature: name the key and the algorithms, or use sign() and unsign() of Flask-Hardened.",
            location=call.location,
            confidence=Confidence.LOW if _is_passed_on(call) or _is_checked_later(call) else None,
        )


def _is_unverified(call: Call) -> bool:
    return not {"verify_signature", "verify"}.isdisjoint(switched_off(call))


def _is_checked_later(call: Call) -> bool:
    """Whether the function goes on to call something that says it validates."""
    tree = call.function.node if call.function is not None else None
    later = (each for each in ast.walk(tree) if isinstance(each, ast.Call)) if tree is not None else ()
    return any(
        each.lineno > call.node.lineno and not {"validate", "verify"}.isdisjoint(words(last_name(each.func)))
        for each in later
    )


def _is_passed_on(call: Call) -> bool:
    """Whether the function says in its name that it does not check: its callers may."""
    name = call.function.name if call.function is not None else ""
    return any(word in name.lower() for word in ("unverified", "unsafe", "peek", "inspect", "debug"))
