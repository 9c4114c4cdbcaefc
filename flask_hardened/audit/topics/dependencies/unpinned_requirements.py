"""FHY007: requirements that name no exact version."""

from __future__ import annotations

from collections.abc import Iterator

from ...dependencies.facts import Requirement
from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot
from ._wording import listed


@rule(
    code="FHY007",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(1357,),
    owasp=("A08",),
    asvs=("15.2.1",),
)
def unpinned_requirements(snapshot: Snapshot) -> Iterator[Hit]:
    """A list of requirements does not say which versions are installed.

    ## What it does
    Reports a list in pip's format, such as `requirements.txt`, with packages that it allows more than one version of,
    unless constraints or a lock file of the project pin them. What a library declares in `pyproject.toml` or
    `setup.cfg` is rightly a range, and lists for development are left alone.

    ## Why is this bad
    Each deployment installs whatever is the newest on that day. An attacker who takes over a maintainer's account has
    the app with the next build, and nobody can say later which version ran.

    ## Example
    ```text
    # requirements.txt
    flask
    gunicorn>=23
    ```

    ## Use instead
    ```shell
    pip-compile --generate-hashes requirements.in   # writes exact versions and hashes to requirements.txt
    ```

    ## References
    - [CWE-1357: Reliance on Insufficiently Trustworthy Component](https://cwe.mitre.org/data/definitions/1357.html)
    - [pip: repeatable installs](https://pip.pypa.io/en/stable/topics/repeatable-installs/)
    - [pip: secure installs](https://pip.pypa.io/en/stable/topics/secure-installs/)
    """
    requirements = snapshot.dependencies.requirements
    pinned = {
        each.name for each in requirements if each.version is not None and (each.kind == "lock" or not each.development)
    }
    files: dict[str, list[Requirement]] = {}
    for each in requirements:
        if each.kind == "list" and each.indexed and not each.development:
            files.setdefault(each.location.file or "", []).append(each)
    for file, lines in files.items():
        loose = [each for each in lines if each.version is None and each.name not in pinned]
        if loose:
            yield Hit(
                message=f"{len(loose)} of {len(lines)} requirements in {file} name no exact version: "
                f"{listed(each.name for each in loose)}.",
                fix="Pin every version, best with hashes, as pip-compile, uv or Poetry do; renew them on purpose.",
                location=loose[0].location,
            )
