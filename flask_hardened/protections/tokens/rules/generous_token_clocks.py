"""FHJ004: tokens that are good long after their end, or refreshed twice for long."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import TokensOptions

MOST = {"leeway": 60, "reuse_grace": 30}
"""Seconds."""


@rule(
    code="FHJ004",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(613, 294),
    owasp=("A07",),
    asvs=("9.2.1", "10.4.5"),
)
def generous_token_clocks(snapshot: Snapshot) -> Iterator[Hit]:
    """Clocks may differ by more than a minute, or a refresh token may come again for more than half a minute.

    ## What it does
    Reports a `leeway` above 60 seconds and a `reuse_grace` above 30.

    ## Why is this bad
    The leeway is added to the lifetime of every token. Within the grace a stolen refresh token that is used beside the
    user's own is not taken for theft, so that the thief's new tokens live on.

    ## Example
    ```python
    Hardened(app, tokens=TokensOptions(leeway=300, reuse_grace=60))
    ```

    ## Use instead
    ```python
    Hardened(app)  # 10 seconds, and no grace
    ```

    ## References
    - [CWE-294: Authentication Bypass by Capture-replay](https://cwe.mitre.org/data/definitions/294.html)
    - [RFC 9700: Best Current Practice for OAuth 2.0 Security](https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2)
    """
    options = snapshot.options(TokensOptions)
    if options is None:
        return
    for name, most in MOST.items():
        seconds = getattr(options, name)
        if seconds > most:
            yield Hit(
                message=f"{name} is {seconds} seconds, more than {most}.",
                fix="Keep the clocks in step with NTP, and let one request of a client refresh at a time.",
                location=setting_of("tokens", name),
            )
