"""FHM014: template environments of one's own that do not escape."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Call
from ._markup import HTML

_ENVIRONMENTS = (
    "jinja2.Environment", "jinja2.environment.Environment", "jinja2.sandbox.SandboxedEnvironment",
    "jinja2.sandbox.ImmutableSandboxedEnvironment",
)  # fmt: skip
_OTHER_SYNTAX = frozenset({"block_start_string", "variable_start_string"})
"""As for LaTeX: such templates are no HTML."""


@rule(
    code="FHM014",
    severity=Severity.MEDIUM,
    confidence=Confidence.LOW,
    cwe=(79, 116),
    owasp=("A03",),
    asvs=("1.2.1",),
)
def plain_environments(snapshot: Snapshot) -> Iterator[Hit]:
    """A Jinja environment, or a template without one, does not escape.

    ## What it does
    Reports `jinja2.Environment` without `autoescape`, which is off by default outside of Flask, and
    `jinja2.Template` of a constant text with tags in it. Whether HTML comes out of an environment only its
    templates tell.

    ## Why is this bad
    Pages, mails and reports made this way hold names and comments as they were typed, `<script>` included, although the
    same template is safe when Flask renders it.

    ## Example
    ```python
    mails = jinja2.Environment(loader=jinja2.PackageLoader("shop"))
    ```

    ## Use instead
    ```python
    mails = jinja2.Environment(loader=jinja2.PackageLoader("shop"), autoescape=jinja2.select_autoescape())
    ```

    ## References
    - [CWE-79: Cross-site Scripting](https://cwe.mitre.org/data/definitions/79.html)
    - [CWE-116: Improper Encoding or Escaping of Output](https://cwe.mitre.org/data/definitions/116.html)
    - [Jinja: Autoescaping](https://jinja.palletsprojects.com/en/stable/api/#autoescaping)
    """
    fix = "Give autoescape=select_autoescape()."
    for call in snapshot.source.calls(*_ENVIRONMENTS):
        said = call.keywords.get("autoescape")
        if not call.complete or _OTHER_SYNTAX & call.keywords.keys() or len(call.arguments) > 1:
            continue
        if said is None or said.constant is False:
            message = "The Jinja environment does not escape, and nothing says that it makes no HTML."
            yield Hit(message=message, fix=fix, location=call.location)
    for call in snapshot.source.calls("jinja2.Template", "jinja2.environment.Template"):
        if _is_page(call):
            yield Hit(
                message="jinja2.Template makes HTML and does not escape.",
                fix="Use render_template_string, or give autoescape=True.",
                location=call.location,
                confidence=Confidence.MEDIUM,
            )


def _is_page(call: Call) -> bool:
    text, said = call.argument(0, "source"), call.keywords.get("autoescape")
    if text is None or not isinstance(text.constant, str) or (said is not None and said.constant is not False):
        return False
    return call.complete and "{{" in text.constant and HTML.search(text.constant) is not None
