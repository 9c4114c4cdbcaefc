"""FHY004: packages that nobody mends any more."""

from __future__ import annotations

from collections.abc import Iterator

from ...dependencies.abandoned import ABANDONED
from ...dependencies.table import matches
from ...finding import Confidence, Location, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot
from ._packages import asked_for, imported, packages


@rule(
    code="FHY004",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(1104,),
    owasp=("A06",),
    asvs=("15.2.1",),
)
def unmaintained_packages(snapshot: Snapshot) -> Iterator[Hit]:
    """The app asks for a package that nobody maintains.

    ## What it does
    Reports packages of the bundled table that the project's files ask for, or its source imports. What comes along
    with another package is not reported: the app's authors cannot leave it out. So Flask-Talisman and bleach are
    reported where the app uses them itself, and not because Flask-Hardened does.

    ## Why is this bad
    The next hole that somebody finds in it stays open: there is nobody to report it to and no release to wait for. An
    attacker has as long as the app runs, and a taken-over package name reaches all who still install it.

    ## Example
    ```python
    import bleach

    text = bleach.clean("<b>hello</b>")
    ```

    ## Use instead
    ```python
    from flask_hardened import sanitize

    text = sanitize("<b>hello</b>")
    ```

    ## References
    - [CWE-1104: Use of Unmaintained Third Party Components](https://cwe.mitre.org/data/definitions/1104.html)
    - [bleach is no longer maintained](https://github.com/mozilla/bleach/issues/698)
    """
    versions = {package.name: package.version for package in packages(snapshot) if not package.elsewhere}
    wanted = dict(asked_for(snapshot))
    if not snapshot.dependencies.distributions:
        # Without metadata only the table tells what a name is imported by.
        by_module = {module: each.package for each in ABANDONED for module in each.modules}
        for module, location in imported(snapshot):
            name = by_module.get(module)
            if name is not None:
                wanted.setdefault(name, Location(setting=f"package {name}", file=location.file, line=location.line))
    for each in ABANDONED:
        version = versions.get(each.package)
        if each.package not in wanted or (each.versions and not (version and matches(version, each.versions))):
            continue
        yield Hit(
            message=f"{each.package} {each.reason}.",
            fix=f"Use {each.instead}.",
            location=wanted[each.package],
            severity=each.severity,
        )
