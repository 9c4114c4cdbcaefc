"""What the modes do with the escapers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Flask
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup, escape

from .addresses import AddressRule
from .escapers import Escaper, Escapers, Where
from .options import Mode
from .reporting import Reports, Silence


def escapers_of(app: Flask, mode: Mode, rule: AddressRule, reports: Reports) -> Mapping[str, Escaper]:
    """Return the escapers of `app` by the kind of their spot; none where the mode is ``off``."""
    dumps = _dumps_of(app)
    if mode == "enforce":
        return Escapers(rule, reports, dumps).by_kind()
    if mode == "off":
        return {}
    tried = Escapers(rule, Silence(), dumps).by_kind()
    return {kind: _watched(escaper, reports) for kind, escaper in tried.items()}


def _watched(escaper: Escaper, reports: Reports) -> Escaper:
    """Put out what Jinja does, and report it where the escaper would put out something else."""

    def watch(value: object, quote: str, detail: tuple[object, ...], where: Where) -> Markup:
        usual = escape(value)
        if escaper(value, quote, detail, where) != usual:
            reports.would_change(where)
        return usual

    return watch


def _dumps_of(app: Flask) -> Callable[[object], str]:
    """Return what ``tojson`` does in the app's templates."""

    def dumps(value: object) -> str:
        policies = app.jinja_env.policies
        function, arguments = policies["json.dumps_function"], policies["json.dumps_kwargs"]
        return str(htmlsafe_json_dumps(value, dumps=function, **arguments))

    return dumps
