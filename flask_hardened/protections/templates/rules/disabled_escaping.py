"""FHM013: escaping turned off in the source."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ....audit.composition.bindings import own_nodes
from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Module


@rule(
    code="FHM013",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(79, 116),
    owasp=("A03",),
    asvs=("1.2.1",),
)
def disabled_escaping(snapshot: Snapshot) -> Iterator[Hit]:
    """The app's templates are told not to escape.

    ## What it does
    Reports `app.jinja_env.autoescape = False`, `jinja_options` with `autoescape` off, and a
    `select_jinja_autoescape` that always says no.

    ## Why is this bad
    Every `{{ … }}` in every template then writes what it is given as HTML. A comment with `<script>` in it runs in the
    browser of whoever reads it, the administrator included.

    ## Example
    ```python
    app.jinja_env.autoescape = False
    ```

    ## Use instead
    ```python
    Hardened(app)  # escapes in every template, whatever its name
    body = sanitize(post.html)  # for the one value that is HTML
    ```

    ## References
    - [CWE-79: Cross-site Scripting](https://cwe.mitre.org/data/definitions/79.html)
    - [CWE-116: Improper Encoding or Escaping of Output](https://cwe.mitre.org/data/definitions/116.html)
    - [Flask: Controlling Autoescaping](https://flask.palletsprojects.com/en/stable/templating/#controlling-autoescaping)
    """
    fix = "Remove it, and use sanitize() for single values that are HTML."
    for module in snapshot.source.modules:
        for what, location in _places(module):
            yield Hit(message=f"{what} turns escaping off in the app's templates.", fix=fix, location=location)


def _places(module: Module) -> Iterator[tuple[str, Location]]:
    for name, value, location in module.assignments:
        if name.endswith("jinja_env.autoescape"):
            if value.constant is False or _always_false(value.node):
                yield "jinja_env.autoescape", location
        elif name.rpartition(".")[2] == "jinja_options" and _says_off(value.node):
            yield "jinja_options", location
    for function in module.functions:
        if function.name == "select_jinja_autoescape":
            returns = [node.value for node in own_nodes(function.node) if isinstance(node, ast.Return)]
            if returns and all(isinstance(each, ast.Constant) and each.value is False for each in returns):
                yield "select_jinja_autoescape", function.location


def _says_off(node: ast.expr) -> bool:
    pairs: list[tuple[ast.expr | None, ast.expr]] = []
    if isinstance(node, ast.Dict):
        pairs = [*zip(node.keys, node.values, strict=True)]
    elif isinstance(node, ast.Call):
        pairs = [(ast.Constant(keyword.arg), keyword.value) for keyword in node.keywords]
    return any(
        isinstance(key, ast.Constant)
        and key.value == "autoescape"
        and ((isinstance(value, ast.Constant) and value.value is False) or _always_false(value))
        for key, value in pairs
    )


def _always_false(node: ast.expr) -> bool:
    return isinstance(node, ast.Lambda) and isinstance(node.body, ast.Constant) and node.body.value is False
