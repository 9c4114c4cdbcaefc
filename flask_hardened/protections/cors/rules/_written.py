"""What Flask-CORS is told in the source, as the rules of this room read it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from ....audit.source.facts import Call, SourceFacts
from ....audit.source.placing import served_calls

_CALLS = ("flask_cors.CORS", "flask_cors.CORS().init_app", "flask_cors.cross_origin")
_ANY = frozenset({"*", ".*", "^.*$", ".+", "https?://.*", "http://.*", "https://.*"})


@dataclass(frozen=True, kw_only=True)
class WrittenCors:
    """What one call lets in."""

    call: Call
    any_origin: bool
    credentials: bool
    by_default: bool
    """Whether nobody named the origins."""


def written_cors(source: SourceFacts) -> Iterator[WrittenCors]:
    """Yield what calls of Flask-CORS let in.

    Those whose options are given by ``**``, or in the configuration, are left out.
    """
    settings = {setting.key.upper() for setting in source.settings}
    for call in served_calls(source, *_CALLS):
        if call.complete and not (call.target == "flask_cors.CORS" and not call.arguments and not call.keywords):
            yield from _of_call(call, configured="CORS_ORIGINS" in settings or "CORS_RESOURCES" in settings)


def _of_call(call: Call, *, configured: bool) -> Iterator[WrittenCors]:
    credentials = call.argument(None, "supports_credentials")
    with_credentials = credentials is not None and credentials.constant is True
    origins, resources = call.argument(None, "origins"), call.argument(None, "resources")
    if resources is not None and isinstance(resources.node, ast.Dict):
        for value in resources.node.values:
            if not isinstance(value, ast.Dict) or any(key is None for key in value.keys):
                continue
            written = dict(_entries(value))
            named = written.get("origins") or (origins.node if origins is not None else None)
            own = written.get("supports_credentials")
            sent = with_credentials if own is None else isinstance(own, ast.Constant) and own.value is True
            yield WrittenCors(call=call, any_origin=_is_any(named), credentials=sent, by_default=named is None)
    elif origins is not None:
        constant = origins.constant if origins.known else None
        listed = constant if isinstance(constant, (list, tuple, set, frozenset)) else [constant]
        found = any(each in _ANY for each in listed if isinstance(each, str)) or _is_any(origins.node)
        yield WrittenCors(call=call, any_origin=found, credentials=with_credentials, by_default=False)
    elif resources is None and not configured:
        yield WrittenCors(call=call, any_origin=True, credentials=with_credentials, by_default=True)


def _entries(node: ast.Dict) -> Iterator[tuple[str, ast.expr]]:
    for key, value in zip(node.keys, node.values, strict=True):
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield key.value, value


def _is_any(node: ast.expr | None) -> bool:
    if node is None:
        return True
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        return any(map(_is_any, node.elts))
    if (
        isinstance(node, ast.Call)
        and node.args
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "compile"
    ):
        return _is_any(node.args[0])
    return isinstance(node, ast.Constant) and node.value in _ANY
