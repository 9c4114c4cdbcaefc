"""The escapers that compiled templates call: one for each kind of spot.

Each is given the value, how it is quoted, what it needs to know of the spot, and where that is. It returns what is put
out. Values that are fine in their place come out as Jinja puts them out, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Protocol, get_args

from markupsafe import Markup, escape

from . import addresses, names, scripts, styles
from .addresses import AddressRule
from .encoding import as_text, encode, is_markup, keep
from .spots import SpotKind

Where = tuple[str, int, str]
"""Template, line, and a word for the context."""
Escaper = Callable[[object, str, tuple[object, ...], Where], Markup]
_RAW = "element"
_PLAIN = re.compile(r"[A-Za-z0-9_ .,:-]*", re.ASCII)
"""Texts that mean nothing in any string, comment or regular expression, which most values are."""
_FLAGS = frozenset({"", "checked", "selected", "disabled", "required", "readonly", "multiple", "hidden", "open"})
KINDS: tuple[SpotKind, ...] = get_args(SpotKind)


class Reporter(Protocol):
    """Is told of what is refused."""

    def refused(self, where: Where) -> None:
        """Note that a value was refused."""
        ...


class Escapers:
    """The escapers of one app.

    :param rule: which addresses are refused.
    :param reporter: is told when a value is refused.
    :param dumps: writes lists and dictionaries as JSON that may stand in HTML.
    """

    def __init__(self, rule: AddressRule, reporter: Reporter, dumps: scripts.Dumps) -> None:
        self._rule = rule
        self._reporter = reporter
        self._dumps = dumps

    def by_kind(self) -> Mapping[str, Escaper]:
        """Return the escapers by the kind of their spot."""
        return {kind: getattr(self, kind) for kind in KINDS}

    def plain(self, value: object, quote: str, detail: tuple[object, ...], where: Where) -> Markup:
        """Keep a value inside its attribute."""
        if quote:
            text = escape(value)
            return keep(text, quote) if quote in text else text
        return _or_quotes(keep(value, quote), detail[0])

    def text(self, value: object, quote: str, detail: tuple[object, ...], where: Where) -> Markup:
        """Keep markup from ending the element whose content is text, or the comment."""
        ending, edge = str(detail[0]), detail[1]
        text = escape(value)
        if edge and text[:1] and (text[0].isalpha() or text[0] in "/!"):
            return Markup(f"&#{ord(text[0])};{str(text)[1:]}")  # noqa: S704 - escaped
        if "<" in text or ">" in text:
            return Markup(_without(str(text), ending))  # noqa: S704 - markup, with less in it
        return text

    def url(self, value: object, quote: str, detail: tuple[object, ...], where: Where) -> Markup:
        """Refuse an address that would run."""
        place, befores, after, media, ends = detail
        if type(value) is str and place == "start" and (value[:1] in "/#?" or self._is_web(value, befores)):
            return escape(value) if quote else _or_quotes(keep(value, quote), ends)
        text = as_text(value)
        if place == "data":
            return encode(addresses.encoded_data(text), quote)
        assert isinstance(befores, tuple)
        if ":" in text or ":" in str(after):
            if any(self._rule.refuses(f"{before}{text}{after}", media=bool(media)) for before in befores):
                return self._refused(addresses.REFUSED if befores == ("",) else "#refused", quote, where)
            if place == "glued":
                joined = addresses.without_scheme(text, str(after))
                if joined is None:
                    return self._refused("#refused", quote, where)
                if joined != text:
                    return encode(joined, quote)
        return _or_quotes(keep(value, quote), ends)

    def _is_web(self, value: str, befores: object) -> bool:
        return befores == ("",) and value.startswith(addresses.WEB) and not self._rule.limited

    def addresses(self, value: object, quote: str, detail: tuple[object, ...], where: Where) -> Markup:
        """Refuse a list of addresses of which one would run."""
        if self._rule.refuses_any(as_text(value), media=bool(detail[0])):
            return self._refused(addresses.REFUSED, quote, where)
        return keep(value, quote)

    def refresh(self, value: object, quote: str, detail: tuple[object, ...], where: Where) -> Markup:
        """Refuse a refresh that leads to an address that would run."""
        text = as_text(value)
        befores = detail[0]
        assert isinstance(befores, tuple)
        if any(self._rule.refuses_refresh(f"{before}{text}") for before in befores):
            return self._refused(addresses.REFUSED, quote, where)
        return keep(value, quote)

    def script(self, value: object, quote: str, detail: tuple[object, ...], where: Where) -> Markup:
        """Keep a value inside its string, expression or comment of a script."""
        kind, dialect, edge, in_url = detail
        if type(value) is str and kind != "code" and not edge and _PLAIN.fullmatch(value) and value:
            return Markup(value) if quote else keep(value, quote)  # noqa: S704 - letters and the like
        raw = quote == _RAW
        if is_markup(value):
            if raw and kind == "code" and "<" not in (text := escape(value)):
                return text
            source = str(escape(value)) if raw else as_text(value)
            inner = _markup_in_script(source, str(kind))
            if raw:
                inner = scripts.inside_script_element(inner)
            elif inner == source and not in_url:
                return keep(value, quote)
        else:
            inner = self._in_script(value, str(kind), json_text=dialect == "json", raw=raw)
        if edge:
            inner = scripts.at_an_edge(inner, str(edge))
        return encode(inner.replace("%", "%25") if in_url else inner, quote)

    def _in_script(self, value: object, kind: str, *, json_text: bool, raw: bool) -> str:
        if kind == "code":
            return scripts.value_in_code(value, self._dumps, json_text=json_text)
        text = str(value)
        if kind in ("single", "double", "template"):
            return scripts.text_in_string(text, kind, json_text=json_text, raw=raw)
        if kind in ("line-comment", "comment"):
            return scripts.text_in_comment(text, kind, raw=raw)
        return scripts.text_in_regex(text) if kind == "regex" else scripts.text_anywhere(text)

    def style(self, value: object, quote: str, detail: tuple[object, ...], where: Where) -> Markup:
        """Keep a value inside its declaration, or refuse it."""
        if type(value) is int:
            return escape(value)
        kind, declarations, before = detail
        raw = quote == _RAW
        if is_markup(value):
            return encode(_without(str(escape(value)), "</style"), quote) if raw else keep(value, quote)
        text = str(value)
        if kind in ("address", "url"):
            return self._address_in_style(text, str(before), quote, where)
        if kind in ("single", "double"):
            return encode(styles.text_in_string(text, raw=raw), quote)
        if kind == "comment":
            return encode(styles.text_in_comment(text, raw=raw), quote)
        if kind == "plain" and styles.is_plain_style(text, declarations=bool(declarations)):
            return encode(text, quote)
        if text.replace("-", "").replace(".", "").isalnum() and text.isascii():
            return encode(text, quote)
        return self._refused(styles.REFUSED, quote, where)

    def _address_in_style(self, text: str, before: str, quote: str, where: Where) -> Markup:
        if self._rule.refuses(before + text, media=True):
            return self._refused(addresses.REFUSED, quote, where)
        inner = styles.address_in_style(text)
        return encode(str(escape(inner)) if quote == _RAW else inner, quote)

    def name(self, value: object, quote: str, detail: tuple[object, ...], where: Where) -> Markup:
        """Refuse what is no harmless attribute; markup stays."""
        text = escape(value)
        if type(value) is str and value in _FLAGS and detail[0] == "":
            return text
        if is_markup(value) or names.are_plain_names(str(text), str(detail[0])):
            return text
        return self._refused(names.REFUSED_NAME, quote, where)

    def tag(self, value: object, quote: str, detail: tuple[object, ...], where: Where) -> Markup:
        """Refuse what is no harmless element; after a blank it is attributes."""
        text = escape(value)
        if detail[0] == "TAG_NAME" and text[:1].isspace():
            return self.name(value, quote, ("",), where)
        if names.is_plain_tag(str(text), str(detail[1]), str(detail[0])):
            return text
        return self._refused(names.REFUSED_TAG, quote, where)

    def document(self, value: object, quote: str, detail: tuple[object, ...], where: Where) -> Markup:
        """Escape a text for the document, and the document for the attribute that holds it."""
        return encode(str(escape(value)), quote)

    def _refused(self, instead: str, quote: str, where: Where) -> Markup:
        self._reporter.refused(where)
        return Markup(instead)  # noqa: S704 - a constant


def _or_quotes(text: Markup, ends: object) -> Markup:
    """Write an empty value that has no quotes as one that has; else the next attribute would become the value."""
    return Markup('""') if ends and not text else text


def _markup_in_script(text: str, kind: str) -> str:
    if kind in ("single", "double", "template"):
        return scripts.markup_in_string(text, kind)
    return scripts.text_in_comment(text, kind, raw=False) if kind in ("line-comment", "comment") else text


def _without(text: str, ending: str) -> str:
    """Escape what would end an element or a comment, whatever its case."""
    if ending == "-->":
        text = text.replace("-->", "--&gt;").replace("--!>", "--!&gt;")
        return f"&gt;{text[1:]}" if text[:1] == ">" else f"-&gt;{text[2:]}" if text[:2] == "->" else text
    return re.sub(rf"<(?={re.escape(ending[1:])})", "&lt;", text, flags=re.IGNORECASE | re.ASCII)
