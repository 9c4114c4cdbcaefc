"""Decides what a template's inline code needs: nonces in tags, hashes of handlers, style attributes and URLs."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from jinja2 import Environment

from .edits import Edits
from .emission import Emitter
from .hashes import attribute_hash, url_hash
from .measuring import Measurer, can_be_followed
from .nonces import nonce_for
from .tags import Attribute, Place, Tag
from .translations import assigned_names
from .values import constant_sources
from .walker import Survey

_HANDLER = re.compile(r"on[a-z]+")
_NAVIGATING = frozenset(
    {
        *(("a", "href"), ("a", "xlink:href"), ("area", "href")),
        *(("iframe", "src"), ("frame", "src")),
    }
)
"""Where ``javascript:`` is script. Forms are left out: ``form-action`` blocks it there whatever ``script-src`` says."""


def is_handler(attribute: Attribute) -> bool:
    """Tell whether it is an event handler such as ``onclick``."""
    return attribute.known and _HANDLER.fullmatch(attribute.name) is not None


def is_style(attribute: Attribute) -> bool:
    """Tell whether it is a ``style`` attribute."""
    return attribute.known and attribute.name == "style"


def is_navigation(tag: Tag, attribute: Attribute) -> bool:
    """Tell whether it is an address that runs as script if its scheme is ``javascript:``."""
    return attribute.known and (tag.name, attribute.name) in _NAVIGATING


@dataclass
class _Recording:
    place: Place
    script: dict[str, None] = field(default_factory=dict)
    style: dict[str, None] = field(default_factory=dict)
    url: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Hashes:
    """Hash sources of constant inline code, each once, in document order."""

    script: tuple[str, ...] = ()
    """Of event handlers."""
    style: tuple[str, ...] = ()
    """Of ``style`` attributes."""
    url: tuple[str, ...] = ()
    """Of ``javascript:`` URLs."""


def page_hashes(survey: Survey, environment: Environment) -> Hashes:
    """Give the hash sources of all constant inline code in a template's attributes."""
    recordings = _recordings(survey, environment)

    def all_of(part: Callable[[_Recording], dict[str, None]]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(source for recording in recordings for source in part(recording)))

    return Hashes(
        script=all_of(lambda recording: recording.script),
        style=all_of(lambda recording: recording.style),
        url=all_of(lambda recording: recording.url),
    )


def authorize(survey: Survey, environment: Environment, identifier: str) -> Edits:
    """Plan what gives nonces to a template's tags and records the hashes of its attributes."""
    edits = Edits()
    emitter = Emitter(identifier, environment)
    for recording in _recordings(survey, environment):
        hashes = (tuple(recording.script), tuple(recording.style), tuple(recording.url))
        edits.insert(recording.place, emitter.recording(hashes, recording.place.line))
    for tag in survey.tags:
        kind = nonce_for(tag)
        if kind is not None:
            edits.insert(tag.place, emitter.attribute(f"{kind}_nonce", tag.place.line))
    followed = [
        attribute
        for _, attribute in _attributes(survey)
        if (is_handler(attribute) or is_style(attribute)) and can_be_followed(attribute, environment)
    ]
    if followed:
        measurer = Measurer(emitter, environment, assigned_names(survey.template))
        for attribute in followed:
            measurer.measure(attribute, "handler" if is_handler(attribute) else "style", edits)
    return edits


def _attributes(survey: Survey) -> list[tuple[Tag, Attribute]]:
    found: dict[int, tuple[Tag, Attribute]] = {}
    for tag in survey.tags:
        if not tag.closing:
            for attribute in tag.attributes:
                found.setdefault(id(attribute), (tag, attribute))
    return list(found.values())


def _recordings(survey: Survey, environment: Environment) -> list[_Recording]:
    """Collect hashes, one recording for each ``Output`` node: what it holds is put out together or not at all."""
    recordings: dict[int, _Recording] = {}
    for tag, attribute in _attributes(survey):
        handler, url = is_handler(attribute), is_navigation(tag, attribute)
        if not (handler or url or is_style(attribute)):
            continue
        sources = constant_sources(attribute, environment)
        hashes = map(url_hash if url else attribute_hash, sources)
        known = dict.fromkeys(source for source in hashes if source is not None)
        if known:
            recording = recordings.setdefault(id(attribute.place.site.output), _Recording(attribute.place))
            target = recording.script if handler else recording.url if url else recording.style
            target.update(known)
    return list(recordings.values())
