"""FHY005: a Python without security fixes."""

from __future__ import annotations

from collections.abc import Iterator

from ...dependencies.releases import PYTHONS
from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot
from ._support import ended


@rule(
    code="FHY005",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(1104,),
    owasp=("A06",),
    asvs=("15.2.1",),
)
def unsupported_python(snapshot: Snapshot) -> Iterator[Hit]:
    """The app runs on a Python that gets no security fixes.

    ## What it does
    Compares the Python that runs the app, and those that `.python-version`, `runtime.txt` and `Pipfile.lock` name, with
    the published ends of support. A distribution that mends an old Python itself makes up for it.

    ## Why is this bad
    Holes in `ssl`, `http`, `zipfile` or the parser of addresses are published and mended in newer releases only. An
    attacker reads the changes of those, and tries each of them against a server that cannot have them.

    ## Example
    ```text
    # .python-version
    3.8.18
    ```

    ## Use instead
    ```text
    # .python-version
    3.13
    ```

    ## References
    - [CWE-1104: Use of Unmaintained Third Party Components](https://cwe.mitre.org/data/definitions/1104.html)
    - [Status of Python versions](https://devguide.python.org/versions/)
    """
    facts = snapshot.dependencies
    for python in facts.pythons:
        end = ended(python.version, PYTHONS, facts.today)
        if end is not None:
            yield Hit(
                message=f"Python {python.version} gets no security fixes since {end}.",
                fix="Move to a Python that is supported, such as 3.13.",
                location=python.location,
            )
