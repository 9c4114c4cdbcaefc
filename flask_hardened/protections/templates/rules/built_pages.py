"""FHM011: pages made of text in a view."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ....audit.composition.bindings import own_nodes
from ....audit.composition.serving import answering_in_json, class_of, returned, serving
from ....audit.composition.sources import Sources
from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Function
from ._markup import is_unescaped

_TYPES = frozenset({"mimetype", "content_type"})


@rule(
    code="FHM011",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(79,),
    owasp=("A03",),
    asvs=("1.2.1",),
)
def built_pages(snapshot: Snapshot) -> Iterator[Hit]:
    """A view answers with text that holds data of the request as it came.

    ## What it does
    Reports views and error handlers that return a text, or make a response of one, into which data of the request was
    put without `escape`. What Flask returns for a text is an HTML page, with tags in it or without. Dictionaries, lists
    and responses of another content type are no findings.

    ## Why is this bad
    Nothing escapes what a view returns. A link with `<script>` in its query runs that script as your site, with the
    visitor's session; one click on it is enough.

    ## Example
    ```python
    return f"No results for {request.args['q']}"
    ```

    ## Use instead
    ```python
    return render_template("results.html", query=request.args["q"])
    return f"No results for {escape(request.args['q'])}"
    ```

    ## References
    - [CWE-79: Cross-site Scripting](https://cwe.mitre.org/data/definitions/79.html)
    - [Flask: HTML Escaping](https://flask.palletsprojects.com/en/stable/quickstart/#html-escaping)
    """
    sources = Sources(snapshot.source)
    for module in snapshot.source.modules:
        resources = answering_in_json(module)
        for function in serving(module):
            if class_of(function) in resources or _says_its_type(function):
                continue
            for node, body in returned(function):
                if not sources.is_text(body, function, module.file):
                    continue
                composition = sources.compose_in(body, function, module.file)
                if any(ingredient.requested and is_unescaped(ingredient) for ingredient in composition.ingredients):
                    yield Hit(
                        message="The view answers with data of the request that is not escaped.",
                        fix="Use render_template, or escape() around the value.",
                        location=Location(file=module.file, line=node.lineno),
                    )


def _says_its_type(function: Function) -> bool:
    """Whether the function says which content type it answers with, so that it need not be a page."""
    for node in own_nodes(function.node):
        if isinstance(node, ast.keyword) and node.arg in _TYPES:
            return True
        if isinstance(node, ast.Attribute) and node.attr in _TYPES and isinstance(node.ctx, ast.Store):
            return True
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.lower() == "content-type":
            return True
    return any(decorator.target.rpartition(".")[2] in _OTHER_FORMATS for decorator in function.decorators)


_OTHER_FORMATS = frozenset({"produces", "marshal_with", "response", "output", "jsonify", "json_response", "returns"})
