"""Where ``|safe`` vouches for nothing: what it stands on is markup already, or a text of the authors' own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import Environment, nodes
from jinja2.filters import FILTERS

from ...markup.values import literal_outputs

_TRANSLATORS = re.compile(r"(?:^|_)n?p?gettext$|^_$|^_fsdomain$")
_RENDERED = re.compile(r"(?:^|_)(?:fields?|forms?|widgets?)$", re.IGNORECASE)
"""Fields, forms and widgets, as WTForms and Flask-AppBuilder call them: they render their own markup."""
_CLEANED = re.compile(r"(?:^|_)(?:sanitized?|bleach|clean|purif(?:y|ied))(?:_|$)", re.IGNORECASE)
_RENDERERS = re.compile(
    r"(?:^|_)(?:md|markdown|mistune|rst|textile|bbcode|wiki|html|markup|nl2br|linebreaks\w*|linkify|urlize|highlight)(?:_|$)",
    re.IGNORECASE,
)
"""What filters are called that make markup of text that users write, and often leave markup in it as it is."""
_ADDRESS = re.compile(r"(?:^|_)(?:url|link)(?:_for)?$|^url_for_", re.IGNORECASE)
"""What a function that builds addresses is called, and what a view calls the address that it made with one."""
_FIELD_PARTS = frozenset({"csrf_token", "hidden_tag", "label"})
"""What a form or a field of WTForms gives as markup."""


def vouched(tree: nodes.Template, environment: Environment) -> Iterator[nodes.Filter]:
    """Yield each ``|safe`` that decides whether a value is escaped."""
    answered = {id(node.node) for node in tree.find_all(nodes.Filter) if node.name == "tojson"}
    for node in tree.find_all(nodes.Filter):
        if node.name != "safe" or node.node is None or id(node) in answered:
            continue
        if literal_outputs(node.node, environment) is None and not _is_markup(node.node):
            yield node


def _is_markup(value: nodes.Expr) -> bool:
    if isinstance(value, nodes.Filter):
        return value.name == "tojson" or _is_own_markup(value.name)
    if isinstance(value, nodes.Call):
        return _is_translation(value) or _renders(value) or _ADDRESS.search(_name(value.node)) is not None
    return isinstance(value, nodes.Getattr) and value.attr in _FIELD_PARTS and _is_rendered(value.node)


def _is_own_markup(name: str) -> bool:
    """Tell whether a filter of the app's own makes markup of its own: whether that is right, its source has to tell."""
    if _CLEANED.search(name) is not None:
        return True
    return name not in FILTERS and _RENDERERS.search(name) is None


def _is_translation(call: nodes.Call) -> bool:
    """Tell whether it is a constant text, translated, into which nothing is put but addresses that the view made."""
    whole = call.dyn_args is None and call.dyn_kwargs is None
    constant = bool(call.args) and all(isinstance(each, nodes.Const) for each in call.args)
    built = all(isinstance(each.value, nodes.Name) and _ADDRESS.search(each.value.name) for each in call.kwargs)
    return whole and constant and built and _TRANSLATORS.search(_name(call.node)) is not None


def _renders(call: nodes.Call) -> bool:
    """Tell whether a field, a form's field or a widget is called: ``field(**kwargs)``, ``form.name()``."""
    function = call.node
    if isinstance(function, nodes.Getattr) and _is_rendered(function.node):
        return True
    return _is_rendered(function)


def _is_rendered(value: nodes.Expr) -> bool:
    """Tell whether the name is that of a form, a field or a widget, or of something taken out of several."""
    if isinstance(value, nodes.Getitem):
        return _is_rendered(value.node)
    if isinstance(value, nodes.Call) and isinstance(value.node, nodes.Getattr) and value.node.attr == "get":
        return _is_rendered(value.node.node)
    return _RENDERED.search(_name(value)) is not None


def _name(value: nodes.Expr) -> str:
    if isinstance(value, nodes.Name):
        return value.name
    return value.attr if isinstance(value, nodes.Getattr) else ""
