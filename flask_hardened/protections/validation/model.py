"""Model: a pydantic model, a dataclass or a TypedDict, made ready to validate once per endpoint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from .expectation import Expectation
from .faults import Fault, Source
from .messages import faults_of

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_STRUCTURES = ("model", "dataclass", "typed-dict")


class Faulty(Exception):  # noqa: N818 - a signal between the readers and the door
    """Input that was read, and is not what the model takes.

    :param stand_in: what the view gets where it is to be called all the same.
    """

    def __init__(self, faults: list[Fault], stand_in: Any = None) -> None:
        super().__init__(len(faults))
        self.faults = faults
        self.stand_in = stand_in


class Model:
    """One model of one source.

    :raises ValueError: with the fault and the fix, when pydantic cannot validate it, or when it is open in one place
        and undecided in another.
    """

    def __init__(self, source: Source, expectation: Expectation) -> None:
        self.source = source
        self.type = expectation.models[source]
        self.adapter: TypeAdapter[Any] = _adapter(self.type)
        self._validator = self.adapter.validator
        self._strict = expectation.strict
        self.open = tuple(sorted(set(_open(self.adapter.core_schema, "allow"))))
        """Names of the models that take any field, by ``extra="allow"``."""
        self._extra: Literal["ignore", "forbid"] | None = "ignore" if expectation.unknown == "ignore" else "forbid"
        if self.open and self._extra == "forbid":
            self._extra = None
            undecided = sorted(
                set(_open(self.adapter.core_schema, None)) | set(_open(self.adapter.core_schema, "ignore"))
            )
            if undecided:
                raise ValueError(
                    f"{self.open[0]} takes any field, and {', '.join(undecided)} beside it does not say what it takes.",
                    'Give the others extra="forbid" in their configuration.',
                )

    def schema(self) -> dict[str, Any]:
        """Return its JSON schema; what has none is left empty."""
        return self.adapter.json_schema(schema_generator=_generator(), mode="validation")

    @property
    def refuses_unknown(self) -> bool:
        """Whether fields that no model names are refused, where the model does not take them itself."""
        return self._extra != "ignore"

    def from_json(self, data: bytes) -> Any:
        """Validate JSON.

        :raises Faulty: if it is not what the model takes.
        """
        from pydantic import ValidationError

        try:
            return self._validator.validate_json(data, strict=self._strict, extra=self._extra)
        except ValidationError as error:
            raise Faulty(list(faults_of(self.source, error))) from None

    def from_text(self, values: Mapping[str, Any]) -> Any:
        """Validate what came as text, and is turned into numbers, dates and so on.

        :raises Faulty: if it is not what the model takes.
        """
        from pydantic import ValidationError

        try:
            return self._validator.validate_python(values, strict=False, extra=self._extra)
        except ValidationError as error:
            raise Faulty(list(faults_of(self.source, error))) from None


def _adapter(model: Any) -> TypeAdapter[Any]:
    try:
        from pydantic import PydanticUserError, TypeAdapter
    except ImportError:
        raise ValueError("pydantic is not installed.", "pip install pydantic") from None
    try:
        adapter = TypeAdapter(model)
        if not adapter.pydantic_complete:
            adapter.rebuild(raise_errors=True)
    except PydanticUserError as error:
        first = str(error.message).partition("\n")[0]
        raise ValueError(
            f"pydantic cannot validate it: {first.rstrip('.')}.", "Give a model that pydantic knows."
        ) from None
    except (NameError, TypeError, ImportError) as error:
        first = str(error).partition("\n")[0]
        raise ValueError(f"pydantic cannot validate it: {first}.", "Give a model that pydantic knows.") from None
    return adapter


def lenient_schemas(
    adapters: Sequence[tuple[int, TypeAdapter[Any]]], template: str
) -> tuple[dict[int, dict[str, Any]], dict[str, Any]]:
    """Return the JSON schemas of what models take, by key, and their common definitions.

    :param template: of references, with ``{model}`` in it.
    """
    from pydantic import TypeAdapter

    made, common = TypeAdapter.json_schemas(
        [(key, "validation", adapter) for key, adapter in adapters],
        ref_template=template,
        schema_generator=_generator(),
    )
    return {key: made[key, "validation"] for key, _ in adapters}, common


@cache
def _generator() -> Any:
    """Return pydantic's generator of JSON schemas, but one that leaves open what it cannot describe."""
    from pydantic.json_schema import GenerateJsonSchema

    class Lenient(GenerateJsonSchema):
        ignored_warning_kinds = {"skipped-choice", "non-serializable-default"}  # noqa: RUF012 - pydantic's own way

        def handle_invalid_for_json_schema(self, schema: Any, error_info: str) -> dict[str, Any]:
            return {}

    return Lenient


def _open(schema: Any, behaviour: str | None) -> Iterator[str]:
    """Yield the names of the structures in a core schema that say `behaviour` of fields they do not name."""
    waiting, seen = [schema], set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, Mapping):
            if node.get("type") in _STRUCTURES and "cls" in node and not node.get("root_model"):
                config = node.get("config") or {}
                if config.get("extra_fields_behavior", node.get("extra_behavior")) == behaviour:
                    yield node["cls"].__name__
            waiting.extend(value for key, value in node.items() if key not in ("metadata", "serialization", "cls"))
        elif isinstance(node, (list, tuple)):
            waiting.extend(node)
