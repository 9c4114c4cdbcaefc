"""The names of the fields that a form of WTForms reads: its own, and those of the forms and lists in it."""

from __future__ import annotations

from typing import Any

_LONGEST_INDEX = 4
"""Digits. WTForms counts on that the numbers in the names of a FieldList are small, and ASCII."""


class FormFields:
    """The fields of one form, by name; those of the forms in it are made once for each class, not for each name."""

    def __init__(self, form: Any) -> None:
        self._fields = {field.name: field for field in form}
        self._inner: dict[Any, FormFields] = {}
        self._entries: dict[int, Any] = {}

    def owner(self, name: str) -> Any:
        """Return the field that reads what was sent as `name`; a FieldList or a FormField itself reads nothing."""
        found = self._fields.get(name)
        if found is not None and not _is_compound(found):
            return found
        for owner, field in self._fields.items():
            if _is_compound(field) and name.startswith(f"{owner}{_separator(field)}"):
                inner = self._inside(field, name[len(owner) + len(_separator(field)) :])
                if inner is not None:
                    return inner
        return None

    def _inside(self, field: Any, rest: str) -> Any:
        """Return the field of a FormField, or of an entry of a FieldList, that is called `rest` there."""
        if hasattr(field, "form_class"):
            inner = self._inner.get(field.form_class)
            if inner is None:
                inner = self._inner[field.form_class] = FormFields(field.form_class(formdata=None))
            return inner.owner(rest)
        index, dash, inner_name = rest.partition(_separator(field))
        if not (index.isascii() and index.isdecimal() and len(index) <= _LONGEST_INDEX):
            return None
        entry = self._entry(field)
        if _is_compound(entry):
            return self._inside(entry, inner_name) if dash else None
        return None if dash else entry

    def _entry(self, field: Any) -> Any:
        key = id(field.unbound_field)
        if key not in self._entries:
            self._entries[key] = field.unbound_field.bind(None, "entry", _meta=field.meta)
        return self._entries[key]


def _is_compound(field: Any) -> bool:
    from wtforms.fields import FieldList, FormField

    return isinstance(field, (FieldList, FormField))


def _separator(field: Any) -> str:
    return str(getattr(field, "separator", None) or getattr(field, "_separator", "-"))
