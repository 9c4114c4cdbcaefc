"""FHJ005: a secret that others need too."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import TokensOptions


@rule(
    code="FHJ005",
    severity=Severity.MEDIUM,
    confidence=Confidence.LOW,
    cwe=(345,),
    owasp=("A02", "A07"),
    asvs=("11.1.1",),
)
def shared_token_secret(snapshot: Snapshot) -> Iterator[Hit]:
    """Tokens for another service are signed with a secret, so that this service can issue tokens as well.

    ## What it does
    Reports an `audience` other than the `issuer`, while tokens are signed with HS256. Whether the other service really
    verifies them, and so has the secret, cannot be seen from here.

    ## Why is this bad
    With HS256 one secret signs and verifies. Every service that can check a token can make one, for any user, and its
    backups and logs hold the secret too.

    ## Example
    ```python
    Hardened(
        app,
        tokens=TokensOptions(issuer="https://id.example.com", audience="https://files.example.com"),
    )
    ```

    ## Use instead
    ```python
    Hardened(
        app,
        tokens=TokensOptions(
            issuer="https://id.example.com",
            audience="https://files.example.com",
            keys=[TokenKey(algorithm="EdDSA", key=os.environ["TOKEN_PRIVATE_KEY"])],
        ),
    )
    ```

    ## References
    - [CWE-345: Insufficient Verification of Data Authenticity](https://cwe.mitre.org/data/definitions/345.html)
    - [RFC 8725: JSON Web Token Best Current Practices](https://www.rfc-editor.org/rfc/rfc8725)
    """
    options = snapshot.options(TokensOptions)
    if options is None or not options.audience or options.audience == options.issuer:
        return
    signing = next((key.algorithm for key in options.keys if key.signs), "HS256")
    if signing == "HS256":
        yield Hit(
            message="Tokens for another audience are signed with a secret that this one needs to verify them.",
            fix='Sign with a key pair: TokenKey(algorithm="EdDSA", ...), and give others the public key.',
            location=setting_of("tokens", "keys"),
        )
