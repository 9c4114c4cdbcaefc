"""The schema of a WTForms form class."""

from __future__ import annotations

from typing import Any

_KINDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("BooleanField", {"type": "boolean"}),
    ("IntegerField", {"type": "integer"}),
    ("DecimalField", {"type": "number"}),
    ("FloatField", {"type": "number"}),
    ("EmailField", {"type": "string", "format": "email"}),
    ("URLField", {"type": "string", "format": "uri"}),
    ("DateTimeField", {"type": "string"}),
    ("DateField", {"type": "string", "format": "date"}),
    ("FileField", {"type": "string", "contentMediaType": "application/octet-stream"}),
    ("SelectMultipleField", {"type": "array", "items": {"type": "string"}}),
)
_FLAGS = {"minlength": "minLength", "maxlength": "maxLength", "min": "minimum", "max": "maximum"}
_NUMBERS = frozenset({"minimum", "maximum"})
_UNSAID = ("CSRFTokenField", "SubmitField")


def form_schema(form_class: Any) -> dict[str, Any]:
    """Return the schema of a form class; call it in a request context, which FlaskForm needs.

    The fields of a FormField or a FieldList are described by their prefix alone.
    """
    flask_form = any(each.__module__.partition(".")[0] == "flask_wtf" for each in form_class.__mro__)
    form = form_class(formdata=None, **({"meta": {"csrf": False}} if flask_form else {}))
    properties: dict[str, Any] = {}
    prefixed: dict[str, Any] = {}
    required: list[str] = []
    for field in form:
        names = {each.__name__ for each in type(field).__mro__}
        if not names.isdisjoint(_UNSAID):
            continue
        if not names.isdisjoint({"FormField", "FieldList"}):
            prefixed[f"^{field.name}-"] = {"type": "string"}
            continue
        properties[field.name] = _field(field, names)
        if field.flags.required:
            required.append(field.name)
    schema: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    if prefixed:
        schema["patternProperties"] = prefixed
    if required:
        schema["required"] = required
    return schema


def _field(field: Any, names: set[str]) -> dict[str, Any]:
    schema = dict(next((kind for name, kind in _KINDS if name in names), {"type": "string"}))
    schema["title"] = str(field.label.text)
    if field.description:
        schema["description"] = str(field.description)
    for flag, word in _FLAGS.items():
        value = getattr(field.flags, flag, None)
        if isinstance(value, (int, float)) and (word in _NUMBERS) == (schema["type"] in ("integer", "number")):
            schema[word] = value
    choices = getattr(field, "choices", None)
    if isinstance(choices, (list, tuple)) and choices and schema["type"] == "string":
        schema["enum"] = [_value(choice) for choice in choices]
    return schema


def _value(choice: Any) -> str:
    """Return the value of a choice, in each of the forms that WTForms takes."""
    return str(choice[0] if isinstance(choice, (list, tuple)) else getattr(choice, "value", choice))
