"""FHZ001: HTML is parsed by bleach."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import SanitizingOptions


@rule(
    code="FHZ001",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(1104,),
    owasp=("A06",),
    asvs=("15.2.1",),
)
def bleach_engine(snapshot: Snapshot) -> Iterator[Hit]:
    """The engine of the sanitizer is bleach, which nobody maintains.

    ## What it does
    Reports `SanitizingOptions(engine="bleach")`.

    ## Why is this bad
    Bleach had its last release in 2026, and what is found in it or in the copy of html5lib that it brings will not be
    mended. Flask-Hardened has nh3 read the HTML first, so a fault of bleach alone lets nothing in; but it makes every
    page slower for nothing.

    ## Example
    ```python
    Hardened(app, sanitizing=SanitizingOptions(engine="bleach"))
    ```

    ## Use instead
    ```python
    Hardened(app)  # nh3
    ```

    ## References
    - [CWE-1104: Use of Unmaintained Third Party Components](https://cwe.mitre.org/data/definitions/1104.html)
    - [bleach: end of life](https://github.com/mozilla/bleach)
    """
    options = snapshot.options(SanitizingOptions)
    if options is not None and options.engine == "bleach":
        yield Hit(
            message="HTML is sanitized by bleach, which is no longer maintained.",
            fix="Leave the engine out; nh3 is the default and keeps the same.",
            location=setting_of("sanitizing", "engine"),
        )
