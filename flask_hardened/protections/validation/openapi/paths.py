"""URL rules as OpenAPI paths, and the parts of a request as its parameters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from werkzeug.routing import AnyConverter, FloatConverter, IntegerConverter, Rule, UUIDConverter

from ..checks import Check
from ..readers import PathValues, QueryString, RequestHeaders
from .form_schema import form_schema
from .schemas import Schemas

_VARIABLE = re.compile(
    r"<(?:[A-Za-z_]\w*(?:\((?:[^()\"']|\"[^\"]*\"|'[^']*')*\))?:)?([A-Za-z_]\w*)>", re.ASCII
)  # fmt: skip
_UNNAMED = frozenset({"Accept", "Content-Type", "Authorization"})
"""Headers that OpenAPI describes in another place, and ignores as parameters."""


def path_of(rule: Rule) -> str:
    """Return a URL rule with ``{name}`` for its variable parts."""
    return _VARIABLE.sub(r"{\1}", rule.rule)


def parameters(rule: Rule, checks: list[Check], schemas: Schemas) -> Iterator[dict[str, Any]]:
    """Yield the parameters of a route: all of its path's, and those that its checks name."""
    path = next((check.reader for check in checks if isinstance(check.reader, PathValues)), None)
    described = {} if path is None else dict(schemas.fields_of(path.model)[0])
    for name in sorted(rule.arguments - set(rule.defaults or ())):
        schema = described.get(name) or _converter_schema(rule._converters.get(name))  # noqa: SLF001
        yield {"name": name, "in": "path", "required": True, "schema": schema}
    for check in checks:
        reader = check.reader
        if isinstance(reader, QueryString):
            fields, required = schemas.fields_of(reader.model)
            for name, schema in fields.items():
                yield {"name": name, "in": "query", "required": name in required, "schema": schema}
        elif isinstance(reader, RequestHeaders):
            fields, required = schemas.fields_of(reader.model)
            for name, schema in fields.items():
                header = "-".join(part.capitalize() for part in re.split(r"[_-]", name))
                if header not in _UNNAMED:
                    yield {"name": header, "in": "header", "required": name in required, "schema": schema}
        elif check.source == "query":
            form = form_schema(reader.form_class)
            for name, schema in form["properties"].items():
                yield {"name": name, "in": "query", "required": name in form.get("required", ()), "schema": schema}


def _converter_schema(converter: object) -> dict[str, Any]:
    if isinstance(converter, IntegerConverter):
        return {"type": "integer"} if converter.signed else {"type": "integer", "minimum": 0}
    if isinstance(converter, FloatConverter):
        return {"type": "number"}
    if isinstance(converter, UUIDConverter):
        return {"type": "string", "format": "uuid"}
    if isinstance(converter, AnyConverter):
        return {"type": "string", "enum": sorted(converter.items)}
    return {"type": "string"}
