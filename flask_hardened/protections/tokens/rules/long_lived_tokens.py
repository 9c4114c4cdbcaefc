"""FHJ001: tokens that live long."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import DAY, TokensOptions

LONGEST = {"access_lifetime": 3600, "refresh_lifetime": 30 * DAY, "family_lifetime": 180 * DAY}
"""Seconds."""


@rule(
    code="FHJ001",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(613,),
    owasp=("A07",),
    asvs=("9.2.1", "10.4.5", "10.4.8"),
)
def long_lived_tokens(snapshot: Snapshot) -> Iterator[Hit]:
    """Tokens live longer than an hour, 30 days without use, or 180 days in all.

    ## What it does
    Reports an `access_lifetime` above 3600 seconds, a `refresh_lifetime` above 30 days, and a `family_lifetime` above
    180 days.

    ## Why is this bad
    Whoever finds an access token in a log or a backup can use it until it ends. A client that refreshes without a
    person signing in again keeps a stolen family of tokens alive for just as long.

    ## Example
    ```python
    Hardened(app, tokens=TokensOptions(access_lifetime=86400))
    ```

    ## Use instead
    ```python
    Hardened(app)  # 15 minutes, 14 days without use, 90 days in all
    ```

    ## References
    - [CWE-613: Insufficient Session Expiration](https://cwe.mitre.org/data/definitions/613.html)
    - [RFC 9700: Best Current Practice for OAuth 2.0 Security](https://www.rfc-editor.org/rfc/rfc9700)
    """
    options = snapshot.options(TokensOptions)
    if options is None:
        return
    for name, longest in LONGEST.items():
        seconds = getattr(options, name)
        if seconds > longest:
            yield Hit(
                message=f"Tokens live for {seconds} seconds, more than {longest}.",
                fix="Shorten it; clients refresh without asking the user.",
                location=setting_of("tokens", name),
            )
