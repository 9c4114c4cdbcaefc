"""FHY010: the bundled table of known facts is old."""

from __future__ import annotations

from collections.abc import Iterator

from ...dependencies.table import AS_OF
from ...finding import Confidence, Location, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot

_DAYS = 365


@rule(
    code="FHY010",
    severity=Severity.INFO,
    confidence=Confidence.HIGH,
    cwe=(1395,),
    owasp=("A06",),
    asvs=("15.2.1",),
)
def stale_advisories(snapshot: Snapshot) -> Iterator[Hit]:
    """The table of known vulnerabilities that comes with Flask-Hardened is more than a year old.

    ## What it does
    Compares the date of the bundled table with the day of the audit.

    ## Why is this bad
    Whatever was published since then is unknown to the offline rules. A project that only audits offline would take
    their silence for safety, while an attacker works from this year's advisories.

    ## Example
    ```shell
    pip install "flask-hardened==0.1.0"    # years later
    ```

    ## Use instead
    ```shell
    pip install --upgrade "flask-hardened[audit]"
    ```

    ## References
    - [CWE-1395: Dependency on Vulnerable Third-Party Component](https://cwe.mitre.org/data/definitions/1395.html)
    """
    if (snapshot.dependencies.today - AS_OF).days > _DAYS:
        yield Hit(
            message=f"The bundled table of vulnerable and unmaintained packages is as of {AS_OF}.",
            fix="Upgrade flask-hardened, and run the audit online.",
            location=Location(setting="flask-hardened"),
        )
