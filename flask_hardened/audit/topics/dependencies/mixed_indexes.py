"""FHY008: a second package index, which anybody may publish to."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot


@rule(
    code="FHY008",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(427,),
    owasp=("A08",),
    asvs=("15.2.4",),
)
def mixed_indexes(snapshot: Snapshot) -> Iterator[Hit]:
    """Packages are looked for in several indexes, and the highest version wins.

    ## What it does
    Reports `--extra-index-url` in a list of requirements whose packages have no hashes, uv's unsafe index strategies,
    and Poetry's additional sources that are not explicit, where no lock file says what comes from where.

    ## Why is this bad
    pip treats all indexes alike. An attacker who publishes a package on PyPI under the name of the company's own one,
    with a higher version, has it installed instead, and its code run: dependency confusion. PyTorch's nightly builds
    were attacked that way.

    ## Example
    ```text
    # requirements.txt
    --extra-index-url https://packages.shop.example/simple
    shop-core==1.4
    ```

    ## Use instead
    ```text
    # requirements.txt: one index, which mirrors what it does not have itself
    --index-url https://packages.shop.example/simple
    shop-core==1.4 --hash=sha256:…
    ```

    ## References
    - [CWE-427: Uncontrolled Search Path Element](https://cwe.mitre.org/data/definitions/427.html)
    - [pip: --extra-index-url](https://pip.pypa.io/en/stable/cli/pip_install/#cmdoption-extra-index-url)
    - [Dependency confusion](https://medium.com/@alex.birsan/dependency-confusion-4a5d60fec610)
    """
    facts = snapshot.dependencies
    for remark in facts.remarks:
        if remark.kind != "extra":
            continue
        lines = [each for each in facts.requirements if each.location.file == remark.location.file]
        # With one hash in a list, pip demands them all.
        if not any(each.hashed for each in lines if each.kind == "list"):
            yield Hit(
                message=f"{remark.about} has packages looked for in more than one index, without hashes.",
                fix="Use one index that mirrors the other one, or give every package its hash.",
                location=remark.location,
            )
