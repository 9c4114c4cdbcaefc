"""FHJ019: tokens that anybody can sign."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ._jwt_extended import uses_jwt_extended


@rule(
    code="FHJ019",
    severity=Severity.CRITICAL,
    confidence=Confidence.HIGH,
    cwe=(347, 321),
    owasp=("A02", "A07"),
    asvs=("9.1.2", "11.2.3"),
)
def weak_token_keys(snapshot: Snapshot) -> Iterator[Hit]:
    """Tokens are signed with a key that can be guessed, or with none.

    ## What it does
    Reports Flask-JWT-Extended with the algorithm `none` among those it signs with or takes, and a `JWT_SECRET_KEY` that
    is short, well known or follows a pattern. A key that is the same as `SECRET_KEY` is of low severity: whoever learns
    one has both.

    ## Why is this bad
    Whoever has one token tries keys at home, millions a second, until the signature fits. From then on they sign tokens
    of their own, for any user and with any right, and the app believes each.

    ## Example
    ```python
    app.config["JWT_SECRET_KEY"] = "super-secret"
    ```

    ## Use instead
    ```python
    app.config["JWT_SECRET_KEY"] = os.environ["JWT_SECRET_KEY"]  # flask hardened secret makes one
    ```

    ## References
    - [CWE-347: Improper Verification of Cryptographic Signature](https://cwe.mitre.org/data/definitions/347.html)
    - [CWE-321: Use of Hard-coded Cryptographic Key](https://cwe.mitre.org/data/definitions/321.html)
    - [Flask-JWT-Extended: Configuration Options](https://flask-jwt-extended.readthedocs.io/en/stable/options.html)
    - [RFC 8725: JSON Web Token Best Current Practices](https://www.rfc-editor.org/rfc/rfc8725)
    """
    if not uses_jwt_extended(snapshot):
        return
    values, key = snapshot.config.values, snapshot.config.extension_facts.keys.get("JWT_SECRET_KEY")
    for setting in ("JWT_ALGORITHM", "JWT_DECODE_ALGORITHMS"):
        told = values.get(setting) or ()
        if "none" in {name.lower() for name in ([told] if isinstance(told, str) else told)}:
            yield Hit(
                message="Tokens without a signature are taken.",
                fix=f"Remove the algorithm none from {setting}.",
                location=Location(setting=setting),
            )
    signs_with_secret = str(values.get("JWT_ALGORITHM", "HS256")).upper().startswith("HS")
    if key is None or not signs_with_secret:
        return
    if key.weakness is not None:
        yield Hit(
            message=f"The key that signs the tokens can be guessed: it {key.weakness}",
            fix="Make one with: flask hardened secret.",
            location=Location(setting="JWT_SECRET_KEY"),
        )
    elif key.is_secret_key:
        yield Hit(
            message="The tokens are signed with the same key as everything else.",
            fix="Make a key of its own with: flask hardened secret.",
            location=Location(setting="JWT_SECRET_KEY"),
            severity=Severity.LOW,
        )
