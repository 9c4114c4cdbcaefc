"""FHF009: forms that are made without a token."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Call, Class
from ....audit.source.naming import words
from ....audit.source.placing import served
from ._checked import is_checked

_FORMS = ("flask_wtf.FlaskForm",)
_SEARCHES = frozenset({"search", "filter", "filters", "query", "list", "sort", "page"})
"""Forms that are sent by GET, and change nothing."""


@rule(
    code="FHF009",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(352,),
    owasp=("A01",),
    asvs=("3.5.1",),
)
def tokenless_form_classes(snapshot: Snapshot) -> Iterator[Hit]:
    """A form is made without the token against forged requests.

    ## What it does
    Reports `csrf = False` in the `Meta` of forms, and `meta={"csrf": False}` or `csrf_enabled=False` where a form is
    made. Forms that are called a search or a filter, or are given other data than the body, are left alone, and so are
    all forms of an app with `CSRFProtect`, which checks requests by itself.

    ## Why is this bad
    Without `CSRFProtect` the form's own token is the only check. Another site's page then sends the form from the
    browser of somebody who is signed in.

    ## Example
    ```python
    class AddressForm(FlaskForm):
        class Meta:
            csrf = False
    ```

    ## Use instead
    ```python
    class AddressForm(FlaskForm):
        pass
    ```

    ## References
    - [CWE-352: Cross-Site Request Forgery (CSRF)](https://cwe.mitre.org/data/definitions/352.html)
    - [WTForms: CSRF Protection](https://wtforms.readthedocs.io/en/stable/csrf/)
    """
    source = snapshot.source
    if is_checked(snapshot) or next(source.calls("flask_wtf.CSRFProtect"), None) is not None:
        return
    for module in served(source):
        for each in module.classes:
            line = _off_in_meta(each)
            if line is not None:
                yield _hit(each.name, Location(file=module.file, line=line))
        for call in module.calls:
            if _is_off(call):
                yield _hit(call.name, call.location)


def _off_in_meta(form: Class) -> int | None:
    if not form.name.endswith("Form") and not set(form.bases) & set(_FORMS):
        return None
    if not _SEARCHES.isdisjoint(words(form.name)):
        return None
    for meta in form.node.body:
        if isinstance(meta, ast.ClassDef) and meta.name == "Meta":
            for statement in meta.body:
                if isinstance(statement, ast.Assign) and _assigns_off(statement):
                    return statement.lineno
    return None


def _assigns_off(statement: ast.Assign) -> bool:
    named = any(isinstance(target, ast.Name) and target.id == "csrf" for target in statement.targets)
    return named and isinstance(statement.value, ast.Constant) and statement.value.value is False


def _is_off(call: Call) -> bool:
    if not call.name.endswith("Form") or not _SEARCHES.isdisjoint(words(call.name)):
        return False
    if not _takes_the_form(call):
        return False
    enabled, meta = call.keywords.get("csrf_enabled"), call.keywords.get("meta")
    if enabled is not None:
        return enabled.constant is False
    if meta is None or not isinstance(meta.node, ast.Dict):
        return False
    entries = zip(meta.node.keys, meta.node.values, strict=True)
    return any(_is_constant(key, "csrf") and _is_constant(value, False) for key, value in entries)


def _takes_the_form(call: Call) -> bool:
    """Whether it is given no data, so takes that of the request, or is given the request's form."""
    data = call.argument(0, "formdata")
    return data is None or "request.form" in data.origin or data.origin == "flask.request.values"


def _is_constant(node: ast.expr | None, constant: object) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) is type(constant) and node.value == constant


def _hit(name: str, location: Location) -> Hit:
    return Hit(
        message=f"{name} is made without the token against forged requests.",
        fix="Remove the option, or call Hardened(app), which checks requests whatever the form.",
        location=location,
    )
