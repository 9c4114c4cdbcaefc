"""Keys that a model names, and those that no client may choose: ``$where`` for MongoDB, NUL for whoever cuts at it.

A model refuses unknown names by itself; a ``dict[str, Any]`` in it takes any. So the values are walked beside the
model's JSON schema: at each place it is known which names the model itself has there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .faults import Fault, short

Schema = Mapping[str, Any]
_ALTERNATIVES = ("anyOf", "oneOf", "allOf")

OPERATOR = "Names that begin with $ are not taken"
NUL_IN_NAME = "Names with a NUL character are not taken"
NUL = "Text with a NUL character is not taken"


def is_suspicious(data: bytes) -> bool:
    """Tell whether JSON may hold what :class:`NamedKeys` refuses; most holds nothing of it, and needs no walk."""
    return b'"$' in data or b"\\u00" in data


def key_fault(loc: tuple[str | int, ...], key: str) -> Fault | None:
    """Return what is wrong with a key that no model names."""
    if key.startswith("$"):
        return Fault((*loc, short(key)), "operator_key", OPERATOR)
    if "\0" in key:
        return Fault((*loc, short(key)), "nul_key", NUL_IN_NAME)
    return None


class NamedKeys:
    """Finds hostile names and NUL characters in a value that was read from JSON.

    :param schema: the JSON schema of the model; empty where it has none, and then no name is excepted.
    :param allow_nul: whether text may hold NUL.
    """

    def __init__(self, schema: Schema, *, allow_nul: bool) -> None:
        self._root = schema
        self._definitions: Schema = schema.get("$defs", {})
        self._allow_nul = allow_nul

    def faults(self, value: Any, loc: tuple[str | int, ...]) -> Iterator[Fault]:
        """Yield what is wrong. `value` is no deeper than the reader lets it be."""
        return self._walk(value, (self._root,), loc)

    def _walk(self, value: Any, schemas: tuple[Schema, ...], loc: tuple[str | int, ...]) -> Iterator[Fault]:
        if isinstance(value, str):
            if not self._allow_nul and "\0" in value:
                yield Fault(loc, "nul_character", NUL)
        elif isinstance(value, list):
            inner = tuple(self._items(schemas))
            for index, item in enumerate(value):
                yield from self._walk(item, inner, (*loc, index))
        elif isinstance(value, dict):
            here = tuple(self._expanded(schemas))
            for key, item in value.items():
                named = tuple(schema["properties"][key] for schema in here if key in schema.get("properties", ()))
                fault = None if named else key_fault(loc, key)
                if fault is not None:
                    yield fault
                inner = named or tuple(_others(here))
                yield from self._walk(item, inner, (*loc, short(key)))

    def _expanded(self, schemas: tuple[Schema, ...]) -> Iterator[Schema]:
        """Yield the schemas that hold for one value, through references and alternatives."""
        waiting, seen = list(schemas), set()
        while waiting:
            schema = waiting.pop()
            reference = schema.get("$ref")
            if reference is not None:
                if reference not in seen:
                    seen.add(reference)
                    waiting.append(self._definitions.get(reference.removeprefix("#/$defs/"), {}))
                continue
            yield schema
            for word in _ALTERNATIVES:
                waiting.extend(schema.get(word, ()))

    def _items(self, schemas: tuple[Schema, ...]) -> Iterator[Schema]:
        for schema in self._expanded(schemas):
            yield from schema.get("prefixItems", ())
            if isinstance(schema.get("items"), Mapping):
                yield schema["items"]


def _others(schemas: tuple[Schema, ...]) -> Iterator[Schema]:
    """Yield what holds for the members that no name is given for."""
    for schema in schemas:
        if isinstance(schema.get("additionalProperties"), Mapping):
            yield schema["additionalProperties"]
        yield from schema.get("patternProperties", {}).values()
