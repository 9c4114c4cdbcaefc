"""Filters for templates: ``safe_url`` and ``attr``."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, pass_environment
from jinja2.filters import do_attr
from markupsafe import Markup

from .addresses import REFUSED, AddressRule
from .encoding import as_text, encode

_MISSING = object()


def add_filters(environment: Environment, rule: AddressRule) -> None:
    """Give an environment the filters, unless the app has its own of that name."""

    def safe_url(value: object, instead: str = REFUSED) -> str:
        """Return an address, or `instead` where following it would run code."""
        text = as_text(value)
        return instead if rule.refuses(text) else text

    environment.filters.setdefault("safe_url", safe_url)
    if environment.filters.get("attr") is do_attr:
        environment.filters["attr"] = attr


@pass_environment
def attr(environment: Environment, value: Any, name: Any = _MISSING) -> Any:
    """Escape a value for any attribute, with quotes or without; with a name it is Jinja's filter, which looks that up.

    Markup is taken for the text that it shows, and spaces are escaped too.
    """
    if name is not _MISSING:
        return do_attr(environment, value, name)
    return encode(as_text(value), "") if value != "" else Markup("")
