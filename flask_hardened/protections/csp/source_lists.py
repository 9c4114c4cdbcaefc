"""Lists: what may stand in each directive, and what an empty one means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...errors import did_you_mean
from .grammar import DANGEROUS, NONE, SANDBOX, SOURCE_LISTS
from .sources import Fault, list_faults

_POLICY_NAME = re.compile(r"[A-Za-z0-9#=_/@.%-]+")


def as_list(value: Sequence[str]) -> tuple[str, ...]:
    """Return a source list as a tuple without repetitions, its order kept."""
    if isinstance(value, str):
        # Split at spaces only: a line break in a configured value stays in its source, and is refused there.
        value = [source for source in value.split(" ") if source]
    return tuple(dict.fromkeys(value))


def is_off(directive: str, sources: tuple[str, ...]) -> bool:
    """Tell whether a directive with this list is not sent at all."""
    if directive == "upgrade_insecure_requests":
        return bool(sources)
    return not sources and directive in {"require_trusted_types_for", "trusted_types"}


def directive_faults(directive: str, sources: tuple[str, ...], allowed: frozenset[str]) -> Iterator[Fault]:
    """Yield what is wrong with the list of one directive."""
    if directive in SOURCE_LISTS:
        yield from list_faults(directive, sources, allowed)
    elif directive == "require_trusted_types_for":
        for sink in sources:
            if sink != "'script'":
                yield f"{sink[:60]!a} is no group of sinks.", "There is one: \"'script'\"."
    elif directive == "sandbox":
        for flag in sources:
            if flag not in SANDBOX:
                yield f"{flag[:60]!a} is no sandbox flag.", did_you_mean(flag, SANDBOX)
    elif directive == "trusted_types":
        for name in sources:
            if name not in {NONE, "'allow-duplicates'", "*"} and not _POLICY_NAME.fullmatch(name):
                yield f"{name[:60]!a} is no policy name.", "Use letters, digits and -#=_/@.% only."
        if NONE in sources and len(sources) > 1:
            yield f"{NONE} stands beside other names.", "Give one or the other."


def hatch_faults(dangerously_allow: tuple[str, ...]) -> Iterator[Fault]:
    """Yield the entries of ``dangerously_allow`` that are not dangerous, so need no permission."""
    for source in dangerously_allow:
        if source not in DANGEROUS:
            yield f"{source[:60]!a} needs no permission, or is misspelled.", did_you_mean(source, DANGEROUS)
