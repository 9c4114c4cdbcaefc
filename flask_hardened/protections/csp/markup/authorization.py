"""Decides what a template's inline code needs: nonces in tags, hashes of handlers and style attributes."""

import re
from dataclasses import dataclass, field

from jinja2 import Environment, nodes

from .edits import Edits, Wrap
from .emission import Emitter
from .hashes import attribute_hash
from .nonces import nonce_for
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
    """Plan what gives nonces to a template's tags and records the hashes of its attributes."""
    edits = Edits()
    emitter = Emitter(identifier, environment)
    for recording in _recordings(survey, environment):
        line = recording.place.line
        edits.insert(recording.place, emitter.recording(tuple(recording.script), tuple(recording.style), line))
    for tag in survey.tags:
        variant = nonce_for(tag)
        if variant is not None:
            edits.insert(tag.place, emitter.attribute(f"{variant.value}_nonce", tag.place.line))
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
    """Tell whether a style's value can be followed while it is rendered: all in one function of the template.

    If the application has a ``finalize``, it decides how numbers are rendered, and they are not followed.
    """
    if environment.finalize is not None or not is_style(attribute) or attribute.value_place is None:
        return False
    if not attribute.certain or attribute.opaque or is_constant(attribute, environment):
        return False
    sites: list[Site] = [piece.site for piece in attribute.pieces]
    sites += [end.site for end in attribute.ends]
    return bool(attribute.ends) and all(site.frame == attribute.value_place.site.frame for site in sites)


def _measure(attribute: Attribute, edits: Edits, emitter: Emitter, environment: Environment) -> None:
    """Note every piece of a value as it is rendered, and record the hash of the whole where it ends."""
    start = attribute.value_place
    assert start is not None
    style = emitter.local_name(start.line)
    edits.run_before(start.site, nodes.Assign(style, emitter.attribute("style", start.line), lineno=start.line))
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
                edits.wrap(piece.site, _wrapper(piece, style, pending, emitter, environment))
                pending = ""
        if (end := ends.get(id(output))) is not None:
            edits.insert(end, emitter.style_part(style, pending, None, "end", end.line))
        elif pending and last is not None:
            edits.insert_last(last, emitter.style_part(style, pending, None, "text", last.lineno))


def _wrapper(hole: Hole, style: nodes.InternalName, before: str, emitter: Emitter, environment: Environment) -> Wrap:
    outputs = literal_outputs(hole.expression, environment)
    literal = outputs is not None and not any(set(output) & set("&<>\"'") for output in outputs)
    kind = "literal" if literal else "number"
    return lambda expression: emitter.style_part(style, before, expression, kind, hole.site.lineno)
