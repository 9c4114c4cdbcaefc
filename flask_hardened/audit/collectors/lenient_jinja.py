"""A Jinja environment that parses templates of an app it does not know: with tags that an extension would bring."""

from __future__ import annotations

from typing import Final

from jinja2 import BaseLoader, Environment, nodes
from jinja2.parser import Parser

_OWN: Final = frozenset(
    {"autoescape", "block", "call", "extends", "filter", "for", "from", "if", "import", "include", "macro", "print",
     "set", "with"}
)  # fmt: skip
_INNER: Final = frozenset({"elif", "else", "pluralize", *(f"end{tag}" for tag in _OWN), "endtrans"})
_ESCAPED: Final = (".html", ".htm", ".xml", ".xhtml", ".svg")


class _Parser(Parser):
    """Passes over tags that nobody knows; what stands between such a tag and its end is parsed like the rest."""

    def parse_statement(self) -> nodes.Node | list[nodes.Node]:
        token = self.stream.current
        known = token.value in _OWN or token.value in _INNER or token.value in self.extensions
        if token.type != "name" or known:
            return super().parse_statement()
        while self.stream.current.type not in {"block_end", "eof"}:
            next(self.stream)
        return []


class LenientEnvironment(Environment):
    """Escapes as Flask does, knows the extensions that come with Jinja, and needs no filter to exist.

    Only to parse: what it parsed cannot be rendered.
    """

    def __init__(self, loader: BaseLoader) -> None:
        super().__init__(
            loader=loader,
            autoescape=lambda name: name is None or name.endswith(_ESCAPED),
            extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols", "jinja2.ext.i18n", "jinja2.ext.debug"],
            auto_reload=False,
        )

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return _Parser(self, source, name, filename).parse()
