"""FHM009: templates that are included in scripts, styles and attributes."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHM009",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(79, 116),
    owasp=("A03",),
    asvs=("1.2.1",),
)
def included_code(snapshot: Snapshot) -> Iterator[Hit]:
    """A template is included where escaping for HTML is not enough.

    ## What it does
    Reports `{% include %}` inside a `<script>` or `<style>` element, a tag, or an attribute.

    ## Why is this bad
    An included template is compiled by itself and escapes its values as if it stood in ordinary text. A value that
    ends a string or begins with `javascript:` is not noticed there.

    ## Example
    ```html
    <script>{% include "settings.js" %}</script>
    ```

    ## Use instead
    Hand the values over as data, and keep the script constant:
    ```html
    <script>var settings = {{ settings|tojson }};</script>
    <script src="{{ url_for('static', filename='settings.js') }}"></script>
    ```

    ## References
    - [CWE-79: Improper Neutralization of Input During Web Page Generation](https://cwe.mitre.org/data/definitions/79.html)
    - [CWE-116: Improper Encoding or Escaping of Output](https://cwe.mitre.org/data/definitions/116.html)
    """
    for remark in snapshot.templates.remarks:
        if remark.kind == "included-code":
            yield Hit(
                message=f"A template is included in {remark.about}, and escapes its values as for ordinary text.",
                fix="Use a block or a macro, or hand the values over with |tojson.",
                location=remark.location,
            )
