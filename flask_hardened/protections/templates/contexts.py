"""Tells, for an expression in a template, how what it puts out has to be escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import unquote

from jinja2 import nodes

from ...markup.nonces import JAVASCRIPT_TYPES
from ...markup.references import attribute_value
from ...markup.script_reading import ScriptPoint, read_script
from ...markup.style_reading import StylePoint, read_style
from ...markup.tags import HOLE, Context, Tag, Text
from ...markup.tokenizer import ascii_lower
from ...markup.values import known_values
from ...markup.walker import Expression, Survey
from .attribute_kinds import attribute_kind, shows_media
from .spots import Quote, Spot

_QUOTES: dict[str, Quote] = {"VALUE_DOUBLE_QUOTED": '"', "VALUE_SINGLE_QUOTED": "'", "VALUE_UNQUOTED": ""}
_TAG_NAMES = frozenset({"TAG_OPEN", "END_TAG_OPEN", "TAG_NAME", "MARKUP_DECLARATION"})
_BETWEEN = frozenset({"BEFORE_ATTRIBUTE", "ATTRIBUTE_NAME", "AFTER_ATTRIBUTE_NAME", "AFTER_VALUE", "SELF_CLOSING"})
_EDGE = ("RAW_", "SCRIPT_ESCAPE_START", "SCRIPT_DOUBLE_ESCAPED_LESS_THAN")
_DECIDED = re.compile(r"[^A-Za-z:]|[A-Za-z][A-Za-z0-9+.-]*[^A-Za-z0-9+.:-]|:", re.ASCII)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):", re.ASCII)
_CSS_ADDRESS = re.compile(r"url\([ \t\n\r\f]*[\"']?|[\"']", re.IGNORECASE)
_IGNORED = str.maketrans("", "", "\t\n\r")
_JSON = re.compile(r"(?:application|text)/(?:[\w.-]+\+)?json|importmap|speculationrules")
_NOT_IN_SCHEME = re.compile(rf"[^A-Za-z0-9+.{HOLE}-]")
_START = "start"


class ContextReader:
    """Reads the spots of one template, in document order, so that no script is read twice."""

    def __init__(self, found: Survey) -> None:
        self._afters = _texts_after(found)
        self._read: dict[str, tuple[str, ScriptPoint]] = {}

    def spot(self, expression: Expression) -> Spot | None:
        """Return how the expression's output is escaped; None where Jinja's own escaping is right.

        Where it may stand at several places, the one that asks for most decides.
        """
        found = self._spot(expression)
        for context, tags in expression.others:
            found = _stricter(found, self._spot(replace(expression, context=context, tags=tags)))
        return found

    def _spot(self, expression: Expression) -> Spot | None:
        context = expression.context
        state = context.state
        if state in ("DATA", "PLAINTEXT"):
            return None
        if state in _QUOTES:
            return self._value(expression, _QUOTES[state])
        if state == "BEFORE_VALUE":
            return self._value(expression, "")
        if state in _TAG_NAMES:
            return Spot(kind="tag", detail=(state, context.before[0]), context="tag name")
        if state in _BETWEEN:
            return Spot(kind="name", detail=(context.before[0],), context="attribute name")
        if not context.element:
            return Spot(kind="text", quote="element", detail=("-->", False), context="comment")
        return self._raw(expression)

    def _value(self, expression: Expression, quote: Quote) -> Spot | None:
        context = expression.context
        tags, name = expression.tags, context.attribute
        befores = tuple(map(attribute_value, context.before)) if context.state in _QUOTES else ("",)
        kind = attribute_kind(tags, name)
        shown = name.replace(HOLE, "…")
        ends = quote == "" and self._ends_here(expression)
        if kind == "plain":
            return Spot(kind="plain", quote=quote, detail=(ends,), context=shown or "attribute")
        if kind == "script":
            return Spot(kind="script", quote=quote, detail=(*self._script(befores), "js", "", False), context=shown)
        if kind == "style":
            return Spot(kind="style", quote=quote, detail=_style(befores, attribute=True), context=shown)
        if kind == "document":
            return Spot(kind="document", quote=quote, context=shown)
        media = shows_media(tags, name)
        if kind == "refresh":
            return Spot(kind="refresh", quote=quote, detail=(befores,), context="meta refresh")
        if kind == "addresses":
            return Spot(kind="addresses", quote=quote, detail=(media,), context=shown)
        return self._url(expression, quote, befores, media=media, shown=shown or "attribute", ends=ends)

    def _url(
        self, expression: Expression, quote: Quote, befores: tuple[str, ...], *, media: bool, shown: str, ends: bool
    ) -> Spot:
        places = {_place_in_url(before) for before in befores}
        if "javascript" in places:
            scripts = tuple(unquote(before.partition(":")[2]) for before in befores)
            return Spot(kind="script", quote=quote, detail=(*self._script(scripts), "js", "", True), context=shown)
        if "data" in places and not media:
            return Spot(kind="url", quote=quote, detail=("data", (), "", False, ends), context=shown)
        after = self._after(expression)
        open_ = after.repeated or "glued" in places
        if _START not in places and not open_:
            return Spot(kind="plain", quote=quote, detail=(ends,), context=shown)
        starts = tuple(before for before in befores if _place_in_url(before) == _START)
        place = "glued" if open_ else _START
        return Spot(
            kind="url", quote=quote, detail=(place, starts, attribute_value(after.text), media, ends), context=shown
        )

    def _raw(self, expression: Expression) -> Spot:
        context = expression.context
        element = context.element
        edge = context.state.startswith(_EDGE)
        quote: Quote = "foreign" if context.foreign else "element"
        if element == "script":
            dialect = script_dialect(expression.tags)
            if dialect is not None:
                detail = (*self._script(context.before), dialect, _script_edge(context), False)
                return Spot(kind="script", quote=quote, detail=detail, context="script")
        elif element == "style":
            return Spot(kind="style", quote=quote, detail=_style(context.before, attribute=False), context="style")
        return Spot(kind="text", quote="element", detail=(f"</{element}", edge), context=element)

    def _script(self, befores: Iterable[str]) -> tuple[str]:
        """Tell the kind of place in a script: the same whatever way led there, or ``unknown``."""
        points = {self._point(before) for before in befores}
        kinds = {"unknown" if point.escaped else point.kind for point in points}
        return (kinds.pop(),) if len(kinds) == 1 else ("unknown",)

    def _point(self, text: str) -> ScriptPoint:
        head = text[:64]
        known, point = self._read.get(head, ("", ScriptPoint()))
        if not text.startswith(known):
            known, point = "", ScriptPoint()
        point = read_script(text[len(known) :], point)
        if len(text) >= 64:
            self._read[head] = (text, point)
        return point

    def _after(self, expression: Expression) -> _After:
        return self._afters.get(id(expression.node), _After())

    def _ends_here(self, expression: Expression) -> bool:
        """Tell whether an unquoted value is this expression and nothing else, so that an empty one needs quotes."""
        return expression.context.before in (("",), ()) and self._after(expression) == _After()


def _stricter(one: Spot | None, other: Spot | None) -> Spot | None:
    """Choose between two places where a value may stand."""
    if one is None or other is None or one == other:
        return one if other is None else other
    if one.kind == other.kind == "url":
        befores = tuple(dict.fromkeys((*_befores(one), *_befores(other))))
        place = "glued" if "glued" in (one.detail[0], other.detail[0]) else _START
        return replace(one, detail=(place, befores, *one.detail[2:]))
    for first, second in ((one, other), (other, one)):
        if first.kind in ("plain", "text"):
            return replace(second, quote=second.quote if second.quote == "" else first.quote or second.quote)
    return Spot(kind="script", quote=one.quote, detail=("unknown", "js", "", False), context=one.context)


def _befores(spot: Spot) -> tuple[str, ...]:
    befores = spot.detail[1]
    assert isinstance(befores, tuple)
    return befores


def _script_edge(context: Context) -> str:
    """Tell what stands right before in a script element: ``<``, ``</``, or ``any`` part of a tag that may go on."""
    state = context.state
    if not state.startswith(_EDGE):
        return ""
    if state == "RAW_END_TAG_OPEN":
        return "</"
    escaped = any("<!--" in before for before in context.before)
    return (
        "<" if state in ("RAW_LESS_THAN", "SCRIPT_ESCAPE_START", "SCRIPT_ESCAPE_START_DASH") and not escaped else "any"
    )


def script_dialect(tags: tuple[Tag, ...]) -> str | None:
    """Tell what a ``script`` element holds: ``js``, ``json``, or None for text that no browser runs."""
    dialects = {_dialect(tag) for tag in tags}
    return next((dialect for dialect in ("js", "json") if dialect in dialects), None if dialects else "js")


def _dialect(tag: Tag) -> str | None:
    types = known_values(tag, "type")
    if not types or not any(map(tag.always_has, tag.named("type"))):
        return "js"
    names = {ascii_lower(value.partition(";")[0].strip()) for value in types}
    if any(name in JAVASCRIPT_TYPES or name in ("", "module") for name in names):
        return "js"
    return "json" if any(_JSON.fullmatch(name) for name in names) else None


def _style(befores: Iterable[str], *, attribute: bool) -> tuple[object, ...]:
    points = {(read_style(before), _address_before(before)) for before in befores}
    if len(points) != 1:
        return ("unknown", False, "")
    point, address = points.pop()
    if point.escaped:
        return ("unknown", False, "")
    kind = "address" if point.address else point.kind
    return (kind, attribute and point.fresh, address if _is_address(point) else "")


def _is_address(point: StylePoint) -> bool:
    return point.address or point.kind == "url"


def _address_before(before: str) -> str:
    starts = list(_CSS_ADDRESS.finditer(before))
    return before[starts[-1].end() :] if starts else ""


def _place_in_url(before: str) -> str:
    """Tell where in an address a value stands that follows this text.

    ``start`` where its scheme is still open, ``glued`` where it is and another value stands before, ``javascript`` and
    ``data`` after these schemes, else ``decided``.
    """
    text = before.lstrip("".join(map(chr, range(0x21)))).translate(_IGNORED)
    match = _SCHEME.match(text)
    if match is not None:
        scheme = match[1].lower()
        return scheme if scheme in ("javascript", "data") else "decided"
    fixed, hole, rest = text.partition(HOLE)
    if _DECIDED.match(fixed):
        return "decided"
    if not hole:
        return _START
    return "decided" if _NOT_IN_SCHEME.search(rest) else "glued"


@dataclass(frozen=True)
class _After:
    """What follows an expression in the same value."""

    text: str = ""
    """The template's text, up to the end or the next expression."""
    more: bool = False
    """Whether another expression follows."""
    repeated: bool = False
    """Whether it may stand in a loop, so that it follows itself."""


def _texts_after(found: Survey) -> dict[int, _After]:
    afters: dict[int, _After] = {}
    for tag in found.tags:
        for attribute in tag.attributes:
            repeated = not attribute.countable
            for value in attribute.values:
                text, more = "", False
                for piece in reversed(value):
                    if isinstance(piece, Text):
                        text = piece.text + text
                        continue
                    known = afters.get(id(piece.expression))
                    if known is None or len(known.text) < len(text):
                        afters[id(piece.expression)] = _After(text, more, repeated)
                    text, more = "", True
    return afters


def is_trusted(node: nodes.Expr) -> bool:
    """Tell whether the template's author says ``|safe``."""
    return isinstance(node, nodes.Filter) and node.name == "safe"
