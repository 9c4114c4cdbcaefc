"""Plans the hidden fields: into which forms of a template the token goes, and what is decided while rendering."""

from __future__ import annotations

from functools import partial

from jinja2 import Environment, nodes

from ...markup.edits import Edits, Wrap
from ...markup.emission import Emitter
from ...markup.form_presence import form_regions
from ...markup.measuring import note_pieces
from ...markup.references import attribute_value
from ...markup.tags import Attribute, Hole, Place, Site, Tag
from ...markup.tokenizer import ascii_lower
from ...markup.walker import Survey
from .form_targets import constants, stays_here

_DECISIVE = ("action", "method")


def plan_edits(found: Survey, edits: Edits, environment: Environment, *, identifier: str, field: str) -> None:
    """Plan the tokens of a template's forms.

    A form gets one where its method is POST, its address our own origin's, and no token stands in it already. What the
    template leaves open is followed while it is rendered; where that cannot be done, the form gets none.

    :param identifier: of the extension that the inserted nodes read.
    :param field: the name of the token's form field.
    """
    planner = _Planner(edits, environment, identifier)
    for tag in found.tags:
        if tag.name == "base" and not tag.closing:
            planner.base(tag)
    for region in form_regions(found, field):
        if not region.has_token and all(stays_here(address, environment) for address in region.formactions):
            planner.form(region.tag)


class _Planner:
    def __init__(self, edits: Edits, environment: Environment, identifier: str) -> None:
        self._edits = edits
        self._environment = environment
        self._emitter = Emitter(identifier, environment, "hardened_form")

    def form(self, tag: Tag) -> None:
        if any(map(_may_decide, tag.attributes)):
            return
        methods = tag.named("method")
        if not methods or all(self._is_never_post(method) for method in methods):
            return
        actions = [action for action in tag.named("action") if action.value_place is not None]
        certain = len(methods) == 1 and self._is_always_post(tag, methods[0])
        if certain and all(stays_here(action, self._environment) for action in actions):
            for end in tag.ends:
                self._edits.insert(end, self._emitter.attribute("token", end.line))
            return
        parts: list[list[nodes.Expr]] = []
        for attributes in ([] if certain else methods, actions):
            followed = [self._follow(tag, attribute) for attribute in attributes]
            if None in followed:
                return
            parts.append([part for part in followed if part is not None])
        self._insert(tag, "token_if", [nodes.Const("post")] if certain else parts[0], parts[1])

    def base(self, tag: Tag) -> None:
        """Have a ``base`` element noted that makes every relative address of the page another origin's."""
        addresses = [address for address in tag.named("href") if not stays_here(address, self._environment)]
        followed = [self._follow(tag, address) for address in addresses]
        known = [nodes.Const("//") if part is None else part for part in followed]  # not followed: taken for foreign
        if known:
            self._insert(tag, "rebase", [], known)

    def _insert(self, tag: Tag, name: str, methods: list[nodes.Expr], actions: list[nodes.Expr]) -> None:
        for end in tag.ends:
            slice_ = nodes.Slice(self._tuple(methods, end), self._tuple(actions, end), None)
            node = self._emitter.subscript(self._emitter.attribute(name, end.line), slice_, end.line)
            self._edits.insert(end, node)

    def _tuple(self, items: list[nodes.Expr], place: Place) -> nodes.Tuple:
        for item in items:
            if isinstance(item, nodes.Const):
                item.lineno, item.environment = place.line, self._environment
        return nodes.Tuple(items, "load", lineno=place.line, environment=self._environment)

    def _is_always_post(self, tag: Tag, method: Attribute) -> bool:
        known = constants(method, self._environment)
        return known is not None and tag.always_has(method) and all(map(_is_post, known))

    def _is_never_post(self, method: Attribute) -> bool:
        known = constants(method, self._environment)
        return known is not None and not any(map(_is_post, known))

    def _follow(self, tag: Tag, attribute: Attribute) -> nodes.Expr | None:
        """Note every piece of a value as it is rendered; give the local variable that will hold it, or None."""
        if self._environment.finalize is not None or attribute.opaque or not attribute.certain or not attribute.ends:
            return None
        sites: list[Site] = [piece.site for piece in attribute.pieces]
        sites += [place.site for place in (*attribute.ends, *tag.ends)]
        if any(site.frame != tag.place.site.frame for site in sites):
            return None
        line = tag.place.line
        local = self._emitter.local_name(line)
        self._edits.run_before(tag.place.site, nodes.Assign(local, self._emitter.attribute("value", line), lineno=line))
        note_pieces(attribute, local, self._edits, self._emitter, partial(self._wrapper, local))
        return local

    def _wrapper(self, local: nodes.InternalName, hole: Hole, before: str) -> Wrap:
        return lambda expression: self._emitter.part(local, before, expression, "value", hole.site.lineno)


def _is_post(source: str) -> bool:
    return ascii_lower(attribute_value(source)) == "post"


def _may_decide(attribute: Attribute) -> bool:
    """Tell whether an attribute whose name is only known when rendering may turn out to be one that decides."""
    if attribute.known:
        return False
    return any(_is_subsequence(attribute.name, name) for name in _DECISIVE)


def _is_subsequence(letters: str, word: str) -> bool:
    rest = iter(word)
    return all(letter in rest for letter in letters)
