"""FHC005: handlers and style attributes that are put together when the page is rendered."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHC005",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(79, 83),
    owasp=("A03",),
    asvs=("1.2.3", "3.4.3"),
)
def dynamic_inline_attributes(snapshot: Snapshot) -> Iterator[Hit]:
    """An event handler or a `style` attribute in a template contains a variable.

    ## What it does
    Reports `onclick="..."` and the like (medium) and `style="..."` (low) in templates where part of the value is only
    known when the page is rendered.

    ## Why is this bad
    Escaping for HTML does not escape for JavaScript: the browser decodes `&#39;` before it runs the handler, so a name
    such as `'-alert(1)-'` leaves the string. Therefore Flask-Hardened lets such an attribute run only when every
    variable in it is a number, or a translation from the app's own catalogue; with any other text in it an enforced
    Content-Security-Policy blocks it.

    ## Example
    ```html
    <button onclick="greet('{{ user.name }}')">Hello</button>
    ```

    ## Use instead
    Put the value into a data attribute, and read it from a handler that is constant:
    ```html
    <button data-name="{{ user.name }}" onclick="greet(this.dataset.name)">Hello</button>
    ```

    ## References
    - [CWE-83: Improper Neutralization of Script in Attributes](https://cwe.mitre.org/data/definitions/83.html)
    - [OWASP Cross Site Scripting Prevention Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html)
    """
    for item in snapshot.templates.inline:
        if item.constant:
            continue
        if item.kind == "handler":
            yield Hit(
                message="An event handler contains a variable: the CSP blocks all but numbers and translations.",
                fix="Put the value into a data- attribute and read it with this.dataset in a constant handler.",
                location=item.location,
            )
        elif item.kind == "style":
            yield Hit(
                message="A style attribute contains a variable: the CSP blocks it unless that is a number.",
                fix="Use classes, or put the value into a data- attribute and set the style from a script.",
                location=item.location,
                severity=Severity.LOW,
            )
