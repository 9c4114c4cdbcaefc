"""Expectation: what one ``@validate`` says."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_origin

from ...errors import Problem, did_you_mean
from .faults import InvalidInput, Source

OnInvalid = Literal["refuse", "view"] | Callable[[InvalidInput], Any]
Unknown = Literal["refuse", "ignore"]

_FORM_SOURCES = ("form", "query")
DECORATOR = "@validate"


@dataclass(frozen=True, kw_only=True)
class Expectation:
    """What one decorator says."""

    models: Mapping[Source, Any]
    on_invalid: OnInvalid = "refuse"
    unknown: Unknown = "refuse"
    strict: bool = True


@dataclass(frozen=True, kw_only=True)
class Invalid:
    """What a view gets instead of the validated object where the decorator says ``on_invalid="view"``.

    For WTForms it gets the form, with its errors.
    """

    errors: list[dict[str, Any]]
    """Each a dict with ``loc``, ``type`` and ``msg``."""
    values: dict[str, Any] = field(default_factory=dict, repr=False)
    """The text of a form or a query string by name, to fill the form in again; never trust it."""

    def __bool__(self) -> bool:
        return False

    def messages(self, name: str) -> list[str]:
        """Return what is wrong with one field."""
        return [str(each["msg"]) for each in self.errors if each["loc"][1:2] == [name]]


def is_wtforms(model: Any) -> bool:
    """Tell whether a model is a form class of WTForms, which then is loaded."""
    wtforms = sys.modules.get("wtforms.form")
    return wtforms is not None and isinstance(model, type) and issubclass(model, wtforms.BaseForm)


def problems_of(expectation: Expectation) -> Iterator[Problem]:
    """Yield what is wrong with a decorator's arguments, as far as it can be seen there."""
    if not expectation.models:
        yield Problem(DECORATOR, "it names no model.", "Give at least one of json=, form=, query=, path=, headers=.")
    for source, model in expectation.models.items():
        setting = f"{DECORATOR}({source}=...)"
        if isinstance(model, (str, bytes, int, float, Mapping, list, tuple)) or not (
            isinstance(model, type) or get_origin(model) is not None or hasattr(model, "__supertype__")
        ):
            yield Problem(setting, f"{type(model).__name__} is no model.", "Give a class, not an instance of it.")
        elif is_wtforms(model) and source not in _FORM_SOURCES:
            yield Problem(
                setting, "a form class reads forms.", "Give it as form= or query=, and a pydantic model here."
            )
    if "json" in expectation.models and "form" in expectation.models:
        yield Problem(DECORATOR, "a request has one body, JSON or a form.", "Give json= or form=, not both.")
    for name, choices in (("on_invalid", ("refuse", "view")), ("unknown", ("refuse", "ignore"))):
        value = getattr(expectation, name)
        if value not in choices and not (name == "on_invalid" and callable(value)):
            yield Problem(f"{DECORATOR}({name}=...)", f"{value!r} is no choice.", did_you_mean(str(value), choices))
