"""Form classes of WTForms and Flask-WTF as models."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from typing import Any

from flask import Request
from werkzeug.datastructures import CombinedMultiDict, MultiDict

from .faults import MOST_FAULTS, Fault, Source, short
from .flat_fields import NOT_FINITE, TWICE
from .form_names import FormFields
from .messages import sanitized
from .model import Faulty
from .named_keys import NUL, key_fault
from .options import ValidationOptions
from .received import form_of, query_of

UNKNOWN = "Extra inputs are not permitted"


class FormClass:
    """A form class of WTForms.

    A FlaskForm finds that the CSRF token was checked before, by what Flask-WTF itself keeps for that.
    """

    model = None

    def __init__(
        self, source: Source, form_class: Any, options: ValidationOptions, token: str, *, refuses_unknown: bool
    ) -> None:
        self.source = source
        self.form_class = form_class
        self._options = options
        self._token = token
        self._refuses_unknown = refuses_unknown
        self._flask_form = any(each.__module__.partition(".")[0] == "flask_wtf" for each in form_class.__mro__)

    def read(self, request: Request) -> Any:
        """Fill the form and validate it."""
        if self.source == "query":
            sent: Any = query_of(request, self._options.max_fields)
        else:
            sent = CombinedMultiDict((request.files, form_of(request, self._options.max_fields)))
        refused = dict(self._refused(self._made(None), sent))
        if refused:
            faults = list(refused.values())
            form = self._made(MultiDict((name, value) for name, value in sent.items(multi=True) if name not in refused))
            form.validate()
            form.form_errors = [*form.form_errors, *(f"{fault.loc[-1]}: {fault.msg}" for fault in faults)]
            raise Faulty(faults, _never_valid(form))
        form = self._made(sent)
        if form.validate() and not self._mark_infinite(form):
            return form
        faults = [
            Fault((self.source, *map(short, loc)), "value_error", sanitized(message, value))
            for loc, message, value in islice(_errors(form, ()), MOST_FAULTS + 1)
        ]
        raise Faulty(faults or [Fault((self.source,), "value_error", "The form is not valid")], _never_valid(form))

    def absent(self) -> Any:
        """Return a form that was not submitted."""
        return self._made(None)

    def _made(self, sent: MultiDict[str, Any] | None) -> Any:
        extra = {"meta": {"csrf": False}} if self.source == "query" and self._flask_form else {}
        return self.form_class(formdata=sent, **extra)

    def _refused(self, form: Any, sent: Any) -> Iterator[tuple[str, Fault]]:
        """Yield the names that the form does not have, or has once and that were sent twice, each with its fault."""
        fields = FormFields(form)
        for name in sent:
            fault = self._fault(fields.owner(name), name, sent.getlist(name))
            if fault is not None:
                yield name, fault

    def _fault(self, owner: Any, name: str, values: list[Any]) -> Fault | None:
        loc = (self.source, short(name))
        if owner is None and name != self._token and not name.endswith(f"-{self._token}"):
            hostile = key_fault((self.source,), name)
            if hostile is not None or not self._refuses_unknown:
                return hostile
            return Fault(loc, "extra_forbidden", UNKNOWN)
        if len(values) > 1 and (owner is None or not self._takes_many(owner)):
            return Fault(loc, "duplicate_field", TWICE)
        if not self._options.allow_nul and any(isinstance(value, str) and "\0" in value for value in values):
            return Fault(loc, "nul_character", NUL)
        return None

    def _takes_many(self, field: Any) -> bool:
        from wtforms.fields import MultipleFileField, SelectMultipleField

        return isinstance(field, (SelectMultipleField, MultipleFileField)) or bool(
            getattr(field.widget, "multiple", False)
        )

    def _mark_infinite(self, form: Any) -> bool:
        """Put an error on fields that read NaN or Infinity out of text; tell whether there are any."""
        found = False
        for field in _leaves(form):
            value = field.data
            if (isinstance(value, float) and not math.isfinite(value)) or (
                isinstance(value, Decimal) and not value.is_finite()
            ):
                field.errors = [*field.errors, NOT_FINITE]
                found = True
        return found


def _never_valid(form: Any) -> Any:
    """Return a form that stays invalid, also for a view that validates it once more."""
    form.validate = lambda *_args, **_kwargs: False
    return form


def _leaves(fields: Any) -> Iterator[Any]:
    for field in fields:
        if hasattr(field, "__iter__") and hasattr(field, "entries"):
            yield from _leaves(field.entries)
        elif hasattr(field, "form") and hasattr(field, "form_class"):
            yield from _leaves(field.form)
        else:
            yield field


def _errors(form: Any, above: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str, Any]]:
    """Yield where, what and the value, of each error of a form and of the forms in it."""
    for field in form:
        errors = field.errors
        value = (getattr(field, "raw_data", None) or field.data) if errors else None
        for loc, found in _flat(errors, (*above, field.short_name)):
            yield loc, str(found), value
    for found in getattr(form, "form_errors", ()):
        yield above, str(found), form.data


def _flat(errors: Any, loc: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(errors, dict):
        for name, inner in errors.items():
            yield from _flat(inner, loc if name is None else (*loc, name))
        return
    for index, found in enumerate(errors):
        if isinstance(found, (dict, list, tuple)):
            yield from _flat(found, (*loc, index))
        else:
            yield loc, found
