"""The schemas of an OpenAPI document: pydantic's, under the names of the models."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..checks import Check
from ..model import Model, lenient_schemas

PLACE = "#/components/schemas/"


class Schemas:
    """The schemas of every model that any route takes, made together, so that each has a name of its own.

    :param checks: every check of every route.
    """

    def __init__(self, checks: Iterable[Check]) -> None:
        models = {id(check.reader.model): check.reader.model for check in checks if check.reader.model is not None}
        self._roots, self.components = _made(models)
        closed = {id(model) for model in models.values() if model.refuses_unknown}
        loose = set(self._reached(self._roots[key] for key in models if key not in closed))
        for key in closed:
            for name in self._reached([self._roots[key]]):
                if name not in loose:
                    _close(self.components[name])
            _close(self._roots[key])

    def of(self, model: Model) -> dict[str, Any]:
        """Return the schema of a model, mostly a reference."""
        return self._roots[id(model)]

    def fields_of(self, model: Model) -> tuple[Mapping[str, Any], frozenset[str]]:
        """Return the fields of a flat model, and which are required."""
        schema = self.of(model)
        while "$ref" in schema:
            schema = self.components[schema["$ref"].removeprefix(PLACE)]
        return schema.get("properties", {}), frozenset(schema.get("required", ()))

    def _reached(self, schemas: Iterable[Any]) -> Iterator[str]:
        """Yield the names of the components that schemas lead to."""
        waiting, seen = list(schemas), set()
        while waiting:
            node = waiting.pop()
            if isinstance(node, Mapping):
                reference = node.get("$ref")
                name = reference.removeprefix(PLACE) if isinstance(reference, str) else None
                if name in self.components and name not in seen:
                    seen.add(name)
                    waiting.append(self.components[name])
                    yield name
                waiting.extend(node.values())
            elif isinstance(node, list):
                waiting.extend(node)


def _made(models: Mapping[int, Model]) -> tuple[dict[int, dict[str, Any]], dict[str, Any]]:
    made = lenient_schemas([(key, model.adapter) for key, model in models.items()], f"{PLACE}{{model}}")
    components: dict[str, Any] = made[1].get("$defs", {})
    return {key: dict(made[0][key]) for key in models}, components


def _close(schema: dict[str, Any]) -> None:
    """Say that fields which are not named are refused."""
    if "properties" in schema:
        schema.setdefault("additionalProperties", False)
