"""Which rules to ask: ``--select`` and ``--ignore``, by code or by the beginning of codes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..errors import did_you_mean
from .codes import OWN_ROOM
from .rule import Rule
from .rules.crashed_rule import crashed_rule


def select_rules(rules: Sequence[Rule], select: Iterable[str], ignore: Iterable[str]) -> tuple[Rule, ...]:
    """Return the rules that were chosen.

    The audit's own rules are asked whatever is selected, so that an app that does not start is never found clean. They
    can be ignored, but for the one that reports a rule that crashed.

    :param select: codes such as ``FHH003`` or beginnings such as ``FHH``; empty: all rules.
    :param ignore: the same; wins over `select`.
    :raises ValueError: for a code that no rule has.
    """
    chosen, dropped = tuple(select), tuple(ignore)
    for prefix in (*chosen, *dropped):
        if not prefix or not any(rule.code.startswith(prefix) for rule in rules):
            raise ValueError(f"No rule has the code {prefix!r}. {did_you_mean(prefix, [rule.code for rule in rules])}")
    return tuple(
        rule
        for rule in rules
        if rule.code == crashed_rule.code
        or (
            (not chosen or rule.room == OWN_ROOM or rule.code.startswith(chosen))
            and not (dropped and rule.code.startswith(dropped))
        )
    )
