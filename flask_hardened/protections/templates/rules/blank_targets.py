"""FHM007: links that open a tab which could reach back in old browsers."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHM007",
    severity=Severity.INFO,
    confidence=Confidence.HIGH,
    cwe=(1022,),
    owasp=("A05",),
    asvs=("3.7.4",),
)
def blank_targets(snapshot: Snapshot) -> Iterator[Hit]:
    """A link opens a new tab without `rel=noopener`.

    ## What it does
    Reports links and forms with `target=_blank` and neither `noopener` nor `noreferrer` in `rel`,
    but for those that certainly lead to the app's own pages.

    ## Why is this bad
    In browsers from before 2021 the new page could send the old one to another address, for instance to a false
    sign-in form. Browsers of today treat such links as if `noopener` were there.

    ## Example
    ```html
    <a href="https://example.com/" target="_blank">Example</a>
    ```

    ## Use instead
    Say it for old browsers too:
    ```html
    <a href="https://example.com/" target="_blank" rel="noopener">Example</a>
    ```

    ## References
    - [CWE-1022: Use of Web Link to Untrusted Target with window.opener Access](https://cwe.mitre.org/data/definitions/1022.html)
    """
    for remark in snapshot.templates.remarks:
        if remark.kind == "blank-target":
            yield Hit(
                message="A link opens a new tab without rel=noopener.",
                fix='Add rel="noopener".',
                location=remark.location,
            )
