"""The fields of a model for text: which of them may be given more than once, and which take an empty string."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .faults import Fault, Source, short
from .model import Faulty
from .named_keys import NUL, key_fault

TWICE = "The field is given more than once"
NOT_FINITE = "Input should be a finite number"


@dataclass(frozen=True, slots=True)
class FlatField:
    """One field."""

    many: bool
    """Whether it is a list, a set or a tuple."""
    text: bool
    """Whether an empty string is a value of it; otherwise an input that was left empty is one that was not sent."""
    required: bool
    number: bool


class FlatFields:
    """The fields of one model.

    :param schema: its JSON schema.
    :raises ValueError: with the fault and the fix, when the model is no object, or has fields that text cannot fill.
    """

    def __init__(self, source: Source, schema: Mapping[str, Any], *, allow_nul: bool) -> None:
        self._source = source
        self._definitions: Mapping[str, Any] = schema.get("$defs", {})
        self._allow_nul = allow_nul
        root = next((each for each in self._alternatives(schema) if "properties" in each), None)
        if root is None:
            raise ValueError("it has no named fields.", "Give a model with fields.")
        required = root.get("required", ())
        self.by_name = {name: self._field(name, each, name in required) for name, each in root["properties"].items()}
        self.numbers = any(field.number for field in self.by_name.values())

    def _alternatives(self, schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        waiting, seen = [schema], set()
        while waiting:
            found = waiting.pop()
            reference = found.get("$ref")
            if reference is not None and reference not in seen:
                seen.add(reference)
                waiting.append(self._definitions.get(reference.removeprefix("#/$defs/"), {}))
            inner = [each for word in ("anyOf", "oneOf", "allOf") for each in found.get(word, ())]
            waiting.extend(inner)
            if reference is None and not inner:
                yield found

    def _field(self, name: str, schema: Mapping[str, Any], required: bool) -> FlatField:
        kinds = [kind for kind in self._alternatives(schema) if kind.get("type") != "null"]
        if kinds and all(kind.get("type") == "object" for kind in kinds):
            raise ValueError(
                f"its field {name} is an object, which no text fills.", "Give it flat fields, or use json=."
            )
        return FlatField(
            many=any(kind.get("type") == "array" for kind in kinds),
            text=any(_takes_empty(kind) for kind in kinds),
            required=required,
            number=any(kind.get("type") == "number" for kind in kinds),
        )

    def collect(self, names: Sequence[str], values_of: Callable[[str], Sequence[Any]]) -> dict[str, Any]:
        """Return the values for the model.

        :raises Faulty: for fields given twice, and for names and values that nobody should get.
        """
        taken: dict[str, Any] = {}
        faults: list[Fault] = []
        for name in names:
            field, values = self.by_name.get(name), values_of(name)
            loc = (self._source, short(name))
            hostile = key_fault((self._source,), name) if field is None else None
            if hostile is not None:
                faults.append(hostile)
            elif not self._allow_nul and any(isinstance(value, str) and "\0" in value for value in values):
                faults.append(Fault(loc, "nul_character", NUL))
            elif field is not None and field.many:
                taken[name] = list(values)
            elif len(values) > 1:
                faults.append(Fault(loc, "duplicate_field", TWICE))
            elif values[0] != "" or field is None or field.text or field.required:
                taken[name] = values[0]
        if faults:
            raise Faulty(faults)
        return taken

    def check_finite(self, made: Any) -> None:
        """Refuse NaN and Infinity, which ``float`` reads out of text.

        :raises Faulty: naming the fields.
        """
        faults = [
            Fault((self._source, name), "finite_number", NOT_FINITE)
            for name, value in _members(made)
            if any(isinstance(each, float) and not math.isfinite(each) for each in _each(value))
        ]
        if faults:
            raise Faulty(faults)


def _takes_empty(kind: Mapping[str, Any]) -> bool:
    if not {"type", "enum", "const"} & set(kind):
        return True
    choices = [*kind.get("enum", ()), *([kind["const"]] if "const" in kind else ())]
    if choices:
        return "" in choices
    return kind.get("type") == "string" and "format" not in kind


def _members(made: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(made, Mapping):
        yield from made.items()
    elif hasattr(made, "__dict__"):
        yield from vars(made).items()
    else:
        yield from ((name, getattr(made, name)) for name in getattr(made, "__dataclass_fields__", ()))


def _each(value: Any) -> Iterator[Any]:
    if isinstance(value, (list, tuple, set, frozenset)):
        yield from value
    else:
        yield value
