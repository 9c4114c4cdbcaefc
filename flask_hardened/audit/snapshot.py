"""Snapshot: the evidence, and all that a rule may read. It holds facts, never a secret."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from ..errors import Problem
from ..options import Options
from .dependencies.facts import DependencyFacts
from .extension_facts import ExtensionFacts
from .files.facts import FileFacts
from .finding import Location
from .responses.facts import ResponseFacts
from .source.facts import SourceFacts
from .view_facts import Unapplied, ViewBody

O = TypeVar("O", bound=Options)


class NotCollected(Exception):  # noqa: N818 - says what happened; it is a signal to the engine, not a mistake
    """A rule asked for evidence that this audit does not have; the engine then leaves the rule out, and says so."""


@dataclass(frozen=True, kw_only=True)
class SecretFacts:
    """What may be known of a secret."""

    length: int
    """Characters or bytes; 0 when it is not set."""
    variety: int
    """How many of them differ."""
    weakness: str | None
    """What is wrong with it, as the rest of a sentence that begins with "it"."""


@dataclass(frozen=True, kw_only=True)
class FallbackFacts:
    """What may be known of ``SECRET_KEY_FALLBACKS``."""

    is_list: bool
    """A string is none: each of its letters would be a key."""
    keys: tuple[SecretFacts, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ConfigFacts:
    """The configuration, without its secrets."""

    name: str
    """The app's import name."""
    debug: bool
    testing: bool
    secret_key: SecretFacts
    fallbacks: FallbackFacts
    values: Mapping[str, Any]
    """Settings of Flask and of other extensions that can be no secret, by key."""
    middleware: tuple[str, ...] = ()
    """Dotted class names of what is wrapped around ``app.wsgi_app``, outermost first, without our own gate."""
    extensions: frozenset[str] = frozenset()
    """Names under which extensions registered with the app."""
    session_interface: str = ""
    """Dotted class name of what keeps the sessions."""
    extension_facts: ExtensionFacts = field(default_factory=ExtensionFacts)
    """What is known of other extensions, their services and secrets."""


@dataclass(frozen=True, kw_only=True)
class StoreFacts:
    """What may be known of the one store."""

    scheme: str
    """How its URI begins, such as ``redis``."""
    shared: bool
    """False where each worker has a memory of its own, in production too."""
    channel: Literal["local", "plain", "unverified", "encrypted"]
    """How it is reached: on this machine; in clear text; encrypted, without or with a look at the certificate."""
    written_password: bool
    """Whether its password comes from no environment variable, so probably from a file."""


@dataclass(frozen=True, kw_only=True)
class HardeningFacts:
    """What ``Hardened(app)`` was told."""

    hardened: bool
    """False: the rest is empty."""
    preset: str = ""
    options: Mapping[str, Options | None] = field(default_factory=dict)
    """Feature → its options; None when it is off."""
    in_production: bool = False
    store: StoreFacts | None = None
    """None when the app is not hardened."""


@dataclass(frozen=True, kw_only=True)
class PlanFacts:
    """What a hardened app decides for one route."""

    headers: Mapping[str, str]
    """Fixed response headers, as they are sent over HTTPS."""
    room: Mapping[str, Any]
    """Feature → what that room compiled for the route. A rule reads its own room's."""


@dataclass(frozen=True, kw_only=True)
class Route:
    """One URL rule, and the methods that are treated alike."""

    rule: str
    endpoint: str
    methods: tuple[str, ...]
    blueprints: tuple[str, ...]
    """Names, outermost first."""
    location: Location
    """The endpoint, and the line of the view itself, through whatever wraps it."""
    marks: Mapping[str, tuple[Any, ...]]
    """Feature → what decorators say about this route, outermost first."""
    plan: PlanFacts | None
    """None when the app is not hardened."""
    wrappers: frozenset[str] = frozenset()
    """Top-level packages of the functions that are wrapped around the view."""
    asked_by: tuple[str, ...] = ()
    """Who asks, besides ourselves, who somebody is before the view runs: packages, decorators, hooks."""
    bodies: Mapping[str, ViewBody] = field(default_factory=dict)
    """Method → what the view's own source shows; without those whose source cannot be read."""
    foreign: bool = False
    """Whether the view is written in an installed package that is not the app's own."""
    package: str = ""
    """Top-level package in which the view is written."""
    unapplied: Unapplied | None = None
    """What is wrapped around the view in its module, but not in the app."""


@dataclass(frozen=True, kw_only=True)
class RouteFacts:
    """The URL map."""

    routes: tuple[Route, ...]
    default: PlanFacts | None
    """The plan of responses that belong to no route. It holds what the app says, before any decorator."""


@dataclass(frozen=True, kw_only=True)
class InlineCode:
    """One piece of inline code in a template."""

    kind: Literal["handler", "style", "script", "style-element", "javascript-url"]
    constant: bool
    """False if part of it is only known when the page is rendered."""
    location: Location


@dataclass(frozen=True, kw_only=True)
class TemplateRemark:
    """One thing in a template that the ``templates`` room has a rule about."""

    kind: str
    """Which: the word its rule looks for."""
    about: str
    """What it is about, such as an attribute; part of the template's text, never a value."""
    location: Location


@dataclass(frozen=True, kw_only=True)
class TemplateFacts:
    """The templates that the loaders can list."""

    names: tuple[str, ...]
    inline: tuple[InlineCode, ...]
    remarks: tuple[TemplateRemark, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Unchecked:
    """Something that a collector could not read."""

    what: str
    reason: str
    """Without anything of an exception's message."""


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """The evidence about one app. What was not collected is None, and its property raises :class:`NotCollected`."""

    config_facts: ConfigFacts | None = None
    hardening_facts: HardeningFacts | None = None
    route_facts: RouteFacts | None = None
    template_facts: TemplateFacts | None = None
    source_facts: SourceFacts | None = None
    file_facts: FileFacts | None = None
    dependency_facts: DependencyFacts | None = None
    response_facts: ResponseFacts | None = None
    problems: tuple[Problem, ...] = ()
    """Why the app does not start, or would not in production."""
    unchecked: tuple[Unchecked, ...] = ()

    @property
    def config(self) -> ConfigFacts:
        """The configuration."""
        return _collected(self.config_facts)

    @property
    def hardening(self) -> HardeningFacts:
        """What ``Hardened(app)`` was told."""
        return _collected(self.hardening_facts)

    @property
    def routes(self) -> tuple[Route, ...]:
        """Every route, in the order of the URL map."""
        return _collected(self.route_facts).routes

    @property
    def default_plan(self) -> PlanFacts | None:
        """What the app does where no decorator says otherwise; None when it is not hardened."""
        return _collected(self.route_facts).default

    @property
    def templates(self) -> TemplateFacts:
        """The templates."""
        return _collected(self.template_facts)

    @property
    def source(self) -> SourceFacts:
        """The Python source."""
        return _collected(self.source_facts)

    @property
    def files(self) -> FileFacts:
        """The files beside the source."""
        return _collected(self.file_facts)

    @property
    def dependencies(self) -> DependencyFacts:
        """What the app is built on."""
        return _collected(self.dependency_facts)

    @property
    def responses(self) -> ResponseFacts:
        """What the answers to probes show."""
        return _collected(self.response_facts)

    def options(self, options_type: type[O]) -> O | None:
        """Return the options of a feature; None when it is off, or the app is not hardened."""
        for found in self.hardening.options.values():
            if isinstance(found, options_type):
                return found
        return None


T = TypeVar("T")


def _collected(facts: T | None) -> T:
    if facts is None:
        raise NotCollected
    return facts
