"""FHM004: parts of templates that are not escaped."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..autoescape import Autoescape
from ..options import TemplatesOptions


@rule(
    code="FHM004",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(79, 116),
    owasp=("A03",),
    asvs=("1.2.1",),
)
def unescaped_templates(snapshot: Snapshot) -> Iterator[Hit]:
    """A template, or a part of one, is not autoescaped.

    ## What it does
    Reports `{% autoescape false %}` in templates, and templates named in `HARDENED_TEMPLATES_UNESCAPED` unless
    their names end in `.txt`.

    ## Why is this bad
    Every value in it is put out as it is, also those that somebody adds later without thinking of it. A view that
    returns such a template sends it as HTML, whatever its name ends in.

    ## Example
    ```html
    {% autoescape false %}<p>{{ greeting }}, {{ user.name }}</p>{% endautoescape %}
    ```

    ## Use instead
    Vouch for the one value that is markup, not for all of them:
    ```html
    <p>{{ greeting|safe }}, {{ user.name }}</p>
    ```

    ## References
    - [CWE-79: Improper Neutralization of Input During Web Page Generation](https://cwe.mitre.org/data/definitions/79.html)
    - [CWE-116: Improper Encoding or Escaping of Output](https://cwe.mitre.org/data/definitions/116.html)
    """
    for remark in snapshot.templates.remarks:
        if remark.kind == "unescaped":
            yield Hit(
                message="Autoescaping is switched off for a part of a template.",
                fix="Remove {% autoescape false %}, and use |safe for the values that are markup.",
                location=remark.location,
            )
    options = snapshot.options(TemplatesOptions)
    autoescape = Autoescape(() if options is None else options.unescaped)
    for name in snapshot.templates.names:
        if not autoescape.escapes(name) and not name.endswith(".txt"):
            yield Hit(
                message="HARDENED_TEMPLATES_UNESCAPED names a template that may be HTML.",
                fix="Name only templates that are no HTML.",
                location=Location(setting="HARDENED_TEMPLATES_UNESCAPED", file=name),
            )
