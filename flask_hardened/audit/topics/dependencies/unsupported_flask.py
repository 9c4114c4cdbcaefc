"""FHY006: a Flask without security fixes."""

from __future__ import annotations

from collections.abc import Iterator

from ...dependencies.releases import FLASKS
from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot
from ._packages import packages
from ._support import ended


@rule(
    code="FHY006",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(1104,),
    owasp=("A06",),
    asvs=("15.2.1",),
)
def unsupported_flask(snapshot: Snapshot) -> Iterator[Hit]:
    """The app is built on a Flask that gets no security fixes.

    ## What it does
    Reports an installed or pinned Flask of a feature release that a newer one has replaced. Pallets mends only the
    latest feature release.

    ## Why is this bad
    What is found in Flask from now on stays open in this app, and old releases hold back Werkzeug and Jinja too: Flask
    before 3.0 goes with versions of them in which an attacker can use up the memory or leave the template sandbox.

    ## Example
    ```text
    # requirements.txt
    flask==2.3.3
    ```

    ## Use instead
    ```text
    # requirements.txt
    flask==3.1.3
    ```

    ## References
    - [CWE-1104: Use of Unmaintained Third Party Components](https://cwe.mitre.org/data/definitions/1104.html)
    - [Pallets: version support policy](https://palletsprojects.com/versions)
    - [Flask: changes](https://flask.palletsprojects.com/en/stable/changes/)
    """
    for package in packages(snapshot):
        end = ended(package.version, FLASKS, snapshot.dependencies.today) if package.name == "flask" else None
        if end is not None:
            yield Hit(
                message=f"Flask {package.version} gets no security fixes since {end}.",
                fix="Move to the latest Flask; its changes tell what has to be adapted.",
                location=package.location,
                severity=package.severity(Severity.MEDIUM),
                confidence=package.confidence,
            )
