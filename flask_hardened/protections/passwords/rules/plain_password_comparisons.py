"""FHP010: passwords that are stored as they are."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Class, Value
from ....audit.source.naming import is_password, last_name, root_name, words
from ....audit.source.placing import served

_TWICE = frozenset(
    {"confirm", "confirmed", "confirmation", "repeat", "repeated", "again", "retype", "verify", "check", "second", "2"}
)
"""Words of the field in which somebody types their password again."""


@rule(
    code="FHP010",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(256, 208),
    owasp=("A02", "A04"),
    asvs=("11.4.2",),
)
def plain_password_comparisons(snapshot: Snapshot) -> Iterator[Hit]:
    """A password is compared with a stored one, so it is stored as it is.

    ## What it does
    Reports `==` and `!=` between a password that came in, from the request, a form or a parameter, and one that an
    object or the configuration holds; for the latter it is less severe. Two fields of a form, and names that say the
    value is hashed, are left alone.

    ## Why is this bad
    Whoever reads one row of the table, by SQL injection, a backup or a log, signs in as its owner here and wherever
    else they use the password. `==` also takes longer the more of the password is right.

    ## Example
    ```python
    if user.password == request.form["password"]:
        login_user(user)
    ```

    ## Use instead
    ```python
    if passwords.verify(request.form["password"], user.password_hash):
        login_user(user)
    ```

    ## References
    - [CWE-256: Plaintext Storage of a Password](https://cwe.mitre.org/data/definitions/256.html)
    - [OWASP Password Storage Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html)
    """
    unsure = any(map(_compares_hashes, (each for module in snapshot.source.modules for each in module.classes)))
    for module in served(snapshot.source):
        for node, operands, location in module.comparisons:
            if len(operands) == 2 and isinstance(node.ops[0], (ast.Eq, ast.NotEq)) and _is_plain(*operands):
                yield Hit(
                    message="A password that came in is compared with a stored one as it is.",
                    fix="Store passwords.hash() of it, and check with passwords.verify().",
                    location=location,
                    severity=Severity.MEDIUM if any(map(_is_configured, operands)) else None,
                    confidence=Confidence.LOW if unsure else None,
                )


def _compares_hashes(each: Class) -> bool:
    """Whether it is a type for columns that hashes what it is compared with."""
    named = not {"password", "hash", "bcrypt", "hashed"}.isdisjoint(words(each.name))
    return named and any(isinstance(part, ast.FunctionDef) and part.name == "__eq__" for part in each.node.body)


def _is_plain(one: Value, other: Value) -> bool:
    if _is_typed_twice(one) or _is_typed_twice(other):
        return False
    return (_is_stored(one) and _came_in(other)) or (_is_stored(other) and _came_in(one))


def _is_configured(value: Value) -> bool:
    """Whether it is the one password of the configuration: no table of them can be stolen with the database."""
    parts = ast.walk(value.node)
    return any(isinstance(part, (ast.Name, ast.Attribute)) and "config" in words(last_name(part)) for part in parts)


def _is_typed_twice(value: Value) -> bool:
    return not _TWICE.isdisjoint(words(last_name(value.node)))


def _came_in(value: Value) -> bool:
    if not is_password(last_name(value.node)) or isinstance(value.node, ast.Constant):
        return False
    return value.requested or _is_form(value) or (value.parameter and isinstance(value.node, ast.Name))


def _is_stored(value: Value) -> bool:
    named = is_password(last_name(value.node)) and isinstance(value.node, (ast.Attribute, ast.Subscript))
    return named and not value.requested and not _is_form(value)


def _is_form(value: Value) -> bool:
    """Whether it is a field of a form: of WTForms, or the ``data`` of one."""
    node = value.node
    return "form" in words(root_name(node)) or (isinstance(node, ast.Attribute) and node.attr == "data")
