"""FHJ010: keys for tokens that stand in the source."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Call, Value
from ....audit.source.placing import served_calls
from ._calls import DECODE, ENCODE, SERIALIZERS, switched_off

_SERIALIZERS = tuple(
    f"itsdangerous.{name}" for name in (*SERIALIZERS, "JSONWebSignatureSerializer", "TimedJSONWebSignatureSerializer")
)


@rule(
    code="FHJ010",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(321, 798),
    owasp=("A02", "A07"),
    asvs=("13.3.1", "11.1.1"),
)
def written_signing_keys(snapshot: Snapshot) -> Iterator[Hit]:
    """The key that signs tokens stands in the source.

    ## What it does
    Reports constants as the key of PyJWT's, python-jose's and Authlib's `encode` and `decode`, and of the serializers
    of itsdangerous. Public keys and certificates are left alone: they are meant to be known.

    ## Why is this bad
    Whoever has ever seen the repository, or an image of the container, signs a token for any user, and no log shows the
    difference. The key cannot be replaced without a release.

    ## Example
    ```python
    token = jwt.encode({"sub": user.id}, "s3cr3t", algorithm="HS256")
    ```

    ## Use instead
    ```python
    token = tokens.issue(user.id).access_token  # by a key that is made from SECRET_KEY
    ```

    ## References
    - [CWE-321: Use of Hard-coded Cryptographic Key](https://cwe.mitre.org/data/definitions/321.html)
    - [CWE-798: Use of Hard-coded Credentials](https://cwe.mitre.org/data/definitions/798.html)
    """
    for call in served_calls(snapshot.source, *DECODE, *ENCODE, *_SERIALIZERS, "authlib.jose.jwt.encode"):
        key = _key_of(call)
        if key is not None and _is_written_secret(key) and not {"verify_signature", "verify"} & switched_off(call):
            yield Hit(
                message=f"The key given to {call.target} is a constant.",
                fix="Read it from the environment, and replace it; or use tokens or sign() of Flask-Hardened.",
                location=call.location,
            )


def _key_of(call: Call) -> Value | None:
    if call.target in _SERIALIZERS:
        return call.argument(0, "secret_key")
    return call.argument(2 if call.target.startswith("authlib.") else 1, "key")


def _is_written_secret(key: Value) -> bool:
    text = key.constant.decode("latin-1") if isinstance(key.constant, bytes) else key.constant
    return isinstance(text, str) and bool(text) and "PUBLIC KEY" not in text and "CERTIFICATE" not in text
