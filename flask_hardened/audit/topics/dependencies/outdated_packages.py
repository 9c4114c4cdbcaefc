"""FHY003: packages below the version that mends what is published about them."""

from __future__ import annotations

from collections.abc import Iterator

from packaging.version import Version

from ...dependencies.advisories import known
from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot
from ._packages import packages
from ._wording import listed


@rule(
    code="FHY003",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(1395,),
    owasp=("A06",),
    asvs=("15.2.1",),
)
def outdated_packages(snapshot: Snapshot) -> Iterator[Hit]:
    """A package has a vulnerability that the bundled table knows.

    ## What it does
    Compares each installed or pinned version with the table of advisories that comes with Flask-Hardened, without a
    network. It knows what Flask apps are usually built on, up to its own date. What a vulnerability service said
    already (`known-vulnerabilities`) is not repeated. A package that nothing the app needs asks for is low.

    ## Why is this bad
    The attack is published with the advisory. An attacker who sees an old server or framework, by a header or an error
    page, only has to send it: to smuggle a request past the proxy, or to read somebody else's session.

    ## Example
    ```text
    # requirements.txt
    gunicorn==21.2.0
    werkzeug==2.2.2
    ```

    ## Use instead
    ```text
    # requirements.txt
    gunicorn==23.0.0
    werkzeug==3.1.6
    ```

    ## References
    - [CWE-1395: Dependency on Vulnerable Third-Party Component](https://cwe.mitre.org/data/definitions/1395.html)
    - [OWASP Top 10: Vulnerable and Outdated Components](https://owasp.org/Top10/A06_2021-Vulnerable_and_Outdated_Components/)
    """
    said = {
        (each.name, name)
        for each in snapshot.dependencies.lookup.vulnerabilities
        for name in (each.advisory, *each.aliases)
    }
    for package in packages(snapshot):
        advisories = [each for each in known(package.name, package.version) if (package.name, each.cve) not in said]
        if not advisories:
            continue
        worst = max(advisories, key=lambda each: (each.severity, each.published))
        names, several = listed(each.cve for each in advisories), len(advisories) > 1
        what = "published vulnerabilities" if several else "a published vulnerability"
        yield Hit(
            message=f"{package.name} {package.version}{package.beside} has {what} ({names}): "
            f"{'among others, it' if several else 'it'} {worst.summary}.",
            fix=_fix(package.name, [each.fixed for each in advisories]),
            location=package.location,
            severity=package.severity(worst.severity),
            confidence=package.confidence,
        )


def _fix(name: str, fixed: list[str]) -> str:
    if not all(fixed):
        return f"Replace {name}: no version of it mends this."
    # Each entry names the newest line last, and what mends the newest advisory mends the others.
    return f"Upgrade {name} to {max(fixed, key=lambda each: Version(each.split()[-1]))} or later."
