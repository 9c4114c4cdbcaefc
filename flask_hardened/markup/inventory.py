"""Lists the inline code of a template, for whoever audits it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from jinja2 import Environment

from .authorization import is_handler, is_navigation, is_style
from .hashes import attribute_hash, element_hash, url_hash
from .inheritance import survey_in_place
from .nonces import is_code
from .origins import is_javascript
from .references import attribute_value
from .sources import Source, SourceMemo
from .tags import Attribute, Tag
from .template_names import is_html
from .values import constant_prefixes, constant_sources, is_constant

Kind = Literal["handler", "style", "script", "style-element", "javascript-url"]


@dataclass(frozen=True, kw_only=True)
class Inline:
    """One piece of inline code."""

    file: str
    """The template's file, or its name if it has none."""
    line: int
    kind: Kind
    """An event handler, a ``style`` attribute, a ``script`` or a ``style`` element, a ``javascript:`` URL."""
    constant: bool
    """False if part of it is only known when rendering."""
    hash: str | None
    """The hash source of constant code; None also for a URL that browsers may read differently.

    An attribute that can have several values gives one entry each.
    """


def _list(environment: Environment, source: Source) -> tuple[Inline, ...]:
    file = source.filename or source.name or "<template>"
    tags = survey_in_place(environment, source.tree, source.name).tags if is_html(source.name) else []
    found = (item for tag in tags if not tag.closing for item in _of_tag(file, tag, environment))
    return tuple(sorted(found, key=lambda item: item.line))


_lists = SourceMemo("inventories", _list)


def inventory(environment: Environment, name: str) -> list[Inline]:
    """List a template's inline code in document order.

    Raises ``TemplateNotFound`` if there is no such template.
    """
    return list(_lists.of_name(environment, name))


def _of_tag(file: str, tag: Tag, environment: Environment) -> Iterator[Inline]:
    inline_script = tag.name == "script" and not tag.named("src") and is_code(tag)
    if not tag.inherited and (tag.name == "style" or inline_script):
        yield Inline(
            file=file,
            line=tag.place.line,
            kind="script" if tag.name == "script" else "style-element",
            constant=tag.content is not None,
            hash=None if tag.content is None else element_hash(tag.content),
        )
    for attribute in tag.attributes:
        if is_handler(attribute) or is_style(attribute):
            yield from _of_attribute(file, attribute, environment)
        elif is_navigation(tag, attribute):
            yield from _of_address(file, attribute, environment)


def _of_attribute(file: str, attribute: Attribute, environment: Environment) -> Iterator[Inline]:
    kind: Kind = "handler" if is_handler(attribute) else "style"
    line = attribute.place.line
    for text in constant_sources(attribute, environment):
        yield Inline(file=file, line=line, kind=kind, constant=True, hash=attribute_hash(text))
    if not is_constant(attribute, environment):
        yield Inline(file=file, line=line, kind=kind, constant=False, hash=None)


def _of_address(file: str, attribute: Attribute, environment: Environment) -> Iterator[Inline]:
    line = attribute.place.line
    texts = [text for text in constant_sources(attribute, environment) if is_javascript(attribute_value(text))]
    for text in texts:
        yield Inline(file=file, line=line, kind="javascript-url", constant=True, hash=url_hash(text))
    if not is_constant(attribute, environment) and any(map(is_javascript, constant_prefixes(attribute))):
        yield Inline(file=file, line=line, kind="javascript-url", constant=False, hash=None)
