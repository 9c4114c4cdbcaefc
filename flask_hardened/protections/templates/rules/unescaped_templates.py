"""FHM004: parts of templates that are not escaped."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....markup.template_names import is_html
from ..autoescape import Autoescape
from ..options import TemplatesOptions

_KNOWN_TO_FLASK = (".html", ".htm", ".xml", ".xhtml", ".svg")


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
    their names end in `.txt`. Of an app that is not hardened it reports templates that seem to be HTML, and whose names
    Flask does not know: it escapes `.html`, `.htm`, `.xml`, `.xhtml` and `.svg` only, and no `.html.j2`.

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
    if options is None:
        names = [name for name in snapshot.templates.names if is_html(name) and not name.endswith(_KNOWN_TO_FLASK)]
        if names:
            yield Hit(
                message=f"Flask does not escape {_listed(names)}, because of the name.",
                fix="Call Hardened(app), which escapes every template, or let the names end in .html.",
                location=Location(setting="Hardened(app)"),
            )
        return
    autoescape = Autoescape(options.unescaped)
    for name in snapshot.templates.names:
        if not autoescape.escapes(name) and not name.endswith(".txt"):
            yield Hit(
                message="HARDENED_TEMPLATES_UNESCAPED names a template that may be HTML.",
                fix="Name only templates that are no HTML.",
                location=Location(setting="HARDENED_TEMPLATES_UNESCAPED", file=name),
            )


def _listed(names: list[str]) -> str:
    others = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"the template {names[0]}{others}"
