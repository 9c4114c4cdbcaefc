"""FHM001: values in templates that are escaped for HTML at best, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ....audit.absence import absent
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

_HURT = frozenset({"place", "unquoted"})


@rule(
    code="FHM001",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(79,),
    owasp=("A03",),
    asvs=("1.2.1", "1.1.2"),
)
def missing_escaping(snapshot: Snapshot) -> Iterator[Hit]:
    """Templates are not escaped for the place where a value is put.

    ## What it does
    Reports an app with templates that is not hardened, or has the feature `templates` off: high where a template puts
    a value where escaping for HTML is not enough, such as an address, a script or an attribute without quotes; medium
    else.

    ## Why is this bad
    Flask autoescapes templates whose names end in `.html`, `.htm`, `.xml`, `.xhtml` or `.svg`, and no others:
    `page.j2` puts out what users write as markup. And escaping for HTML is not enough in addresses, scripts and
    styles: `<a href="{{ url }}">` runs `javascript:alert(1)`.

    ## Example
    ```html
    <a href="{{ user.website }}">Website</a>
    ```

    ## Use instead
    Leave the feature on, which refuses such addresses:
    ```python
    Hardened(app)
    ```

    ## References
    - [CWE-79: Improper Neutralization of Input During Web Page Generation](https://cwe.mitre.org/data/definitions/79.html)
    - [OWASP Cross Site Scripting Prevention Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html)
    """
    if not snapshot.templates.names:
        return
    hurt = any(remark.kind in _HURT for remark in snapshot.templates.remarks)
    for hit in absent(snapshot, "templates", "Values in templates are not escaped for the place where they are put."):
        yield hit if hurt else replace(hit, severity=Severity.MEDIUM, confidence=Confidence.MEDIUM)
