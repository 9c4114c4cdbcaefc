"""What stands in a template's forms: a token already, a button that posts somewhere else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import nodes

from .tags import Attribute, Site, Tag
from .values import known_values
from .walker import Survey

_TOKENS = frozenset({"csrf_token", "hidden_tag"})
_Position = tuple[int, int, int]


@dataclass(frozen=True)
class FormRegion:
    """One form's start tag, and what stands between it and the next ``</form>`` of the same template."""

    tag: Tag
    has_token: bool
    """A field with the token's name, or an expression that names ``csrf_token`` or ``hidden_tag``, always there."""
    formactions: tuple[Attribute, ...]
    """Addresses that single buttons post to, also those of buttons outside that name some form as theirs."""


def form_regions(found: Survey, field: str) -> Iterator[FormRegion]:
    """Yield the forms of a template, in document order.

    :param field: the name of the token's form field.
    """
    order = {identity: number for number, identity in enumerate(found.homes)}

    def position(site: Site, offset: int = 0) -> _Position:
        return order.get(id(site.output), -1), site.index, offset

    ends = sorted(
        position(tag.place.site, tag.place.offset) for tag in found.tags if tag.closing and tag.name == "form"
    )
    mentions = [(position(each.site), each.site) for each in found.expressions if _names_token(each.node, field)]
    mentions += [
        (position(tag.place.site, tag.place.offset), tag.place.site)
        for tag in found.tags
        if tag.name == "input" and field in (known_values(tag, "name") or ())
    ]
    for form in found.tags:
        if form.name != "form" or form.closing or form.inherited:
            continue
        start = position(form.place.site, form.place.offset)
        end = next((place for place in ends if place > start), None)
        around = form.place.site.branches
        yield FormRegion(
            tag=form,
            has_token=any(
                start < place and (end is None or place < end) and around[: len(site.branches)] == site.branches
                for place, site in mentions
            ),
            formactions=tuple(
                attribute
                for tag in found.tags
                for attribute in tag.named("formaction")
                if tag.named("form") or _inside(position(tag.place.site, tag.place.offset), start, end)
            ),
        )


def _inside(place: _Position, start: _Position, end: _Position | None) -> bool:
    return start < place and (end is None or place < end)


def _names_token(expression: nodes.Expr, field: str) -> bool:
    named = {*_TOKENS, field}
    return any(_name_of(node) in named for node in (expression, *expression.find_all(nodes.Expr)))


def _name_of(node: nodes.Node) -> object:
    """Return what a node says of its subject: ``x``, ``form.x`` or ``form["x"]``."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return node.attr
    return node.arg.value if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const) else None
