"""The Jinja extension that puts tokens into forms, and how an app's templates get it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app, has_app_context
from jinja2 import Environment
from jinja2.nativetypes import NativeCodeGenerator
from markupsafe import Markup

from ...exchange import Exchange
from ...hardening import current_exchange
from ...markup import HardenedMarkup, install
from ...markup.bytecode import SaltedBytecodeCache
from ...markup.edits import Edits
from ...markup.extension import harden
from ...markup.planner import Planner
from ...markup.runtime import count_emission, no_sink
from ...markup.walker import Survey
from .form_planning import plan_edits
from .form_values import NOTHING, FormValue, Rendered, is_post, lead_here
from .session_token import DEFAULT_FIELD, EXTENSION, csrf_token, tokens_of

_SALT = "csrf-1"
"""Raise the number whenever forms would be compiled differently."""
_REBASED = "csrf_rebased"


class FormTokens(Planner):
    """Puts the token into every form that posts to the app's own origin, when its template is compiled."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self.token_if = _Subscript(_token_if)
        self.rebase = _Subscript(_rebase)
        add_globals(environment)
        _salt(environment)

    def bind(self, environment: Environment) -> FormTokens:
        """Copy the extension for an overlay."""
        copy = super().bind(environment)
        _salt(environment)
        return copy

    def plan_edits(self, found: Survey, edits: Edits) -> None:
        """Plan the tokens of one template's forms."""
        tokens = current_app.extensions.get(EXTENSION) if has_app_context() else None
        field = DEFAULT_FIELD if tokens is None else tokens.field
        plan_edits(found, edits, self.environment, identifier=self.identifier, field=field)

    @property
    def token(self) -> Markup:
        """The hidden field, or nothing outside a request and on pages with a foreign ``base``."""
        return _token()

    @property
    def value(self) -> FormValue:
        """Begin an attribute value that is followed."""
        return FormValue()


class _Subscript:
    """Lets compiled templates call a function as ``name[methods:addresses]``, which is plain Python to Jinja."""

    def __init__(self, function: Callable[[tuple[Rendered, ...], tuple[Rendered, ...]], Markup]) -> None:
        self._function = function

    def __getitem__(self, form: slice) -> Markup:
        return self._function(form.start, form.stop)


def _token() -> Markup:
    exchange = current_exchange()
    return NOTHING if exchange is None else _input(exchange)


def _input(exchange: Exchange) -> Markup:
    count_emission()
    room = exchange.room
    tokens = tokens_of(exchange.hardening.app)
    if (room is not None and room.get(_REBASED)) or not tokens.possible:
        return NOTHING
    return tokens.input(exchange)


def _token_if(methods: tuple[Rendered, ...], addresses: tuple[Rendered, ...]) -> Markup:
    exchange = current_exchange()
    if exchange is None:
        return NOTHING
    if is_post(methods) and lead_here(addresses, exchange.environ):
        return _input(exchange)
    count_emission()
    return NOTHING


def _rebase(_: tuple[Rendered, ...], addresses: tuple[Rendered, ...]) -> Markup:
    exchange = current_exchange()
    if exchange is not None and not lead_here(addresses, exchange.environ):
        exchange.keep(_REBASED, True)
        count_emission()
    return NOTHING


def csrf_meta_tag() -> Markup:
    """Return the ``<meta name="csrf-token">`` tag that scripts read the token from."""
    count_emission()
    return tokens_of(current_app).meta()


def _template_token() -> str:
    count_emission()
    return csrf_token()


def add_globals(environment: Environment) -> None:
    """Give templates ``csrf_token()`` and ``csrf_meta_tag()``, unless the app has its own."""
    environment.globals.setdefault("csrf_token", _template_token)
    environment.globals.setdefault("csrf_meta_tag", csrf_meta_tag)


def prepare_jinja(app: Flask) -> None:
    """Give `app` the extension: at once if it has its Jinja environment already, else when it makes it."""
    if "jinja_env" in app.__dict__:
        install_in(app.jinja_env, insert=True)
        return
    given: dict[str, Any] = dict(app.jinja_options)
    extensions = [extension for extension in given.get("extensions", ()) if extension is not FormTokens]
    if not any(isinstance(kind, type) and issubclass(kind, HardenedMarkup) for kind in extensions):
        extensions.append(HardenedMarkup)
    app.jinja_options = {**given, "extensions": [*extensions, FormTokens]}


def install_in(environment: Environment, *, insert: bool) -> None:
    """Bring an environment up to date with what was set on it since; without `insert`, only with the globals."""
    add_globals(environment)
    if not insert or issubclass(environment.code_generator_class, NativeCodeGenerator):
        return
    if HardenedMarkup.identifier not in environment.extensions:
        install(environment, no_sink)
    changed = harden(environment)
    if FormTokens.identifier not in environment.extensions:
        environment.add_extension(FormTokens)
        changed = True
    if changed and environment.cache is not None:
        environment.cache.clear()
    _salt(environment)


def _salt(environment: Environment) -> None:
    cache = environment.bytecode_cache
    if isinstance(cache, SaltedBytecodeCache) and _SALT not in cache.words:
        cache.words = (*cache.words, _SALT)
