"""``@validate``."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import Any, TypeVar

from flask import Blueprint

from ...errors import ConfigurationError
from ...marks import mark
from .expectation import Expectation, OnInvalid, Unknown, problems_of
from .faults import Source

T = TypeVar("T", bound="Callable[..., Any] | Blueprint")


def validate(
    *,
    json: Any = None,
    form: Any = None,
    query: Any = None,
    path: Any = None,
    headers: Any = None,
    on_invalid: OnInvalid = "refuse",
    unknown: Unknown = "refuse",
    strict: bool = True,
) -> Callable[[T], T]:
    """Let only input through that is what a view, a view class or each view of a blueprint expects.

    The view gets each validated object as the keyword argument of that name. Input that is not as it should be is
    answered 422 with a list of errors, and 400 if it cannot be read at all; the view does not run.

    ::

        class Comment(BaseModel):
            text: Trimmed[1, 500]

        @app.post("/comments")
        @validate(json=Comment)
        def add(json: Comment): ...

    A model is a pydantic model, a dataclass or a TypedDict; for forms and query strings also a form class of WTForms;
    for ``json`` any type that pydantic takes. A view for GET and POST gets None for the body of a GET, or a form that
    was not submitted.

    :param json: the model of a JSON body.
    :param form: the model of a form.
    :param query: the model of the query string.
    :param path: the model of the variable parts of the URL; of those it names, the view gets what it names itself.
    :param headers: the model of request headers: ``x_trace_id`` is ``X-Trace-Id``. Other headers are ignored.
    :param on_invalid: ``"refuse"``, the default; ``"view"``: the view is called with the form and its errors, or with
        an :class:`Invalid`; or a function that is called with the error and returns a response.
    :param unknown: ``"ignore"`` drops fields that the model does not name; by default they are refused, unless the
        model says ``extra="allow"``.
    :param strict: whether JSON has to have the exact types, default true. False takes ``"1"`` for 1.
    :raises ConfigurationError: naming what cannot be meant. What needs the URL map is said when the app starts.
    """
    given: dict[Source, Any] = {"json": json, "form": form, "query": query, "path": path, "headers": headers}
    models = {source: model for source, model in given.items() if model is not None}
    expectation = Expectation(
        models=MappingProxyType(models), on_invalid=on_invalid, unknown=unknown, strict=strict
    )  # fmt: skip
    problems = list(problems_of(expectation))
    if problems:
        raise ConfigurationError(problems)
    return mark("validation", expectation)
