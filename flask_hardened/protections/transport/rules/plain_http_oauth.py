"""FHT015: signing in by OAuth over plain HTTP."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHT015",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(319,),
    owasp=("A02", "A07"),
    asvs=("12.2.1",),
)
def plain_http_oauth(snapshot: Snapshot) -> Iterator[Hit]:
    """The environment lets OAuth run over plain HTTP.

    ## What it does
    Reports the environment variables `OAUTHLIB_INSECURE_TRANSPORT` and `AUTHLIB_INSECURE_TRANSPORT`, outside of debug
    and testing mode.

    ## Why is this bad
    Codes and tokens then go through the network in clear text. Somebody on the way takes the code out of the redirect,
    and is signed in as the visitor, here and with what the provider granted.

    ## Example
    ```python
    os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
    ```

    ## Use instead
    ```python
    if app.debug:
        os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
    ```

    ## References
    - [CWE-319: Cleartext Transmission of Sensitive Information](https://cwe.mitre.org/data/definitions/319.html)
    - [OAuthLib: Security considerations](https://oauthlib.readthedocs.io/en/latest/oauth2/security.html)
    - [RFC 6749, section 10](https://www.rfc-editor.org/rfc/rfc6749#section-10)
    """
    config = snapshot.config
    if config.extension_facts.plain_oauth and not config.debug and not config.testing:
        yield Hit(
            message="The environment lets OAuth libraries send codes and tokens over plain HTTP.",
            fix="Remove the variable where the app runs for others; behind a proxy, use ProxyFix or the feature hosts.",
            location=Location(setting="OAUTHLIB_INSECURE_TRANSPORT"),
        )
