"""Checks: what one request method of one endpoint has to be given, compiled once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from ...errors import Problem
from ...marks import marks_of, marks_on, methods_of
from .expectation import DECORATOR, Expectation, is_wtforms
from .faults import SOURCES, Source
from .model import Model
from .options import ValidationOptions
from .readers import FormBody, JsonBody, PathValues, QueryString, Reader, RequestHeaders
from .views import function_of, name_of, names_in, takes
from .wtforms_reader import FormClass

FEATURE = "validation"
BODILESS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
"""Methods whose requests have no body that means anything (RFC 9110 section 9.3)."""
_BODIES = ("json", "form")


@dataclass(frozen=True, slots=True)
class Check:
    """One source."""

    source: Source
    reader: Any
    expectation: Expectation
    handed: bool
    """Whether the view takes the keyword; those of a blueprint need not."""


@dataclass(frozen=True, slots=True)
class Checks:
    """Everything about one method, in the order in which it is checked."""

    required: tuple[Check, ...]
    absent: tuple[Check, ...]
    """Bodies, for a method that has none."""
    consumed: frozenset[str]
    """Variable parts of the URL that the view gets in ``path`` only."""


class Compiler:
    """Compiles the decorators of one app."""

    def __init__(self, app: Flask, options: ValidationOptions) -> None:
        self._app = app
        self._options = options
        self._token: str = app.config.get("WTF_CSRF_FIELD_NAME") or "csrf_token"

    def is_marked(self, endpoint: str) -> bool:
        """Tell whether any decorator holds for an endpoint."""
        methods = (None, *methods_of(self._app, endpoint))
        return any(any(marks_of(self._app, endpoint, method).of(FEATURE)) for method in methods)

    def table(self, endpoint: str) -> tuple[dict[str, Checks], list[Problem]]:
        """Return the checks of each method, and what is wrong with the decorators."""
        problems: dict[Problem, None] = {}
        readers: dict[tuple[int, Source], Any] = {}
        table: dict[str, Checks] = {}
        for method in sorted(methods_of(self._app, endpoint) | {"HEAD", "OPTIONS"}):
            checks, found = self._method(endpoint, method, readers)
            problems.update(dict.fromkeys(found))
            if checks.required or checks.absent:
                table[method] = checks
        return table, list(problems)

    def _method(
        self, endpoint: str, method: str, readers: dict[tuple[int, Source], Any]
    ) -> tuple[Checks, list[Problem]]:
        chosen: dict[Source, Expectation] = {}
        for said in marks_of(self._app, endpoint, method).of(FEATURE):
            chosen.update(dict.fromkeys(said.models, said))
        function = function_of(self._app, endpoint, method)
        shared = self._shared(endpoint)
        required: list[Check] = []
        absent: list[Check] = []
        consumed: set[str] = set()
        problems: list[Problem] = []
        offered = methods_of(self._app, endpoint)
        for source in SOURCES:
            expectation = chosen.get(source)
            if expectation is None:
                continue
            setting = f"{DECORATOR}({source}=...) on {name_of(function, endpoint)}"
            key = (id(expectation), source)
            try:
                reader = readers.get(key) or self._reader(source, expectation, endpoint)
            except ValueError as error:
                problems.append(Problem(setting, *error.args))
                continue
            readers[key] = reader
            handed = takes(function, source)
            check = Check(source, reader, expectation, handed)
            if source in _BODIES and method in BODILESS:
                absent.append(check)
                if offered <= BODILESS and id(expectation) not in shared:
                    problems.append(
                        Problem(setting, "none of its methods has a body.", "Add methods=..., or use query=.")
                    )
                continue
            required.append(check)
            if not handed and id(expectation) not in shared and method not in ("HEAD", "OPTIONS"):
                problems.append(Problem(setting, f"it takes no argument {source}.", f"Add it: def ...({source}: ...)."))
            if isinstance(reader, PathValues):
                if handed:
                    consumed.update(set(reader.fields.by_name) - (names_in(function) - {source}))
                problems.extend(self._path_problems(endpoint, reader, setting))
            if handed and source not in consumed:
                problems.extend(self._clash(endpoint, source, setting))
        return Checks(tuple(required), tuple(absent), frozenset(consumed)), problems

    def _shared(self, endpoint: str) -> frozenset[int]:
        """Return the expectations of the blueprints that an endpoint lies in; they need not all suit each view."""
        parts = endpoint.split(".")[:-1]
        names = (".".join(parts[:depth]) for depth in range(1, len(parts) + 1))
        owners = (self._app.blueprints[name] for name in names if name in self._app.blueprints)
        return frozenset(id(mark.value) for owner in owners for mark in marks_on(owner))

    def _reader(self, source: Source, expectation: Expectation, endpoint: str) -> Reader:
        options = self._options
        if is_wtforms(expectation.models[source]):
            refuses = expectation.unknown == "refuse"
            form_class = expectation.models[source]
            return FormClass(source, form_class, options, self._token, refuses_unknown=refuses)
        model = Model(source, expectation)
        if source == "json":
            return JsonBody(model, options)
        if source == "query":
            return QueryString(model, options)
        if source == "path":
            return PathValues(model, options)
        if source == "headers":
            return RequestHeaders(model, options)
        takes_files = expectation.unknown == "ignore" or any(marks_of(self._app, endpoint).of("uploads"))
        return FormBody(model, options, self._token, takes_files=takes_files)

    def _rules(self, endpoint: str) -> list[Rule]:
        try:
            return list(self._app.url_map.iter_rules(endpoint))
        except KeyError:  # a view without a rule
            return []

    def _path_problems(self, endpoint: str, reader: PathValues, setting: str) -> Iterator[Problem]:
        for rule in self._rules(endpoint):
            known = {*rule.arguments, *(rule.defaults or {})}
            missing = sorted(
                name for name, field in reader.fields.by_name.items() if field.required and name not in known
            )
            if missing:
                yield Problem(
                    setting,
                    f"the URL rule {rule.rule} has no {', '.join(missing)}.",
                    f"Rename the field, or the part of the rule; it has {', '.join(sorted(known)) or 'none'}.",
                )

    def _clash(self, endpoint: str, source: Source, setting: str) -> Iterator[Problem]:
        for rule in self._rules(endpoint):
            if source in rule.arguments:
                yield Problem(
                    setting, f"the URL rule {rule.rule} has a part of the same name.", f"Rename <{source}> in the rule."
                )
