"""Decides what a template's inline code needs: nonces in tags, hashes of handlers and style attributes."""

import re
from dataclasses import dataclass, field

from jinja2 import Environment, nodes

from .edits import Edits
from .emission import Emitter
from .hashes import attribute_hash
from .nonces import Nonce, nonce_for
from .tags import Attribute, Hole, Place, Site, Text
from .values import constant_sources, is_constant, literal_outputs
from .walker import Survey

_HANDLER = re.compile(r"on[a-z]+")


def is_handler(attribute: Attribute) -> bool:
    """Tell whether it is an event handler such as ``onclick``."""
    return attribute.known and _HANDLER.fullmatch(attribute.name) is not None


def is_style(attribute: Attribute) -> bool:
    """Tell whether it is a ``style`` attribute."""
    return attribute.known and attribute.name == "style"


@dataclass
class _Recording:
    place: Place
    script: dict[str, None] = field(default_factory=dict)
    style: dict[str, None] = field(default_factory=dict)


def page_hashes(survey: Survey, environment: Environment) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the hash sources of all constant handlers and styles in a template."""
    recordings = _recordings(survey, environment)
    script = dict.fromkeys(source for recording in recordings for source in recording.script)
    style = dict.fromkeys(source for recording in recordings for source in recording.style)
    return tuple(script), tuple(style)


def authorize(survey: Survey, environment: Environment, identifier: str) -> Edits:
    """Plan the calls that give nonces to a template's tags and record the hashes of its attributes."""
    edits = Edits()
    emitter = Emitter(identifier, environment)
    for recording in _recordings(survey, environment):
        line = recording.place.line
        hashes: list[nodes.Expr] = [
            emitter.constant(tuple(recording.script), line),
            emitter.constant(tuple(recording.style), line),
        ]
        edits.insert(recording.place, emitter.call("record", hashes, line))
    for tag in survey.tags:
        variant = nonce_for(tag)
        if variant is not None:
            foreign = emitter.constant(variant is Nonce.FOREIGN, tag.place.line)
            edits.insert(tag.place, emitter.call("nonce", [foreign], tag.place.line))
    for attribute in _attributes(survey):
        if _is_numeric(attribute, environment):
            _measure(attribute, edits, emitter, environment)
    return edits


def _attributes(survey: Survey) -> list[Attribute]:
    found = {id(attribute): attribute for tag in survey.tags if not tag.closing for attribute in tag.attributes}
    return list(found.values())


def _recordings(survey: Survey, environment: Environment) -> list[_Recording]:
    """Collect hashes, one recording for each ``Output`` node: what it holds is put out together or not at all."""
    recordings: dict[int, _Recording] = {}
    for attribute in _attributes(survey):
        handler = is_handler(attribute)
        sources = constant_sources(attribute, environment) if handler or is_style(attribute) else ()
        if sources:
            recording = recordings.setdefault(id(attribute.place.site.output), _Recording(attribute.place))
            target = recording.script if handler else recording.style
            target.update(dict.fromkeys(map(attribute_hash, sources)))
    return list(recordings.values())


def _is_numeric(attribute: Attribute, environment: Environment) -> bool:
    """Tell whether a style's value can be followed while it is rendered: all in one function of the template."""
    if not is_style(attribute) or attribute.value_place is None or not attribute.ends:
        return False
    if not attribute.certain or attribute.opaque or is_constant(attribute, environment):
        return False
    sites: list[Site] = [piece.site for piece in attribute.pieces]
    sites += [end.site for end in attribute.ends]
    return all(site.frame == attribute.value_place.site.frame for site in sites)


def _measure(attribute: Attribute, edits: Edits, emitter: Emitter, environment: Environment) -> None:
    """Note every piece of a value as it is rendered, and record the hash of the whole where it ends."""
    start = attribute.value_place
    assert start is not None
    name = emitter.local_name(start.line)
    finalized = emitter.constant(environment.finalize is not None, start.line)
    begin = emitter.call("style_begin", [finalized], start.line)
    edits.run_before(start.site, nodes.Assign(name, begin, lineno=start.line))
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
                _wrap(piece, name, pending, edits, emitter, environment)
                pending = ""
        if (end := ends.get(id(output))) is not None:
            text = emitter.constant(pending, end.line)
            edits.insert(end, emitter.call("style_end", [name, text], end.line))
        elif pending and last is not None:
            text = emitter.constant(pending, last.lineno)
            edits.insert_last(last, emitter.call("style_text", [name, text], last.lineno))


def _wrap(
    hole: Hole, name: nodes.InternalName, before: str, edits: Edits, emitter: Emitter, environment: Environment
) -> None:
    line = hole.site.lineno
    outputs = literal_outputs(hole.expression, environment)
    literal = outputs is not None and not any(set(output) & set("&<>\"'") for output in outputs)
    method = "style_literal" if literal else "style_part"

    def wrapped(expression: nodes.Expr) -> nodes.Expr:
        return emitter.call(method, [name, emitter.constant(before, line), expression], line)

    edits.wrap(hole.site, wrapped)
