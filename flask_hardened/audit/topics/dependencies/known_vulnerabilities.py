"""FHY001: packages with known vulnerabilities, as a vulnerability service says."""

from __future__ import annotations

from collections.abc import Iterator

from ...dependencies.advisories import ADVISORIES
from ...dependencies.facts import Vulnerability
from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot
from ._packages import Package, packages
from ._wording import first_after, highest, listed


@rule(
    code="FHY001",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(1395,),
    owasp=("A06",),
    asvs=("15.2.1",),
)
def known_vulnerabilities(snapshot: Snapshot) -> Iterator[Hit]:
    """A package that the app is built on has published vulnerabilities.

    ## What it does
    Asks a vulnerability service, through pip-audit, about each installed package, or each one that a file of the
    project pins. One finding for each package names its advisories. Where the bundled table knows an advisory, its
    severity is taken from there; else it is high. A package that nothing the app needs asks for, such as a tool beside
    it, is low.

    ## Why is this bad
    What is published is tried first: scanners send the published attack to every address on the internet within days,
    and they need to know nothing about the app but the package it is built on.

    ## Example
    ```text
    # requirements.txt
    gunicorn==21.2.0
    ```

    ## Use instead
    ```text
    # requirements.txt
    gunicorn==23.0.0
    ```

    ## References
    - [CWE-1395: Dependency on Vulnerable Third-Party Component](https://cwe.mitre.org/data/definitions/1395.html)
    - [OWASP Top 10: Vulnerable and Outdated Components](https://owasp.org/Top10/A06_2021-Vulnerable_and_Outdated_Components/)
    - [pip-audit](https://pypi.org/project/pip-audit/)
    """
    found: dict[str, list[Vulnerability]] = {}
    for vulnerability in snapshot.dependencies.lookup.vulnerabilities:
        found.setdefault(vulnerability.name, []).append(vulnerability)
    for package in packages(snapshot):
        vulnerabilities = found.get(package.name, [])
        if vulnerabilities and not package.elsewhere:
            names = listed(_name(each) for each in vulnerabilities)
            what = f"{package.name} {vulnerabilities[0].version}{package.beside}"
            yield Hit(
                message=f"{what} has known vulnerabilities: {names}.",
                fix=_fix(package, vulnerabilities),
                location=package.location,
                severity=package.severity(max(map(_severity, vulnerabilities))),
                confidence=package.confidence,
            )


def _name(vulnerability: Vulnerability) -> str:
    """Return the CVE number, which most can look up, else the service's own identifier."""
    return min((each for each in vulnerability.aliases if each.startswith("CVE-")), default=vulnerability.advisory)


def _severity(vulnerability: Vulnerability) -> Severity:
    names = {vulnerability.advisory, *vulnerability.aliases}
    return next((each.severity for each in ADVISORIES if each.cve in names), Severity.HIGH)


def _fix(package: Package, vulnerabilities: list[Vulnerability]) -> str:
    enough = [first_after(package.version, each.fixed) for each in vulnerabilities]
    if None in enough:
        return f"Replace {package.name}, or see to it that nobody reaches what is open: no version mends all of it."
    return f"Upgrade {package.name} to {highest(filter(None, enough))} or later."
