"""FHJ002: tokens that say for nobody in particular whom they are for."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import TokensOptions


@rule(
    code="FHJ002",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(287, 345),
    owasp=("A07",),
    asvs=("9.2.3", "9.2.4"),
)
def unnamed_audience(snapshot: Snapshot) -> Iterator[Hit]:
    """Tokens name the app as it calls itself, so that another app of the same name takes them too.

    ## What it does
    Reports options of the feature `tokens` without an `issuer` and without an `audience`. An app that sets no option of
    it is not reported, because it may not use tokens at all.

    ## Why is this bad
    The default is the name of the app, and many are called `app`. If two of them share a key, for instance one
    `SECRET_KEY` for staging and production, what one has issued opens the other.

    ## Example
    ```python
    Hardened(app, tokens=TokensOptions(access_lifetime=600))
    ```

    ## Use instead
    ```python
    Hardened(app, tokens=TokensOptions(access_lifetime=600, issuer="https://api.example.com"))
    ```

    ## References
    - [CWE-345: Insufficient Verification of Data Authenticity](https://cwe.mitre.org/data/definitions/345.html)
    - [RFC 8725: JSON Web Token Best Current Practices](https://www.rfc-editor.org/rfc/rfc8725#section-3.9)
    """
    options = snapshot.options(TokensOptions)
    if options is not None and options.given and not options.issuer and not options.audience:
        yield Hit(
            message="Tokens are issued by and for the name of the app, which another app may have too.",
            fix="Set HARDENED_TOKENS_ISSUER to the app's URL.",
            location=setting_of("tokens", "issuer"),
        )
