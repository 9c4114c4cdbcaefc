"""Streamed pages: their headers leave before their templates run, so what these hold has to be known before."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.signals import before_render_template, template_rendered
from jinja2 import Template, TemplateError

from ...exchange import KEY, Exchange
from ...markup import PageHashes, collect_hashes

UNKNOWN = PageHashes(unknown=True)


def note_templates(app: Flask) -> None:
    """Remember which templates a request renders, for the case that its response is streamed."""
    # Not weakly: a module's functions stay, and each signal would look whether they are still there.
    before_render_template.connect(_begin, app, weak=False)
    template_rendered.connect(_end, app, weak=False)


def _begin(sender: Flask, *, template: Template, context: dict[str, Any], **_: Any) -> None:
    # The context holds the request already: looking it up again would cost as much as the signal.
    request = context.get("request")
    exchange: Exchange | None = None if request is None else request.environ.get(KEY)
    if exchange is not None:
        exchange.templates += (template,)


def _end(sender: Flask, *, template: Template, context: dict[str, Any], **_: Any) -> None:
    request = context.get("request")
    exchange: Exchange | None = None if request is None else request.environ.get(KEY)
    if exchange is not None:
        templates = exchange.templates
        exchange.templates = () if len(templates) == 1 else tuple(each for each in templates if each is not template)


def expected_page(exchange: Exchange) -> PageHashes:
    """Return what the template that is about to be streamed holds.

    Of a response that is streamed without a template, or with several, nothing is known.
    """
    if len(exchange.templates) != 1:
        return UNKNOWN
    (template,) = exchange.templates
    own: PageHashes | None = getattr(template, "hardened_page", None)
    if own is not None:
        return own
    if template.name is None:
        return UNKNOWN
    try:
        return collect_hashes(template.environment, template.name)
    except TemplateError:  # a broken template that this page may never include; if it does, Jinja says so
        return UNKNOWN
