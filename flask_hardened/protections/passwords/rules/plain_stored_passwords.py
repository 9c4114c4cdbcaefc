"""FHP012: passwords that are stored as they came in."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Class, SourceFacts, Value
from ....audit.source.naming import is_password, last_name, names_in, root_name, words
from ....audit.source.placing import served

_HASHES = (
    *("hash", "crypt", "argon", "passlib", "check_password", "set_password", "property", "hybrid"),
    *("validates", "listens_for"),
)
"""Parts of names in a model that may hash what is assigned to it."""
_COLUMNS = frozenset({"Column", "mapped_column", "CharField", "StringField", "TextField", "Field"})


@rule(
    code="FHP012",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(256,),
    owasp=("A02", "A04"),
    asvs=("11.4.2",),
)
def plain_stored_passwords(snapshot: Snapshot) -> Iterator[Hit]:
    """A password is stored as it came in.

    ## What it does
    Reports a password of the request or of a form that is given to a model of the project, or assigned to its column,
    without anything in between. Models in which something hashes, or may do so when it is assigned, are left alone.

    ## Why is this bad
    Whoever reads one row of the table, by SQL injection, a backup or a log, signs in as its owner here and wherever
    else they use the password.

    ## Example
    ```python
    user = User(name=name, password=request.form["password"])
    ```

    ## Use instead
    ```python
    user = User(name=name, password_hash=passwords.hash(request.form["password"]))
    ```

    ## References
    - [CWE-256: Plaintext Storage of a Password](https://cwe.mitre.org/data/definitions/256.html)
    - [OWASP Password Storage Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html)
    """
    plain, columns = _models(snapshot.source)
    for module in served(snapshot.source):
        for call in module.calls:
            for column in plain.get(call.name, frozenset()) & call.keywords.keys():
                if _came_in(call.keywords[column]):
                    yield _hit(f"{call.name}.{column}", call.location)
        for name, value, location in module.assignments:
            owner, _, column = name.rpartition(".")
            if owner and column in columns and _came_in(value):
                yield _hit(name, location)


def _models(source: SourceFacts) -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    """Return the columns for passwords of the models that hash nothing, and those names that no other model has."""
    plain: dict[str, frozenset[str]] = {}
    sound: set[str] = set()
    for module in source.modules:
        for each in module.classes:
            columns = frozenset(_password_columns(each))
            if any(mark in name.lower() for name in names_in(each.node) for mark in _HASHES):
                sound |= columns
            elif columns:
                plain[each.name] = columns
    return plain, frozenset().union(*plain.values()) - sound


def _password_columns(each: Class) -> Iterator[str]:
    for statement in each.node.body:
        if isinstance(statement, (ast.Assign, ast.AnnAssign)) and isinstance(statement.value, ast.Call):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            if last_name(statement.value.func) in _COLUMNS:
                yield from (each.id for each in targets if isinstance(each, ast.Name) and is_password(each.id))


def _came_in(value: Value) -> bool:
    form = isinstance(value.node, ast.Attribute) and "form" in words(root_name(value.node))
    return is_password(last_name(value.node)) and (value.requested or form)


def _hit(name: str, location: Location) -> Hit:
    return Hit(
        message=f"{name} stores a password as it came in.",
        fix="Store passwords.hash() of it, and check with passwords.verify().",
        location=location,
    )
