"""What expressions hold data of the request, and what merely passes it on."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

from ..source.views import converters_of
from .bindings import dotted

TEXTS = frozenset(
    {"args", "form", "values", "json", "get_json", "data",
     "get_data", "cookies", "headers", "files", "view_args", "path",
     "full_path", "url", "base_url", "url_root", "root_url", "host",
     "host_url", "query_string", "referrer", "user_agent", "stream",
     "authorization", "mimetype", "content_type", "access_route", "environ",
     "origin"}
)  # fmt: skip
"""Attributes of ``flask.request`` that clients choose. Not: method, endpoint, blueprint, remote_addr, id, length."""
PASSING = frozenset(
    {"str", "bytes", "repr", "dict", "list", "tuple", "set",
     "sorted", "reversed", "unquote", "unquote_plus", "b64decode",
     "urlsafe_b64decode", "a85decode", "unhexlify", "loads", "join",
     "unescape", "normpath", "abspath", "realpath", "expanduser", "basename",
     "dirname", "Path", "PurePath", "joinpath", "urljoin", "format",
     "BytesIO", "StringIO", "copy", "deepcopy", "next", "iter",
     "filter", "zip", "enumerate"}
)  # fmt: skip
"""Functions that return what they are given, in another form. What any other function returns is its own affair."""
_FORMS = re.compile(r"(?:^|_)form$|^form(?:_|$)", re.IGNORECASE)
_PARSERS = frozenset({"parse_args"})
_HARMLESS = frozenset({"int", "float", "uuid", "any"})
NUMBERS = frozenset({"int", "float", "uuid", "UUID", "bool", "date", "datetime", "Decimal"})


def request_names(tree: ast.Module) -> frozenset[str]:
    """Return what ``flask.request`` is called in a module: usually ``request``."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.partition(".")[0] in {"flask", "quart"}:
            found |= {alias.asname or alias.name for alias in node.names if alias.name == "request"}
        elif isinstance(node, ast.Import):
            found |= {f"{alias.asname or alias.name}.request" for alias in node.names if alias.name == "flask"}
    return frozenset(found)


def is_text_of_request(node: ast.AST, names: Iterable[str]) -> bool:
    """Whether it is ``request.args`` or another attribute that clients choose."""
    return isinstance(node, ast.Attribute) and node.attr in TEXTS and dotted(node.value) in names


def is_field_of_form(node: ast.AST) -> bool:
    """Whether it is ``form.name.data``, as of a WTForms form, which holds what was sent."""
    if not (isinstance(node, ast.Attribute) and node.attr == "data" and isinstance(node.value, ast.Attribute)):
        return False
    holder = node.value.value
    return isinstance(holder, ast.Name) and _FORMS.search(holder.id) is not None


def is_parsed_request(node: ast.AST) -> bool:
    """Whether it is ``parser.parse_args()`` of Flask-RESTful, whose argparse namesake is called at start, not here."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in _PARSERS
        and any(word.arg == "req" for word in node.keywords)
    )


def texts_in_url(rule: str) -> frozenset[str]:
    """Return the variables of a URL rule that may be any text: all but those of :func:`numbers_in_url`."""
    return frozenset(name for name, converter in converters_of(rule).items() if converter not in _HARMLESS)


def numbers_in_url(rule: str) -> frozenset[str]:
    """Return the variables of a URL rule that are numbers, UUIDs or one of a list."""
    return frozenset(name for name, converter in converters_of(rule).items() if converter in _HARMLESS)


def segments_of(rule: str) -> frozenset[str]:
    """Return the variables of a URL rule that are any text without a slash: those of the default converter."""
    return frozenset(name for name, converter in converters_of(rule).items() if converter in {"default", "string"})
