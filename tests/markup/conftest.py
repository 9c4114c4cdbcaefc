"""A response that notes what templates ask of it, and environments that render for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from jinja2 import DictLoader, Environment
from markupsafe import Markup

from flask_hardened.markup import NonceKind, install


@dataclass
class Sink:
    """Stands for the response of one request."""

    own: str = "OWN"
    foreign: str = "FOREIGN"
    own_style: str = "OWN-STYLE"
    foreign_style: str = "FOREIGN-STYLE"
    script: list[str] = field(default_factory=list)
    style: list[str] = field(default_factory=list)
    url: list[str] = field(default_factory=list)

    def nonce_attribute(self, kind: NonceKind) -> Markup:
        nonce = getattr(self, kind)
        return Markup(f' nonce="{nonce}"') if nonce else Markup("")

    def record(self, script: tuple[str, ...], style: tuple[str, ...], url: tuple[str, ...]) -> None:
        self.script.extend(script)
        self.style.extend(style)
        self.url.extend(url)


@dataclass
class Page:
    """What was rendered, and the hashes that its templates recorded."""

    text: str
    script: list[str]
    style: list[str]
    url: list[str]


Render = Callable[..., Page]


@pytest.fixture
def sink() -> Sink:
    """The response."""
    return Sink()


@pytest.fixture
def make(sink: Sink) -> Callable[..., Environment]:
    """Makes environments that autoescape and render for `sink`; ``templates`` are what its loader finds."""

    def environment(templates: dict[str, str] | None = None, **options: Any) -> Environment:
        options.setdefault("autoescape", True)
        made = Environment(loader=DictLoader(templates or {}), **options)
        install(made, lambda: sink)
        return made

    return environment


@pytest.fixture
def render(make: Callable[..., Environment], sink: Sink) -> Render:
    """Renders a template from a string, with other templates to include and values to fill in."""

    def page(source: str, templates: dict[str, str] | None = None, **values: Any) -> Page:
        sink.script.clear()
        sink.style.clear()
        sink.url.clear()
        text = make(templates).from_string(source).render(**values)
        return Page(text, list(sink.script), list(sink.style), list(sink.url))

    return page
