"""The reference of all options as reStructuredText, read from their dataclasses. Needs no Sphinx: tests use it too."""

from __future__ import annotations

import ast
import collections.abc
import dataclasses
import inspect
import textwrap
import types
from collections.abc import Iterator
from itertools import pairwise
from pprint import pformat
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from flask_hardened.options import Options
from flask_hardened.policy import FEATURES, PRESETS

LINE = 100
"""A default longer than this is shown as a block."""


def _bodies(options_type: type[Options]) -> Iterator[list[ast.stmt]]:
    """Yield the source of an options class and of the options classes it inherits from, the outermost base first."""
    for owner in reversed(options_type.__mro__):
        if issubclass(owner, Options) and owner is not Options:
            (written,) = ast.parse(textwrap.dedent(inspect.getsource(owner))).body
            assert isinstance(written, ast.ClassDef)
            yield written.body


def readable(hint: Any) -> str:
    """Return a type as users may write values of it: choices quoted, lists as lists, aliases resolved."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return " | ".join(repr(choice) for choice in inner)
    if origin in (Union, types.UnionType):
        return " | ".join(dict.fromkeys(map(readable, inner)))
    if origin in (tuple, collections.abc.Sequence):
        return f"list of {readable(inner[0])}"
    if origin is collections.abc.Mapping:
        return f"mapping of {readable(inner[0])} to {readable(inner[1])}"
    if origin is collections.abc.Callable:
        return "function"
    return "None" if hint is type(None) else str(getattr(hint, "__name__", hint))


def field_docstrings(options_type: type[Options]) -> dict[str, str]:
    """Return the string under each field of an options class; a field without one is left out."""
    found: dict[str, str] = {}
    for body in _bodies(options_type):
        for node, below in pairwise(body):
            if not isinstance(node, ast.AnnAssign) or not isinstance(node.target, ast.Name):
                continue
            value = below.value if isinstance(below, ast.Expr) else None
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                found[node.target.id] = inspect.cleandoc(value.value)
    return found


def default_of(field: dataclasses.Field[Any]) -> Any:
    """Return the default of a field; every option has one."""
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def feature_lines(feature: str) -> Iterator[str]:
    """Yield the reference of one feature as reStructuredText."""
    options_type = FEATURES[feature]
    key = f"HARDENED_{feature.upper()}"
    yield from ("", feature, "-" * len(feature), "")
    yield from (f".. py:class:: {options_type.__name__}", "")
    yield from textwrap.indent(inspect.getdoc(options_type) or "", "   ").splitlines()
    yield from ("", f"   Given as ``Hardened(app, {feature}={options_type.__name__}(...))``, or by the keys below.")
    yield from (f"   ``{feature}=False`` or ``{key} = False`` turns the feature off.", "")
    hints = get_type_hints(options_type)
    docstrings = field_docstrings(options_type)
    for field in dataclasses.fields(options_type):  # type: ignore[arg-type]
        lines = field_lines(feature, field, readable(hints[field.name]), docstrings[field.name])
        yield from (*textwrap.indent("\n".join(lines), "   ").splitlines(), "")


def field_lines(feature: str, field: dataclasses.Field[Any], accepted: str, docstring: str) -> Iterator[str]:
    """Yield the reference of one option."""
    default = default_of(field)
    short = len(repr(default)) <= LINE
    yield from (f".. py:attribute:: {field.name}", "", textwrap.indent(docstring, "   "), "")
    yield f"   | Type: ``{accepted}``"
    if short:
        yield f"   | Default: ``{default!r}``"
    for preset, values in PRESETS.items():
        if field.name in values.get(feature, {}):
            yield f"   | In the ``{preset}`` preset: ``{values[feature][field.name]!r}``"
    yield from (f"   | Key: ``HARDENED_{feature.upper()}_{field.name.upper()}``", "")
    if not short:
        yield from ("   Default:", "", "   .. code-block:: python", "")
        yield from (textwrap.indent(pformat(default, width=LINE), " " * 6), "")


def preset_lines() -> Iterator[str]:
    """Yield what each preset changes as reStructuredText."""
    yield from (".. list-table::", "   :header-rows: 1", "")
    yield from ("   * - preset", "     - option", "     - value")
    for preset, features in PRESETS.items():
        for feature, values in features.items():
            for name, value in values.items():
                option = f":py:attr:`~flask_hardened.{FEATURES[feature].__name__}.{name}`"
                yield from (f"   * - ``{preset}``", f"     - ``{feature}``: {option}", f"     - ``{value!r}``")
    yield ""
