"""What every header file declares: its name, its option, how the value is made, and which of two is stricter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Header:
    """One response header with a fixed value.

    :param name: as it is sent.
    :param option: the field of ``HeadersOptions`` that sets it.
    :param render: from the option's value to the header's; raises ValueError(fault, fix).
    :param stricter: from a view's value and the policy's to the one to send; never weaker than the policy's.
    """

    name: str
    option: str
    render: Callable[[Any], str]
    stricter: Callable[[str, str], str]


def ranked(name: str, option: str, choices: Sequence[str], *, fold: Callable[[str], str] = str.lower) -> Header:
    """Return a header whose value is one word out of `choices`, written strictest first."""
    rank = {fold(choice): number for number, choice in enumerate(choices)}

    def stricter(view: str, policy: str) -> str:
        view_rank = rank.get(fold(view.strip()))
        return view.strip() if view_rank is not None and view_rank <= rank[fold(policy)] else policy

    return Header(name, option, str, stricter)


def switched(name: str, option: str, value: str) -> Header:
    """Return a header that is sent with its one value, or not at all."""
    return Header(name, option, lambda on: value, lambda view, policy: policy)
