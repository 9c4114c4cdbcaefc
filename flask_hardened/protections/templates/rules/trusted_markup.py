"""FHM003: values that a template puts out as they are."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHM003",
    severity=Severity.LOW,
    confidence=Confidence.LOW,
    cwe=(79,),
    owasp=("A03",),
    asvs=("1.2.1", "1.3.1"),
)
def trusted_markup(snapshot: Snapshot) -> Iterator[Hit]:
    """A template puts a value out unescaped with `|safe` or `Markup()`.

    ## What it does
    Reports `|safe` and `Markup()` in templates, unless they are about a constant, or about what is markup already:
    `|tojson`, a translation into which nothing is put but a link that the view made, an address from `url_for` or the
    like, a field or widget that renders itself, a value that a filter such as `|sanitize` has cleaned. What other
    filters of the app make is left to them, but for those that render what users write, such as `|markdown`. Templates
    of plain text, such as `mail.txt`, are left out.

    ## Why is this bad
    Such a value is markup, or in a script code, whatever it holds. That is right only if no user can write it, or
    if it has been sanitized. Somebody has to look where it comes from, and again whenever that changes.

    ## Example
    ```html
    <div>{{ comment.text|safe }}</div>
    ```

    ## Use instead
    Sanitize where the markup is needed, so that the template says it:
    ```html
    <div>{{ comment.text|sanitize }}</div>
    ```
    For data in scripts use `tojson`, which needs no `|safe`.

    ## References
    - [CWE-79: Improper Neutralization of Input During Web Page Generation](https://cwe.mitre.org/data/definitions/79.html)
    - [OWASP Cross Site Scripting Prevention Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html)
    """
    for remark in snapshot.templates.remarks:
        if remark.kind == "trusted":
            yield Hit(
                message=f"A value is put out unescaped with {remark.about}.",
                fix="Use |sanitize for markup and |tojson for data, or make sure that no user can write the value.",
                location=remark.location,
            )
