"""What is known of Python source: modules, functions, calls and their values. Rules read these; they see no text.

Values are what can be known without running anything. Where a value comes from a request is only known inside one
function (``Value.requested``); to follow values further is the next step, which adds to these facts and takes nothing
away.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from ..finding import Location


class _Missing:
    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = _Missing()
"""No constant: the value is not known before the program runs."""


@dataclass(frozen=True, kw_only=True)
class Value:
    """What is known of one expression."""

    node: ast.expr
    constant: Any = MISSING
    """The value itself, where it can only be this one: literals, names bound once to one, folded operators. A rule
    never repeats it in a message."""
    origin: str = ""
    """The dotted name it has where it was defined, as far as the imports tell: ``ssl.CERT_NONE``,
    ``flask.request.args``, ``hashlib.md5`` for the function itself, ``hashlib.md5()`` for what a call of it
    returned, ``os.environ[]`` for an item. Built-in functions have their plain name: ``eval``. Empty if unknown."""
    parts: tuple[Value, ...] = ()
    """What a text is put together of: f-string, ``%``, ``+``, ``format``, ``join``. Constants are parts too. For lists,
    tuples and sets their items."""
    built: bool = False
    """Whether it is a text put together of parts of which at least one is no constant, nor one of several constants: an
    item of a constant list or dictionary."""
    requested: bool = False
    """Whether it holds something of the request, as far as this function shows: ``request.…``, or a local variable that
    was assigned from it."""
    parameter: bool = False
    """Whether it holds a parameter of the enclosing function. Of a view, parameters are parts of the URL, and then
    ``requested`` is true as well, unless a converter makes them numbers or UUIDs."""

    @property
    def known(self) -> bool:
        """Whether its constant is known."""
        return self.constant is not MISSING


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call."""

    target: str
    """The dotted name of what is called, where it was defined: ``subprocess.run``, ``flask.Flask().run`` for the method
    of an object, ``sqlite3.connect().cursor().execute`` through a chain or a variable that is bound to one thing. ``?``
    stands for an object nobody knows: ``?.execute``, and alone for a function nobody knows."""
    name: str
    """The last part of the target: ``execute``; of an unknown function how it is written."""
    node: ast.Call
    receiver: Value | None
    """The object whose method is called; None for a plain name."""
    arguments: tuple[Value, ...]
    """Positional ones, up to the first ``*``."""
    keywords: Mapping[str, Value]
    complete: bool
    """False with ``*`` or ``**``: then more may be given."""
    function: Function | None
    """The innermost function it stands in; None at the level of a module or class."""
    location: Location

    def argument(self, position: int | None, name: str = "") -> Value | None:
        """Return an argument, given by position (from 0) or by name; None if it is not given.

        :param position: None for one that can only be given by name.
        """
        if name in self.keywords:
            return self.keywords[name]
        return self.arguments[position] if position is not None and position < len(self.arguments) else None


@dataclass(frozen=True, kw_only=True)
class Decorator:
    """One decorator."""

    target: str
    """As of a call: ``flask.Flask().route``, ``flask_login.login_required``; ``?.route`` of an unknown object."""
    call: Call | None
    """None for one without parentheses."""
    location: Location


@dataclass(frozen=True, kw_only=True)
class Function:
    """One function or method."""

    name: str
    qualified: str
    """With the classes and functions around it: ``Shop.buy``."""
    node: ast.FunctionDef | ast.AsyncFunctionDef
    decorators: tuple[Decorator, ...]
    """The outermost, which is written first, first."""
    parameters: tuple[str, ...]
    routes: tuple[Call, ...]
    """What makes it a view: the calls of ``route``, ``get``, ``post`` … among the decorators, or of its class, and
    those of ``add_url_rule`` and ``add_resource`` that name it."""
    location: Location
    """The line of ``def``."""

    @property
    def is_view(self) -> bool:
        """Whether a decorator makes it a view."""
        return bool(self.routes)


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One setting of the app that the source writes: ``app.config[…] =``, ``config.update``, ``class Config:``."""

    key: str
    value: Value
    how: str
    """``item``, ``update``, ``attribute`` (``app.secret_key``), ``class`` or ``module`` (upper-case names in a module
    that looks like configuration)."""
    location: Location
    owner: str = ""
    """With ``how`` ``class``: the class that declares it, ``ProductionConfig``."""


@dataclass(frozen=True, kw_only=True)
class Class:
    """One class, for rules about bases and bodies."""

    name: str
    bases: tuple[str, ...]
    """Dotted names where they were defined."""
    node: ast.ClassDef
    location: Location


@dataclass(frozen=True, kw_only=True)
class Module:
    """One file of source."""

    file: str
    """As reports show it."""
    name: str
    """Dotted, from the first folder without ``__init__.py`` on."""
    tree: ast.Module
    lines: int
    calls: tuple[Call, ...]
    functions: tuple[Function, ...]
    classes: tuple[Class, ...] = ()
    settings: tuple[Setting, ...] = ()
    imports: Mapping[str, int] = field(default_factory=dict)
    """Dotted name of each module or object that is imported, wherever it is → the first line."""
    comparisons: tuple[tuple[ast.Compare, tuple[Value, ...], Location], ...] = ()
    """Each ``==`` and ``!=`` with its operands."""
    assignments: tuple[tuple[str, Value, Location], ...] = ()
    """Each name or attribute that is bound (``password``, ``app.jinja_env.autoescape``), its value and the place."""
    marked: bool = False
    """Whether it seems to hold a comment for the audit, ``# hardened: …``."""
    reordered: tuple[int, ...] = ()
    """The lines with characters that change the order in which text is shown (Unicode UAX #9)."""


@dataclass(frozen=True)
class SourceFacts:
    """The app's own source."""

    modules: tuple[Module, ...]

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Call, ...]]:
        found: dict[str, list[Call]] = {}
        for module in self.modules:
            for call in module.calls:
                found.setdefault(call.name, []).append(call)
        return {name: tuple(calls) for name, calls in found.items()}

    def calls(self, *targets: str) -> Iterator[Call]:
        """Yield the calls of any of these, in the order of files and lines.

        :param targets: dotted names; ``?.execute`` for methods of unknown objects, ``*.execute`` of any object.
        """
        wanted = frozenset(targets)
        any_object = {target[2:] for target in wanted if target.startswith("*.")}
        names = dict.fromkeys(target.rpartition(".")[2] for target in targets)
        found = [call for name in names for call in self._by_name.get(name, ())
                 if call.target in wanted or (call.name in any_object and call.receiver is not None)]  # fmt: skip
        yield from sorted(found, key=lambda call: call.location.sort_key)

    @property
    def functions(self) -> Iterator[Function]:
        """Every function."""
        return (function for module in self.modules for function in module.functions)

    @property
    def settings(self) -> Iterator[Setting]:
        """Every setting."""
        return (setting for module in self.modules for setting in module.settings)

    @property
    def imports(self) -> Iterator[tuple[str, Location]]:
        """Every import: the dotted name and the place."""
        for module in self.modules:
            for name, line in module.imports.items():
                yield name, Location(file=module.file, line=line)
