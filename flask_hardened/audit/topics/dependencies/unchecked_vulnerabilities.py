"""FHY002: packages that could not be checked for known vulnerabilities."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ...finding import Confidence, Location, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot
from ._packages import packages
from ._wording import MOST, listed


@rule(
    code="FHY002",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(1395,),
    owasp=("A06",),
    asvs=("15.2.1",),
)
def unchecked_vulnerabilities(snapshot: Snapshot) -> Iterator[Hit]:
    """Packages were not checked for published vulnerabilities.

    ## What it does
    Reports that nobody was asked about known vulnerabilities: because the audit was told to stay offline (severity
    info), pip-audit is not installed, the service could not be reached, it knew none of the packages, or not even the
    vulnerabilities of an old Flask that every service knows. Where only some packages are unknown, each is a finding
    of its own. Where an app is only read, packages whose version no file names are reported too. `--strict` makes all
    of them fail.

    ## Why is this bad
    pip-audit says "No known vulnerabilities found", with exit status 0, also when the package index behind it answered
    none of its questions. A build that trusts this word ships a package with a published hole, and an attacker uses it
    while the dashboard is green.

    ## Example
    A mirror that has the packages, and no vulnerabilities:
    ```shell
    pip-audit    # No known vulnerabilities found, because it skipped all of them
    ```

    ## Use instead
    ```shell
    pip install "flask-hardened[audit]"
    flask --app yourapp hardened audit --strict
    ```

    ## References
    - [CWE-1395: Dependency on Vulnerable Third-Party Component](https://cwe.mitre.org/data/definitions/1395.html)
    - [pip-audit: exit codes and skipped dependencies](https://github.com/pypa/pip-audit#exit-codes)
    """
    lookup = snapshot.dependencies.lookup
    known = {package.name: package for package in packages(snapshot) if not package.elsewhere}
    yield from _without_version(snapshot, known)
    if not known:
        return
    if not lookup.wanted:
        yield Hit(
            message="No vulnerability service was asked about the packages; only the bundled table was.",
            fix="Run the audit online now and then, with the extra flask-hardened[audit].",
            location=Location(setting="vulnerabilities"),
            severity=Severity.INFO,
        )
    elif lookup.failure:
        yield Hit(
            message=f"No package could be checked for known vulnerabilities: {lookup.failure}.",
            fix='Install "flask-hardened[audit]" and let it reach PyPI, or the service that pip-audit is set to.',
            location=Location(setting="vulnerabilities"),
        )
    elif len(lookup.skipped) > MOST:
        yield Hit(
            message=f"{len(lookup.skipped)} of {len(known)} packages could not be checked for known vulnerabilities: "
            f"{listed(each.name for each in lookup.skipped)}.",
            fix="Ask a service that knows them: pip-audit asks PyPI, unless its environment variables name another.",
            location=Location(setting="vulnerabilities"),
        )
    else:
        for each in lookup.skipped:
            package = known.get(each.name)
            yield Hit(
                message=f"{each.name} could not be checked for known vulnerabilities: {each.reason}.",
                fix="Watch the package's own advisories, and suppress this finding with that reason.",
                location=Location(setting=f"package {each.name}") if package is None else package.location,
            )


def _without_version(snapshot: Snapshot, known: Collection[str]) -> Iterator[Hit]:
    facts = snapshot.dependencies
    loose = [each for each in facts.requirements if each.name not in known and not each.development and each.indexed]
    if loose and not facts.distributions:
        yield Hit(
            message="Nobody can tell what is known of packages whose version no file names: "
            f"{listed(each.name for each in loose)}.",
            fix="Pin versions, or audit the app where it is installed.",
            location=Location(setting="versions", file=loose[0].location.file, line=loose[0].location.line),
            severity=None if facts.lookup.wanted else Severity.INFO,
        )
