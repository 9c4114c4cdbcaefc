"""Streamed pages: their headers leave before their templates run, so what these hold has to be known before."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.signals import before_render_template
from jinja2 import Template, TemplateError

from ...exchange import KEY, Exchange
from .markup import collect_hashes


def note_templates(app: Flask) -> None:
    """Remember which template a request renders, for the case that its response is streamed."""
    before_render_template.connect(_note, app)


def _note(sender: Flask, *, template: Template, context: dict[str, Any], **_: Any) -> None:
    # The context holds the request already: looking it up again would cost as much as the signal.
    request = context.get("request")
    if request is not None:
        exchange = request.environ.get(KEY)
        if exchange is not None:
            exchange.template = template


def expected_hashes(exchange: Exchange) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the hashes of handlers and ``style`` attributes in the template that is about to be streamed.

    Nothing, when the response is streamed without a template.
    """
    template = exchange.template
    if template is None:
        return (), ()
    own = getattr(template, "hardened_page", None)
    if template.name is None and own is None:
        return (), ()
    try:
        page = own or collect_hashes(template.environment, template.name)
    except TemplateError:  # a broken template that this page may never include; if it does, Jinja says so
        return (), ()
    return page.script, page.style
