"""``@csp``: change the Content-Security-Policy of a view or a blueprint."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from flask import Blueprint

from ...errors import ConfigurationError, Problem, did_you_mean
from ...marks import mark
from .changes import Change
from .directives import from_mapping
from .grammar import DANGEROUS, STRICT_DYNAMIC, UNSAFE_INLINE
from .profiles import PROFILES, Lists, Profile
from .source_lists import hatch_faults

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from .directives import DirectiveLists

T = TypeVar("T", bound="Callable[..., Any] | Blueprint")


def csp(
    *,
    add: DirectiveLists | None = None,
    remove: DirectiveLists | None = None,
    profile: Profile | None = None,
    enforce: bool | None = None,
    off: bool = False,
    reason: str = "",
    dangerously_allow: Sequence[str] = (),
    **replace: Unpack[DirectiveLists],
) -> Callable[[T], T]:
    """Change the policy of a view function, a view class or a blueprint.

    Marks hold from the outside in: the app's policy, the blueprints', the view's; the last one wins. Of one mark first
    `profile`, then the replaced directives, then `add`, then `remove`. What a report-only policy says about the same
    directive is changed too.

    ::

        @app.get("/map")
        @csp(connect_src=["'self'", "https://tiles.example"], add={"img_src": ["https://tiles.example"]})
        def map(): ...

    :param replace: directives by name, each with its new list.
    :param add: directives with the sources to add; ``'none'`` gives way.
    :param remove: directives with the sources to take out; a list that ends empty becomes ``'none'``.
    :param profile: begin with this profile's directives instead of the app's.
    :param enforce: False only reports violations, True blocks them.
    :param off: send no policy at all; `reason` is then required, and the audit lists it.
    :param dangerously_allow: as in :class:`CspOptions`, for the lists of this mark.
    :raises ConfigurationError: when it is put on a view or blueprint, naming that and every fault.
    """

    def decorator(target: T) -> T:
        problems: list[Problem] = []
        place = f"@csp on {_name(target)}"
        allowed = frozenset(dangerously_allow)
        for fault in hatch_faults(tuple(dangerously_allow)):
            problems.append(Problem(f"{place}, dangerously_allow", *fault))
        if off and not reason.strip():
            problems.append(
                Problem(place, "off=True has no reason.", 'Say why: @csp(off=True, reason="a page for ...").')
            )
        if profile is not None and profile not in PROFILES:
            problems.append(
                Problem(f"{place}, profile", f"{profile!r} is no profile.", did_you_mean(profile, PROFILES))
            )
        change = Change(
            off=off,
            reason=reason,
            enforce=enforce,
            profile=profile,
            replaced=_lists(replace, allowed, place, problems),
            added=_lists(add or {}, allowed, f"{place}, add", problems),
            removed=_lists(remove or {}, DANGEROUS, f"{place}, remove", problems),
        )
        if UNSAFE_INLINE in change.added.get("script_src", ()):
            problems.append(
                Problem(
                    f"{place}, add: script_src",
                    f"beside {STRICT_DYNAMIC} or a nonce browsers ignore {UNSAFE_INLINE}.",
                    "Replace the list: @csp(script_src=[...]).",
                )
            )
        if "upgrade_insecure_requests" in {*change.added, *change.removed}:
            problems.append(
                Problem(
                    f"{place}: upgrade_insecure_requests",
                    "it has no sources to add or remove.",
                    "Say @csp(upgrade_insecure_requests=False), or True.",
                )
            )
        if problems:
            raise ConfigurationError(problems)
        return mark("csp", change)(target)

    return decorator


def _lists(mapping: Mapping[str, Any], allowed: frozenset[str], place: str, problems: list[Problem]) -> Lists:
    try:
        return from_mapping(mapping, allowed=allowed)
    except ConfigurationError as error:
        for problem in error.problems:
            problems.append(Problem(f"{place}: {problem.setting}", problem.fault, problem.fix))
        return {}


def _name(target: object) -> str:
    if isinstance(target, Blueprint):
        return f"the blueprint {target.name}"
    return f"{getattr(target, '__module__', '?')}.{getattr(target, '__qualname__', type(target).__name__)}"
