"""FHM002: values in addresses, scripts and styles, in an app that does not escape them for that."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import TemplatesOptions


@rule(
    code="FHM002",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(79, 83),
    owasp=("A03",),
    asvs=("1.2.1", "1.2.3"),
)
def unenforced_escaping(snapshot: Snapshot) -> Iterator[Hit]:
    """A value stands where escaping for HTML is not enough, and the mode is not `enforce`.

    ## What it does
    Reports each line of a template with an expression in an address, an event handler, a script, a style, a
    `srcdoc`, or a name, in an app whose `HARDENED_TEMPLATES_MODE` is `warn` or `off`.

    ## Why is this bad
    There a browser reads more than HTML: it decodes `&#39;` before it runs a handler, and follows `javascript:`
    whatever is escaped. What users write can run in the page of another user.

    ## Example
    ```html
    <button onclick="greet('{{ user.name }}')">Hello</button>
    ```

    ## Use instead
    Escape for the place:
    ```python
    Hardened(app, templates=TemplatesOptions(mode="enforce"))
    ```

    ## References
    - [CWE-79: Improper Neutralization of Input During Web Page Generation](https://cwe.mitre.org/data/definitions/79.html)
    - [CWE-83: Improper Neutralization of Script in Attributes](https://cwe.mitre.org/data/definitions/83.html)
    - [OWASP Cross Site Scripting Prevention Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html)
    """
    options = snapshot.options(TemplatesOptions)
    if options is None or options.mode == "enforce":
        return
    for remark in snapshot.templates.remarks:
        if remark.kind == "place":
            yield Hit(
                message=f"A value stands in {remark.about}, and is escaped for HTML only.",
                fix="Set HARDENED_TEMPLATES_MODE to 'enforce'.",
                location=remark.location,
            )
