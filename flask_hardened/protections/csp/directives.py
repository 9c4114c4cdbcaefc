"""Directives: the source lists of one policy, given by name; used by the options, the report-only policy and marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypedDict

from ...errors import ConfigurationError, Problem, did_you_mean
from ...options import Options, options
from .grammar import DIRECTIVES
from .profiles import Lists
from .source_lists import as_list, directive_faults

if TYPE_CHECKING:
    Sources = Sequence[str] | None
else:
    Sources = str | tuple[str, ...] | None
"""A source list: strings, or one string with spaces between its sources. None keeps the profile's list."""


class DirectiveLists(TypedDict, total=False):
    """Directives by name, as :func:`csp` takes them."""

    default_src: Sequence[str]
    script_src: Sequence[str]
    script_src_attr: Sequence[str]
    style_src: Sequence[str]
    style_src_attr: Sequence[str]
    img_src: Sequence[str]
    font_src: Sequence[str]
    connect_src: Sequence[str]
    media_src: Sequence[str]
    frame_src: Sequence[str]
    worker_src: Sequence[str]
    manifest_src: Sequence[str]
    object_src: Sequence[str]
    base_uri: Sequence[str]
    form_action: Sequence[str]
    frame_ancestors: Sequence[str]
    require_trusted_types_for: Sequence[str]
    trusted_types: Sequence[str]
    sandbox: Sequence[str]
    upgrade_insecure_requests: bool


@options
class Directives(Options):
    """The directives of a policy. None keeps what the profile says; a list replaces it.

    The page's nonce, and the hashes of handlers and ``style`` attributes that stand in its templates, are added to
    ``script-src``, ``style-src``, ``script-src-attr`` and ``style-src-attr`` by themselves.
    """

    default_src: Sources = None
    """What holds for every kind of resource that has no directive of its own."""
    script_src: Sources = None
    """Scripts. The page's nonce is added, unless the list says 'none' or 'unsafe-inline'."""
    script_src_attr: Sources = None
    """Inline event handlers."""
    style_src: Sources = None
    """Style sheets and style elements. The page's nonce is added, unless the list says 'none' or 'unsafe-inline'."""
    style_src_attr: Sources = None
    """``style`` attributes."""
    img_src: Sources = None
    """Images and icons."""
    font_src: Sources = None
    """Web fonts."""
    connect_src: Sources = None
    """What scripts may connect to: fetch, XMLHttpRequest, WebSocket, EventSource, beacons."""
    media_src: Sources = None
    """Audio and video."""
    frame_src: Sources = None
    """What this page may show in frames."""
    worker_src: Sources = None
    """Workers and service workers."""
    manifest_src: Sources = None
    """The web app manifest."""
    object_src: Sources = None
    """Plug-ins: ``object`` and ``embed``."""
    base_uri: Sources = None
    """What a ``base`` element may name."""
    form_action: Sources = None
    """Where forms may be sent. Chromium also checks where the answer redirects to: a form that ends at a sign-in
    provider needs the provider's origin here."""
    frame_ancestors: Sources = None
    """Who may show this page in a frame."""
    require_trusted_types_for: Sources = None
    """``["'script'"]`` demands Trusted Types; an empty list does not."""
    trusted_types: Sources = None
    """Names of the Trusted Types policies that scripts may create."""
    sandbox: Sources = None
    """Puts the page in a sandbox that allows only what is listed; an empty list allows nothing."""
    upgrade_insecure_requests: bool | None = None
    """Whether a page that came over HTTPS asks for its ``http:`` resources over HTTPS too."""

    def faults(self) -> Iterator[Problem]:
        """Yield each source that may not stand where it stands."""
        allowed = frozenset(getattr(self, "dangerously_allow", ()))
        for directive, sources in chosen(self).items():
            for fault in directive_faults(directive, sources, allowed):
                yield self.problem(directive, *fault)


def chosen(directives: Directives) -> Lists:
    """Return the directives that were given; one that was turned off is left out by :func:`is_off`."""
    lists: dict[str, tuple[str, ...]] = {}
    for directive in DIRECTIVES:
        value = getattr(directives, directive)
        if isinstance(value, bool):
            lists[directive] = () if value else ("off",)
        elif value is not None:
            lists[directive] = as_list(value)
    return lists


def from_mapping(mapping: Mapping[str, Any], *, allowed: frozenset[str] = frozenset()) -> Lists:
    """Return the lists that a mapping gives, its names spelled ``img_src`` or ``img-src``.

    :raises ConfigurationError: naming every unknown directive and every bad source.
    """
    given = {str(name).replace("-", "_"): value for name, value in mapping.items()}
    problems = [
        Problem(name, "there is no such directive.", _directive_meant(name)) for name in given if name not in DIRECTIVES
    ]
    read: dict[str, tuple[str, ...]] = {}
    for name in given.keys() & set(DIRECTIVES):
        try:
            read.update(chosen(_Unchecked(**{name: given[name]})))
        except ConfigurationError as error:
            problems.extend(Problem(name, problem.fault, problem.fix) for problem in error.problems)
    lists = {name: read[name] for name in DIRECTIVES if name in read}
    for name, sources in lists.items():
        problems.extend(Problem(name, *fault) for fault in directive_faults(name, sources, allowed))
    if problems:
        raise ConfigurationError(problems)
    return lists


@options
class _Unchecked(Directives):
    """Directives whose values are brought to their types, and judged by the caller."""

    def faults(self) -> Iterator[Problem]:
        return iter(())


def _directive_meant(name: str) -> str:
    close = get_close_matches(name.removesuffix("_elem"), DIRECTIVES, n=1, cutoff=0.6)
    return did_you_mean(close[0] if close else name, DIRECTIVES)
