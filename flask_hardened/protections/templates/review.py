"""What the audit should know of a template: where its author vouches for values, and what its tags leave open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from jinja2 import Environment, nodes

from ...markup.form_presence import form_regions
from ...markup.inheritance import survey_in_place
from ...markup.origins import names_another_origin
from ...markup.sources import Source, SourceMemo
from ...markup.tags import Hole, Piece, Tag
from ...markup.template_names import is_html, is_text
from ...markup.tokenizer import ascii_lower
from ...markup.values import constant_prefixes, known_values
from ...markup.walker import Survey
from .planning import spots
from .vouching import vouched

RemarkKind = Literal[
    "trusted",
    "unescaped",
    "unquoted",
    "place",
    "foreign-code",
    "blank-target",
    "plain-form",
    "bare-form",
    "included-code",
]
_CODE = frozenset({"url", "addresses", "refresh", "script", "style", "name", "tag", "document"})
_OWN = re.compile(r"[?#]|/[^/\\\s]")
"""How a URL begins that certainly names no other site, whatever follows."""
TOKEN_FIELD = "csrf_token"  # noqa: S105 - the name of Flask-WTF's field
_OUTSIDE = frozenset({"DATA", "PLAINTEXT", "RCDATA", "COMMENT"})


@dataclass(frozen=True, kw_only=True)
class Remark:
    """One thing in a template.

    - ``trusted``: ``|safe`` or ``Markup`` on something that is neither constant nor markup already;
    - ``unescaped``: ``{% autoescape false %}``;
    - ``unquoted``: an expression in an attribute without quotes;
    - ``place``: an expression where escaping for HTML is not enough;
    - ``foreign-code``: a script or style sheet of another origin without ``integrity``;
    - ``blank-target``: a link to a new tab of another site, or of who knows where, that may reach back in old browsers;
    - ``plain-form``: a form that is sent over plain HTTP;
    - ``bare-form``: a form that posts to the app itself, without a token against forged requests;
    - ``included-code``: another template included in a script, a style, or an attribute.
    """

    file: str
    line: int
    kind: RemarkKind
    about: str


def _list(environment: Environment, source: Source) -> tuple[Remark, ...]:
    file = source.filename or source.name or "<template>"
    found: list[tuple[int, RemarkKind, str]] = [] if is_text(source.name) else list(_of_tree(source.tree, environment))
    if is_html(source.name):
        survey = survey_in_place(environment, source.tree, source.name)
        found += _of_places(survey, environment)
        found += _of_forms(survey)
        found += [item for tag in survey.tags if not tag.closing and not tag.inherited for item in _of_tag(tag)]
    remarks = (Remark(file=file, line=line, kind=kind, about=about) for line, kind, about in found)
    return tuple(sorted(dict.fromkeys(remarks), key=lambda remark: (remark.line, remark.kind, remark.about)))


_lists = SourceMemo("reviews", _list)


def review(environment: Environment, name: str) -> list[Remark]:
    """Make the remarks about a template, by line.

    Raises ``TemplateNotFound`` if there is no such template.
    """
    return list(_lists.of_name(environment, name))


def _of_tree(tree: nodes.Template, environment: Environment) -> Iterator[tuple[int, RemarkKind, str]]:
    for node in vouched(tree, environment):
        yield node.lineno, "trusted", "|safe"
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "Markup":
            yield call.lineno, "trusted", "Markup()"
    for block in tree.find_all(nodes.ScopedEvalContextModifier):
        for option in block.options:
            if option.key == "autoescape" and isinstance(option.value, nodes.Const) and not option.value.value:
                yield block.lineno, "unescaped", "autoescape"


def _of_places(survey: Survey, environment: Environment) -> Iterator[tuple[int, RemarkKind, str]]:
    for expression, spot in spots(survey, environment):
        line = expression.site.lineno
        if spot.quote == "" and spot.kind != "tag":
            yield line, "unquoted", spot.context
        if spot.kind in _CODE:
            yield line, "place", spot.context
    for node, context in survey.inclusions:
        if context.state not in _OUTSIDE:
            yield node.lineno, "included-code", context.attribute or context.element or "tag"


def _of_tag(tag: Tag) -> Iterator[tuple[int, RemarkKind, str]]:
    line = tag.place.line
    if tag.name == "script" and _is_foreign(tag, "src") and not tag.named("integrity"):
        yield line, "foreign-code", "script"
    is_sheet = tag.name == "link" and "stylesheet" in _words(tag, "rel")
    if is_sheet and _is_foreign(tag, "href") and not tag.named("integrity"):
        yield line, "foreign-code", "style sheet"
    opens = tag.name in ("a", "area", "form") and "_blank" in _words(tag, "target")
    known = known_values(tag, "rel") is not None
    closed = _words(tag, "rel") & {"noopener", "noreferrer", "opener"}
    if opens and known and not closed and not _stays(tag):
        yield line, "blank-target", tag.name
    if tag.name == "form" and any(ascii_lower(value.strip()).startswith("http:") for value in _prefixes(tag, "action")):
        yield line, "plain-form", "form"


def _of_forms(survey: Survey) -> Iterator[tuple[int, RemarkKind, str]]:
    for region in form_regions(survey, TOKEN_FIELD):
        methods = {ascii_lower(value.strip()) for value in known_values(region.tag, "method") or ()}
        if methods == {"post"} and not region.has_token and not _is_foreign(region.tag, "action"):
            yield region.tag.place.line, "bare-form", "form"


def _words(tag: Tag, name: str) -> set[str]:
    return {word for value in known_values(tag, name) or () for word in ascii_lower(value).split()}


def _stays(tag: Tag) -> bool:
    """Tell whether a link or form certainly leads to the app's own site."""
    goals = [*tag.named("href"), *tag.named("action")]
    return bool(goals) and all(_is_own(value) for goal in goals for value in goal.values or [()])


def _is_own(value: Sequence[Piece]) -> bool:
    first = value[0] if value else None
    if isinstance(first, Hole):
        call = first.expression
        return isinstance(call, nodes.Call) and isinstance(call.node, nodes.Name) and call.node.name == "url_for"
    whole = "" if first is None else first.text + ("-" if len(value) == 1 else "")
    return _OWN.match(whole) is not None


def _is_foreign(tag: Tag, name: str) -> bool:
    return any(map(names_another_origin, _prefixes(tag, name)))


def _prefixes(tag: Tag, name: str) -> list[str]:
    return [prefix for attribute in tag.named(name) for prefix in constant_prefixes(attribute)]
