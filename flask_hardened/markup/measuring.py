"""Plans how a value with expressions in it is followed while it is rendered; ``following`` is what then follows it."""

from collections.abc import Callable

from jinja2 import Environment, nodes

from .edits import Edits, Wrap
from .emission import Emitter
from .tags import Attribute, Hole, Site, Text
from .translations import Check, checked, translation
from .values import is_constant, literal_outputs


def can_be_followed(attribute: Attribute, environment: Environment) -> bool:
    """Tell whether an attribute's value can be followed while it is rendered: all in one function of the template.

    If the application has a ``finalize``, it decides how values are rendered, and they are not followed.
    """
    if environment.finalize is not None or attribute.value_place is None:
        return False
    if not attribute.certain or attribute.opaque or is_constant(attribute, environment):
        return False
    sites: list[Site] = [piece.site for piece in attribute.pieces]
    sites += [end.site for end in attribute.ends]
    return bool(attribute.ends) and all(site.frame == attribute.value_place.site.frame for site in sites)


class Measurer:
    """Follows values in one template, where some names may not be those of the message catalogue."""

    def __init__(self, emitter: Emitter, environment: Environment, assigned: frozenset[str]) -> None:
        self._emitter = emitter
        self._environment = environment
        self._assigned = assigned

    def measure(self, attribute: Attribute, target: str, edits: Edits) -> None:
        """Note every piece of a value as it is rendered, and record the hash of the whole where it ends."""
        emitter = self._emitter
        start = attribute.value_place
        assert start is not None
        value = emitter.local_name(start.line)
        edits.run_before(start.site, nodes.Assign(value, emitter.attribute(target, start.line), lineno=start.line))
        note_pieces(attribute, value, edits, emitter, lambda hole, before: self._wrapper(hole, value, before))

    def _wrapper(self, hole: Hole, value: nodes.InternalName, before: str) -> Wrap:
        kind = self._kind(hole.expression)
        lineno = hole.site.lineno

        def inner(part: nodes.Expr, kind: str) -> nodes.Expr:
            return self._emitter.part(value, "", part, kind, lineno)

        def wrap(expression: nodes.Expr) -> nodes.Expr:
            if kind == "message":
                expression = checked(expression, inner)
            elif kind == "json":
                expression = _fed(expression, inner)
            return self._emitter.part(value, before, expression, kind, lineno)

        return wrap

    def _kind(self, expression: nodes.Expr) -> str:
        call = translation(expression)
        if call is not None and isinstance(call.node, nodes.Name) and call.node.name not in self._assigned:
            return "message"
        if isinstance(expression, nodes.Filter) and expression.name == "tojson" and _is_plain(expression):
            return "json"
        outputs = literal_outputs(expression, self._environment)
        literal = outputs is not None and not any(set(output) & set("&<>\"'") for output in outputs)
        return "literal" if literal else "number"


def _fed(expression: nodes.Expr, wrap: Check) -> nodes.Expr:
    """Copy a filter without arguments, with what it is given wrapped for a check."""
    assert isinstance(expression, nodes.Filter)
    assert expression.node is not None
    given = wrap(expression.node, "argument")
    place = {"lineno": expression.lineno, "environment": expression.environment}
    return nodes.Filter(given, expression.name, [], [], None, None, **place)


def _is_plain(call: nodes.Filter) -> bool:
    return call.node is not None and not (call.args or call.kwargs or call.dyn_args or call.dyn_kwargs)


def note_pieces(
    attribute: Attribute,
    value: nodes.InternalName,
    edits: Edits,
    emitter: Emitter,
    wrapper: Callable[[Hole, str], Wrap],
) -> None:
    """Plan that a local value is told every piece of an attribute as it is rendered, and where it ends.

    ``wrapper`` gives what is done with an expression; it is told the template's text since the piece before.
    """
    ends = {id(end.site.output): end for end in attribute.ends}
    outputs = [*(piece.site.output for piece in attribute.pieces), *(end.site.output for end in attribute.ends)]
    for output in {id(node): node for node in outputs}.values():
        pending = ""
        last: Site | None = None
        for piece in attribute.pieces:
            if piece.site.output is not output:
                continue
            last = piece.site
            if isinstance(piece, Text):
                pending += piece.text
            else:
                edits.wrap(piece.site, wrapper(piece, pending))
                pending = ""
        if (end := ends.get(id(output))) is not None:
            edits.insert(end, emitter.part(value, pending, None, "end", end.line))
        elif pending and last is not None:
            edits.insert_last(last, emitter.part(value, pending, None, "text", last.lineno))
