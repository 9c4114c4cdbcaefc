"""Readers: one per source that a view validates, made once per endpoint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from flask import Request
from werkzeug.datastructures import MultiDict

from ...exchange import KEY
from .expectation import Invalid
from .faults import Source
from .flat_fields import FlatFields
from .json_reader import JsonReader
from .media_types import expect_json
from .model import Faulty, Model
from .named_keys import NamedKeys, is_suspicious
from .options import ValidationOptions
from .received import body_of, form_of, query_of

PATH_VALUES = "path_values"
"""Under this name the exchange keeps the variable parts of the URL when a view gets something else in their place."""


class Reader(Protocol):
    """Takes one source out of a request."""

    source: Source

    def read(self, request: Request) -> Any:
        """Return what the view gets.

        :raises Unreadable: if it cannot be read.
        :raises Faulty: if it is not what the model takes.
        :raises werkzeug.exceptions.HTTPException: 413 and 415.
        """

    def absent(self) -> Any:
        """Return what the view gets for a request of a method that has no body."""


class JsonBody:
    """A JSON body."""

    source: Source = "json"

    def __init__(self, model: Model, options: ValidationOptions) -> None:
        self.model = model
        self._limit = options.max_json
        self._reader = JsonReader(options)
        self._named = NamedKeys(model.schema(), allow_nul=options.allow_nul)

    def read(self, request: Request) -> Any:
        """Read it strictly, then have the model validate the same bytes."""
        expect_json(request)
        data = body_of(request, self._limit)
        value = self._reader.read(data)
        if is_suspicious(data):
            faults = list(self._named.faults(value, ("json",)))
            if faults:
                raise Faulty(faults, Invalid(errors=[fault.shown() for fault in faults]))
        return self.model.from_json(data)

    def absent(self) -> None:
        """Without a body there is nothing."""


class QueryString:
    """The query string."""

    source: Source = "query"

    def __init__(self, model: Model, options: ValidationOptions) -> None:
        self.model = model
        self.fields = FlatFields("query", model.schema(), allow_nul=options.allow_nul)
        self._most = options.max_fields

    def read(self, request: Request) -> Any:
        """Read it, and have the model validate it."""
        return validated(self.model, self.fields, query_of(request, self._most))

    def absent(self) -> None:
        """Every method has a query string."""


class FormBody:
    """A form, for a model."""

    source: Source = "form"

    def __init__(self, model: Model, options: ValidationOptions, token: str, *, takes_files: bool) -> None:
        self.model = model
        self.fields = FlatFields("form", model.schema(), allow_nul=options.allow_nul)
        self._most = options.max_fields
        self._token = token
        self._takes_files = takes_files

    def read(self, request: Request) -> Any:
        """Read it, and have the model validate it; the CSRF token is not the model's."""
        sent: MultiDict[str, Any] = MultiDict(form_of(request, self._most))
        if self._token not in self.fields.by_name:
            sent.pop(self._token, None)
        if not self._takes_files:
            for name in request.files:
                sent.setdefault(name, "")
        return validated(self.model, self.fields, sent)

    def absent(self) -> None:
        """Without a body there is nothing."""


class PathValues:
    """The variable parts of the URL."""

    source: Source = "path"

    def __init__(self, model: Model, options: ValidationOptions) -> None:
        self.model = model
        self.fields = FlatFields("path", model.schema(), allow_nul=options.allow_nul)

    def read(self, request: Request) -> Any:
        """Take what the model names."""
        exchange = request.environ.get(KEY)  # @owner_required may have taken parts away before
        kept = None if exchange is None else exchange.recall(PATH_VALUES)
        found = kept or request.view_args or {}
        named = {name: [found[name]] for name in self.fields.by_name if name in found}
        return validated(self.model, self.fields, named)

    def absent(self) -> None:
        """Every method has a path."""


class RequestHeaders:
    """Request headers. WSGI joins those of one name with commas, which a list is split at again."""

    source: Source = "headers"

    def __init__(self, model: Model, options: ValidationOptions) -> None:
        self.model = model
        self.fields = FlatFields("headers", model.schema(), allow_nul=options.allow_nul)
        self.keys = {name: wsgi_name(name) for name in self.fields.by_name}

    def read(self, request: Request) -> Any:
        """Take what the model names."""
        sent: dict[str, list[str]] = {}
        for name, key in self.keys.items():
            value = request.environ.get(key)
            if value is not None:
                many = self.fields.by_name[name].many
                sent[name] = [part.strip() for part in value.split(",")] if many else [value]
        return validated(self.model, self.fields, sent)

    def absent(self) -> None:
        """Every method has headers."""


def wsgi_name(name: str) -> str:
    """Return where WSGI keeps a header: ``HTTP_X_TRACE_ID`` for ``x_trace_id`` and ``X-Trace-Id``."""
    key = name.upper().replace("-", "_")
    return key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"


def validated(model: Model, fields: FlatFields, sent: Mapping[str, Sequence[Any]] | MultiDict[str, Any]) -> Any:
    """Return the validated object for fields as they were sent.

    :raises Faulty: with what was sent, for a view that shows it again.
    """
    many = sent.getlist if isinstance(sent, MultiDict) else sent.__getitem__
    try:
        made = model.from_text(fields.collect(list(sent), many))
        if fields.numbers:
            fields.check_finite(made)
    except Faulty as found:
        shown = {name: values if len(values) > 1 else values[0] for name in sent if (values := many(name))}
        found.stand_in = Invalid(errors=[fault.shown() for fault in found.faults], values=shown)
        raise
    return made
