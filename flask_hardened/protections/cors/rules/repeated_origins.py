"""FHO006: every origin answered with its own name."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Module
from ....audit.source.header_writes import HeaderWrite, header_writes
from ....audit.source.naming import names_in, said_in
from ....audit.source.surroundings import path_to

_DECIDES = ("allow", "match", "valid", "check", "trust", "permit", "is_")
"""Parts of the names of functions that decide about what they are given."""


@rule(
    code="FHO006",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(942, 346),
    owasp=("A05",),
    asvs=("3.4.2",),
)
def repeated_origins(snapshot: Snapshot) -> Iterator[Hit]:
    """Each origin is allowed by its own word.

    ## What it does
    Reports `Access-Control-Allow-Origin` that the source sets to the `Origin` of the request, where no comparison or
    list decides about it in the same function.

    ## Why is this bad
    It lets the pages of every site read answers. With `Access-Control-Allow-Credentials` they read them in the name of
    whoever opened the page, which `*` would not have allowed.

    ## Example
    ```python
    response.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]
    ```

    ## Use instead
    ```python
    Hardened(app, cors=CorsOptions(origins=["https://app.example"]))
    ```

    ## References
    - [CWE-942: Permissive Cross-domain Security Policy with Untrusted Domains](https://cwe.mitre.org/data/definitions/942.html)
    - [PortSwigger: Cross-origin resource sharing](https://portswigger.net/web-security/cors)
    """
    for module, write in header_writes(snapshot.source):
        if write.header == "access-control-allow-origin" and _is_repeated(module, write):
            yield Hit(
                message="Access-Control-Allow-Origin repeats the Origin of the request, whatever it is.",
                fix="Remove it, and name the origins in CorsOptions(origins=[...]).",
                location=write.location,
            )


def _is_repeated(module: Module, write: HeaderWrite) -> bool:
    if write.value is None:
        return False
    path = path_to(module.tree, write.node)
    around = next((each for each in reversed(path) if isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef))), None)
    sources = [write.value]
    if around is not None:
        if any(_decides(node) for node in ast.walk(around)):
            return False
        names = {part.id for part in ast.walk(write.value) if isinstance(part, ast.Name)}
        sources += [each.value for each in ast.walk(around) if isinstance(each, ast.Assign) and _binds(each, names)]
    return any(_is_origin(node) for node in sources)


def _binds(statement: ast.Assign, names: set[str]) -> bool:
    return any(isinstance(target, ast.Name) and target.id in names for target in statement.targets)


def _is_origin(node: ast.expr) -> bool:
    names = {name.lower() for name in names_in(node)}
    return "request" in names and _is_about_origin(node) and not {"host", "url_root", "host_url"} & names


def _decides(node: ast.AST) -> bool:
    """Whether it looks at the origin: ``in``, ``==``, ``endswith()``, ``match()``, or a function of such a name.

    A comparison with None decides nothing.
    """
    if isinstance(node, ast.Compare):
        others = [each for each in node.comparators if not (isinstance(each, ast.Constant) and each.value is None)]
        return bool(others) and _is_about_origin(node)
    if not isinstance(node, ast.Call):
        return False
    function = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if function in ("endswith", "startswith") and isinstance(node.func, ast.Attribute):
        return _is_about_origin(node.func.value)
    return any(map(_is_about_origin, node.args)) and any(word in function.lower() for word in _DECIDES)


def _is_about_origin(node: ast.AST) -> bool:
    return any("origin" in text.lower() for text in said_in(node))
