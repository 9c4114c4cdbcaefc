"""Change: what one ``@csp(...)`` says, and the policy that comes of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from .grammar import ENFORCED_ONLY, FETCH, NONE
from .options import CspOptions
from .profiles import PROFILES, Lists
from .source_lists import is_off


@dataclass(frozen=True, kw_only=True)
class Change:
    """What one ``@csp(...)`` says. Its lists are validated already."""

    off: bool = False
    reason: str = ""
    enforce: bool | None = None
    profile: str | None = None
    replaced: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    added: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    removed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class EffectivePolicy:
    """The policy of one endpoint: the app's, changed by the blueprints' marks and then by the view's."""

    profile: str
    enforce: bool
    lists: Lists
    report_only: Lists
    off: bool = False


def effective(options: CspOptions, changes: Iterable[Change]) -> EffectivePolicy:
    """Apply `changes`, the outermost first, to the policy of the app."""
    policy = EffectivePolicy(
        profile=options.profile, enforce=options.enforce, lists=options.enforced(), report_only=options.reported()
    )
    for change in changes:
        policy = _changed(policy, change)
    return policy


def _changed(policy: EffectivePolicy, change: Change) -> EffectivePolicy:
    """Apply one mark. One that does not say off turns the policy on again, with what outer marks changed."""
    begin = policy.lists if change.profile is None else PROFILES[change.profile]
    known = policy.report_only
    reported = {name: change.replaced[name] for name in change.replaced.keys() & known.keys()}
    report_only = _merged({**known, **reported}, change)
    return replace(
        policy,
        off=change.off,
        enforce=policy.enforce if change.enforce is None else change.enforce,
        profile=policy.profile if change.profile is None else change.profile,
        lists=_merged({**begin, **change.replaced}, change, add_missing=True),
        report_only={name: sources for name, sources in report_only.items() if name not in ENFORCED_ONLY},
    )


def _merged(lists: dict[str, tuple[str, ...]], change: Change, *, add_missing: bool = False) -> Lists:
    """Add and remove sources; what adds nothing to a directive that falls back to another one begins with that."""
    for name, sources in change.added.items():
        if name in lists or add_missing:
            lists[name] = _added(lists.get(name, _fallback(lists, name)), sources)
    for name, sources in change.removed.items():
        if name in lists or add_missing:
            before = lists.get(name, _fallback(lists, name))
            left = tuple(source for source in before if source not in sources)
            lists[name] = left or ((NONE,) if not is_off(name, ()) and before else ())
    return {name: sources for name, sources in lists.items() if not is_off(name, sources)}


def _added(before: tuple[str, ...], sources: tuple[str, ...]) -> tuple[str, ...]:
    if sources == (NONE,):
        return before
    return tuple(dict.fromkeys((*(source for source in before if source != NONE), *sources)))


def _fallback(lists: Mapping[str, tuple[str, ...]], name: str) -> tuple[str, ...]:
    """Return what holds for a directive that is not given (CSP3 section 6.8.3)."""
    if name not in FETCH:
        return ()
    for other in (name.removesuffix("_attr"), "default_src"):
        if other in lists:
            return lists[other]
    return ()
