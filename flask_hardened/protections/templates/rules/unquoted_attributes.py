"""FHM005: attributes without quotes that hold a value."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHM005",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(79, 83),
    owasp=("A03",),
    asvs=("1.2.1",),
)
def unquoted_attributes(snapshot: Snapshot) -> Iterator[Hit]:
    """A value stands in an attribute without quotes.

    ## What it does
    Reports expressions in attribute values that are written without quotes.

    ## Why is this bad
    A blank ends such a value, and what follows is another attribute: `x onmouseover=alert(1)`. Jinja does not
    escape blanks. Flask-Hardened does where `HARDENED_TEMPLATES_MODE` is `enforce`, but whoever reads the template,
    or uses it elsewhere, cannot rely on that.

    ## Example
    ```jinja
    <input value={{ query }}>
    ```

    ## Use instead
    Write the quotes:
    ```html
    <input value="{{ query }}">
    ```

    ## References
    - [CWE-79: Improper Neutralization of Input During Web Page Generation](https://cwe.mitre.org/data/definitions/79.html)
    - [CWE-83: Improper Neutralization of Script in Attributes](https://cwe.mitre.org/data/definitions/83.html)
    """
    for remark in snapshot.templates.remarks:
        if remark.kind == "unquoted":
            yield Hit(
                message=f"The attribute {remark.about} holds a value and has no quotes.",
                fix="Write quotes around the value.",
                location=remark.location,
            )
