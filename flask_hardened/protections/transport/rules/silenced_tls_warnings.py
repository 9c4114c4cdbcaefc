"""FHT007: warnings about unverified connections that nobody will see."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.placing import served_calls

_FILTERS = ("warnings.filterwarnings", "warnings.simplefilter")


@rule(
    code="FHT007",
    severity=Severity.INFO,
    confidence=Confidence.HIGH,
    cwe=(295,),
    owasp=("A09",),
    asvs=("12.3.2",),
)
def silenced_tls_warnings(snapshot: Snapshot) -> Iterator[Hit]:
    """Warnings about connections without a checked certificate are turned off.

    ## What it does
    Reports `urllib3.disable_warnings()`, and filters that ignore `InsecureRequestWarning`.

    ## Why is this bad
    The warning is all that tells of a `verify=False` somewhere below, in a library or a setting. Without it the app
    sends its keys to whoever answers, for years, and nobody is reminded.

    ## Example
    ```python
    urllib3.disable_warnings()
    ```

    ## Use instead
    ```python
    requests.get(url, verify="/etc/ssl/our-ca.pem", timeout=10)
    ```

    ## References
    - [urllib3: TLS Warnings](https://urllib3.readthedocs.io/en/stable/advanced-usage.html#tls-warnings)
    - [CWE-295: Improper Certificate Validation](https://cwe.mitre.org/data/definitions/295.html)
    """
    for call in served_calls(snapshot.source, "urllib3.disable_warnings", *_FILTERS):
        category = call.argument(0 if call.name == "disable_warnings" else 2, "category") or call.argument(
            1, "category"
        )
        named = category.origin if category is not None else ""
        if "InsecureRequestWarning" in named or (call.name == "disable_warnings" and not named):
            yield Hit(
                message="Warnings about connections without a checked certificate are turned off.",
                fix="Remove the line, and check the certificates that it was about.",
                location=call.location,
            )
