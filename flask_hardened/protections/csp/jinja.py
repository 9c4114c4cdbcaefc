"""The markup extension, wired to the response that is being rendered."""

from __future__ import annotations

from typing import Any

from flask import Flask
from jinja2 import Environment

from ...markup import HardenedMarkup, install
from .nonce import csp_nonce
from .page import current_page


class PageMarkup(HardenedMarkup):
    """The markup extension of a hardened app: it finds the page of the current request by itself."""

    identifier = HardenedMarkup.identifier

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self.look_up(current_page)
        environment.globals.setdefault("csp_nonce", csp_nonce)


PageMarkup.identifier = HardenedMarkup.identifier


def prepare_jinja(app: Flask) -> None:
    """Give `app` the extension: at once if it has its Jinja environment already, else when it makes it."""
    if "jinja_env" in app.__dict__:
        install_in(app.jinja_env)
        return
    given: dict[str, Any] = dict(app.jinja_options)
    extensions = [extension for extension in given.get("extensions", ()) if extension is not PageMarkup]
    app.jinja_options = {**given, "extensions": [*extensions, PageMarkup]}


def install_in(environment: Environment) -> None:
    """Install the extension, or bring it up to date with what was set on the environment since."""
    install(environment, current_page)
    environment.globals.setdefault("csp_nonce", csp_nonce)
