"""FHV006: the request chooses which fields of an object it sets."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ....audit.composition.bindings import dotted
from ....audit.composition.sources import Sources
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Call, SourceFacts

_MODELS = frozenset(
    {"Model", "DeclarativeBase", "Base", "Document", "EmbeddedDocument", "DynamicDocument", "SQLModel", "AbstractUser"}
)
"""Last parts of the names of classes whose attributes are columns."""
_CHECKING = frozenset({"BaseModel", "Schema", "Struct", "TypedDict", "NamedTuple", "Form", "FlaskForm"})
_FIX = "Check the request with @validate(json=…), and set the fields of that model by name."


@rule(
    code="FHV006",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(915,),
    owasp=("A08",),
    asvs=("15.3.3",),
)
def mass_assignment(snapshot: Snapshot) -> Iterator[Hit]:
    """Whatever fields the request holds are set on an object of the database.

    ## What it does
    Reports models made with `**request.json` or `**request.form`, `.values(**…)` and `query.update(…)` of them,
    `__dict__.update`, and `setattr` with a name of the request that nothing has compared with a list. Pydantic
    models and schemas, which name their fields, are no findings.

    ## Why is this bad
    A form shows three fields, but the request may hold any: `{"is_admin": true}`, `{"balance": 1000000}` or another
    user's `id` are set like the name and the address.

    ## Example
    ```python
    user = User(**request.json)
    for name, value in request.json.items():
        setattr(user, name, value)
    ```

    ## Use instead
    ```python
    @app.post("/users")
    @validate(json=NewUser)  # a model with the fields that people may set; any other is refused
    def create(new: NewUser):
        user = User(name=new.name, email=new.email)
    ```

    ## References
    - [CWE-915: Improperly Controlled Modification of Dynamically-Determined Object Attributes](https://cwe.mitre.org/data/definitions/915.html)
    - [OWASP Mass Assignment Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Mass_Assignment_Cheat_Sheet.html)
    """
    sources, models = Sources(snapshot.source), _models(snapshot.source)
    for module in snapshot.source.modules:
        for call in module.calls:
            if not call.complete and (call.name in models or call.name == "values"):
                spread = [keyword.value for keyword in call.node.keywords if keyword.arg is None]
                if any(_is_body(sources, node, call) for node in spread):
                    what = "a statement" if call.name == "values" else call.name
                    message = f"All that the request holds is set on {what}."
                    yield Hit(message=message, fix=_FIX, location=call.location)
    for call in snapshot.source.calls("*.update", "*.values"):
        given = call.argument(0)
        if given is not None and _is_of_columns(call) and _is_body(sources, given.node, call):
            yield Hit(message="All that the request holds is set on an object.", fix=_FIX, location=call.location)
    for call in snapshot.source.calls("setattr", "builtins.setattr"):
        name = call.argument(1)
        if name is not None and not name.known:
            composition = sources.compose(name, call)
            if composition.requested and not composition.text.strip():
                message = "The request names the attribute that setattr sets."
                yield Hit(message=message, fix=_FIX, location=call.location)


def _is_body(sources: Sources, node: ast.expr, call: Call) -> bool:
    if sources.is_json(node, call):
        return True
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"to_dict", "copy"}:
        node = node.func.value
    names = dotted(node)
    return names.endswith((".form", ".values", ".args")) and sources.compose_node(node, call).requested


def _is_of_columns(call: Call) -> bool:
    """Whether it changes a row, rather than a dictionary: ``x.__dict__.update``, ``query.filter_by(…).update``."""
    node = call.receiver.node if call.receiver else None
    if call.name == "values":
        return isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in {"insert", "update", "where"}
    if isinstance(node, ast.Call) and dotted(node.func) == "vars":
        return True
    if isinstance(node, ast.Attribute) and node.attr == "__dict__":
        return True
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"filter", "filter_by"}
    )


def _models(source: SourceFacts) -> frozenset[str]:
    """Return the names of classes that are stored in a database, through bases of the project's own."""
    bases = {node.name: {base.rpartition(".")[2] for base in node.bases} for module in source.modules
             for node in module.classes}  # fmt: skip
    found: set[str] = set()
    while True:
        more = {name for name, above in bases.items() if above & (_MODELS | found) and not above & _CHECKING} - found
        if not more:
            return frozenset(found)
        found |= more
