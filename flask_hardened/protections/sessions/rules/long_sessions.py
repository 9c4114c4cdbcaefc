"""FHS003: sessions that live long."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import SessionsOptions

LONGEST = {"idle_lifetime": 3600, "absolute_lifetime": 24 * 3600}
"""Seconds: what NIST SP 800-63B advises for AAL2."""


@rule(
    code="FHS003",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(613,),
    owasp=("A07",),
    asvs=("7.3.1", "7.3.2"),
)
def long_sessions(snapshot: Snapshot) -> Iterator[Hit]:
    """Sessions live longer than an hour without use, or than a day.

    ## What it does
    Reports an `idle_lifetime` above 3600 seconds, and an `absolute_lifetime` above 86400.

    ## Why is this bad
    A session that was forgotten on a shared machine, or stolen, works for that long. How long is right depends on what
    can be done in it; the limits are those that NIST advises for an app with a second factor.

    ## Example
    ```python
    Hardened(app, sessions=SessionsOptions(idle_lifetime=604800, absolute_lifetime=2592000))
    ```

    ## Use instead
    ```python
    Hardened(app)  # 30 minutes without use, 12 hours in all
    ```

    ## References
    - [CWE-613: Insufficient Session Expiration](https://cwe.mitre.org/data/definitions/613.html)
    - [NIST SP 800-63B: Session Management](https://pages.nist.gov/800-63-4/sp800-63b.html)
    """
    options = snapshot.options(SessionsOptions)
    if options is None:
        return
    for name, longest in LONGEST.items():
        seconds = getattr(options, name)
        if seconds > longest:
            yield Hit(
                message=f"A session lives for {seconds} seconds, more than {longest}.",
                fix="Shorten it, unless little can be done in a session.",
                location=setting_of("sessions", name),
            )
