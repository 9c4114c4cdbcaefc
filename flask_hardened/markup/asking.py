"""Whether a template may get a nonce by other ways than its tags, which decide before it is streamed."""

from jinja2 import nodes

from .translations import FUNCTIONS, assigned_names

_BY_HAND = "csp_nonce"
_FUNCTIONS = FUNCTIONS | {
    *("url_for", "get_flashed_messages", "csrf_token"),
    *("range", "dict", "lipsum", "cycler", "joiner", "namespace", "super", "caller"),
}
"""Functions that a template may call without asking for a nonce: Flask's, Jinja's, and those of translations."""
_OBJECTS = frozenset({"loop", "self", "request", "session", "config", "g"})
_METHODS = frozenset({"items", "keys", "values", "get", "isoformat", "strftime", "lower", "upper"})
"""Methods of dictionaries, dates and strings."""


def may_ask(template: nodes.Template) -> bool:
    """Tell whether a template names ``csp_nonce``, or calls a function that is not known.

    A filter, or an object that is put out and asks for a nonce, is not noticed.
    """
    if any(name.name == _BY_HAND for name in template.find_all(nodes.Name)):
        return True
    calls = list(template.find_all(nodes.Call))
    known = _known_names(template) if calls else frozenset()
    return any(not _is_known(call.node, known) for call in calls)


def _known_names(template: nodes.Template) -> frozenset[str]:
    """Give the names of functions and objects that are as we know them, the template's and imported macros included."""
    values = {name.name for name in template.find_all(nodes.Name) if name.ctx != "load"}
    return (_FUNCTIONS | _OBJECTS | assigned_names(template)) - values


def _is_known(function: nodes.Expr, known: frozenset[str]) -> bool:
    if isinstance(function, nodes.Name):
        return function.name in known
    if not isinstance(function, nodes.Getattr):
        return False
    return function.attr in _METHODS or (isinstance(function.node, nodes.Name) and function.node.name in known)
