"""FHT014: Talisman without HTTPS."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import is_on
from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

_HALF_A_YEAR = 180 * 24 * 60 * 60


@rule(
    code="FHT014",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(319,),
    owasp=("A02", "A05"),
    asvs=("3.4.1", "12.2.1"),
)
def plain_http_talisman(snapshot: Snapshot) -> Iterator[Hit]:
    """Flask-Talisman was told not to demand HTTPS, or not to have browsers remember it.

    ## What it does
    Reports `force_https=False`, and as low `strict_transport_security=False` or an age below half a year, in an app
    without the feature `transport`. A proxy in front may do either.

    ## Why is this bad
    On the first request over `http://` somebody on the way reads and changes everything, cookies included, and keeps
    the visitor there. Strict-Transport-Security is what spares all later visits from it.

    ## Example
    ```python
    Talisman(app, force_https=False, strict_transport_security=False)
    ```

    ## Use instead
    ```python
    Talisman(app)
    ```

    ## References
    - [CWE-319: Cleartext Transmission of Sensitive Information](https://cwe.mitre.org/data/definitions/319.html)
    - [Flask-Talisman: Options](https://github.com/wntrblm/flask-talisman#options)
    - [RFC 6797: HTTP Strict Transport Security](https://www.rfc-editor.org/rfc/rfc6797)
    """
    if is_on(snapshot, "transport"):
        return
    for talisman in snapshot.config.extension_facts.talismans:
        if not talisman.force_https:
            yield Hit(
                message="Requests over plain HTTP are answered.",
                fix="Remove force_https=False, unless the proxy in front redirects.",
                location=Location(setting="Talisman(force_https)"),
            )
        if not talisman.hsts or talisman.hsts_max_age < _HALF_A_YEAR:
            yield Hit(
                message="Browsers do not remember, or not for long, to use HTTPS only.",
                fix="Leave strict_transport_security and its age as they are.",
                location=Location(setting="Talisman(strict_transport_security)"),
                severity=Severity.LOW,
            )
