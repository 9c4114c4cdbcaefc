"""The Jinja extension that has values escaped for their place, and how an app's templates get it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Flask, current_app, has_app_context
from jinja2 import Environment
from jinja2.nativetypes import NativeCodeGenerator
from jinja2.utils import _PassArg
from markupsafe import Markup, escape

from ...markup import HardenedMarkup, install
from ...markup.bytecode import SaltedBytecodeCache
from ...markup.edits import Edits
from ...markup.extension import harden
from ...markup.planner import Planner
from ...markup.runtime import no_sink
from ...markup.walker import Survey
from ...template_names import prepare
from .addresses import AddressRule
from .autoescape import Autoescape
from .escapers import KINDS, Escaper, Where
from .filters import add_filters
from .planning import PREFIX, plan_escapes

_SALT = "templates-1"
"""Raise the number whenever templates would be compiled differently."""
EXTENSION = "hardened_templates"


@dataclass(frozen=True)
class Escaping:
    """What one app's templates get; found in ``app.extensions["hardened_templates"]``."""

    rule: AddressRule
    autoescape: Autoescape
    escapers: Mapping[str, Escaper]
    """By the kind of their spot; empty where only autoescaping is on."""


class ContextEscaping(Planner):
    """Has every value escaped for its place in the page, by calls that are put in when a template is compiled."""

    priority = 200
    """After the other extensions of ours: what they do with a value comes first, and this decides what is put out."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        for kind in KINDS:
            environment.filters[f"{PREFIX}{kind}"] = _late(kind)
        _salt(environment)

    def bind(self, environment: Environment) -> ContextEscaping:
        """Copy the extension for an overlay."""
        copy = super().bind(environment)
        _salt(environment)
        return copy

    def plan_edits(self, found: Survey, edits: Edits) -> None:
        """Plan the escaping of one template, unless it is not escaped at all."""
        environment, name = self.environment, found.name
        autoescape = environment.autoescape
        if autoescape(name) if callable(autoescape) else autoescape:
            plan_escapes(found, edits, environment, name or "<string>")


def _late(kind: str) -> Escaper:
    """Return an escaper for templates that are rendered before the app has started."""

    def escaper(value: object, quote: str, detail: tuple[object, ...], where: Where) -> Markup:
        escaping = current_app.extensions.get(EXTENSION) if has_app_context() else None
        chosen = escaping.escapers.get(kind) if isinstance(escaping, Escaping) else None
        return escape(value) if chosen is None else chosen(value, quote, detail, where)

    return escaper


def prepare_jinja(app: Flask, escaping: Escaping) -> None:
    """Give `app` autoescaping and the extension: at once if it has its Jinja environment already, else when made."""
    app.extensions[EXTENSION] = escaping
    prepare(app, "templates", partial(add_filters, rule=escaping.rule))
    if "jinja_env" in app.__dict__:
        install_in(app.jinja_env, escaping)
        return
    given: dict[str, Any] = dict(app.jinja_options)
    extensions = [extension for extension in given.get("extensions", ()) if extension is not ContextEscaping]
    if escaping.escapers:
        if not any(isinstance(kind, type) and issubclass(kind, HardenedMarkup) for kind in extensions):
            extensions.append(HardenedMarkup)
        extensions.append(ContextEscaping)
    app.jinja_options = {**given, "extensions": extensions, "autoescape": escaping.autoescape}


def install_in(environment: Environment, escaping: Escaping) -> None:
    """Bring an environment up to date with what was set on it since."""
    add_filters(environment, escaping.rule)
    changed = environment.autoescape is not escaping.autoescape
    environment.autoescape = escaping.autoescape
    if escaping.escapers and not issubclass(environment.code_generator_class, NativeCodeGenerator):
        if HardenedMarkup.identifier not in environment.extensions:
            install(environment, no_sink)
        changed = harden(environment) or changed
        if ContextEscaping.identifier not in environment.extensions:
            environment.add_extension(ContextEscaping)
            changed = True
        for kind, escaper in escaping.escapers.items():
            environment.filters[f"{PREFIX}{kind}"] = _after_finalize(escaper, environment)
        changed = _salt(environment) or changed
    if changed and environment.cache is not None:
        environment.cache.clear()


def _after_finalize(escaper: Escaper, environment: Environment) -> Escaper:
    """Have an app's ``finalize`` see the value first, as it does elsewhere, unless it asks for the context."""
    finalize = environment.finalize
    asks = None if finalize is None else _PassArg.from_obj(finalize)
    if finalize is None or asks not in (None, _PassArg.environment):
        return escaper
    own: Callable[..., Any] = finalize if asks is None else partial(finalize, environment)
    return lambda value, quote, detail, where: escaper(own(value), quote, detail, where)


def _salt(environment: Environment) -> bool:
    cache = environment.bytecode_cache
    if not isinstance(cache, SaltedBytecodeCache) or _SALT in cache.words:
        return False
    cache.words = (*cache.words, _SALT)
    return True
