"""The lock: every step back is seen, and no step on is taken for one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from flask_hardened.audit.finding import Location
from flask_hardened.audit.route_table.controls import GuardedRoute
from flask_hardened.audit.route_table.lock import Comparison, compare, read_lock, write_lock
from flask_hardened.audit.route_table.table import write_table

ROUTE = GuardedRoute(
    rule="/posts", endpoint="posts", methods=("GET", "POST"), access=("signed in", "role admin"), decided=True,
    controls=("csrf strict",), grants=("readable by https://a.example",), location=Location(file="a.py", line=1),
)  # fmt: skip


def compared(now: list[GuardedRoute], before: list[GuardedRoute] | None = None) -> Comparison:
    """Return what became of the routes."""
    return compare(read_lock(write_lock([ROUTE] if before is None else before)), now)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"access": ("public",)}, "became public; it was for signed in, role admin."),
        ({"access": ("public",), "decided": False}, "became public"),
        ({"access": ("signed in",)}, "no longer demands: role admin."),
        ({"controls": ()}, "lost: csrf strict."),
        ({"controls": ("csrf origin",)}, "lost: csrf strict."),
        ({"grants": ("csrf exempt", *ROUTE.grants)}, "was granted: csrf exempt."),
    ],
)
def test_steps_back_are_seen(changes: dict[str, Any], said: str) -> None:
    """For each method."""
    broken = compared([replace(ROUTE, **changes)]).broken
    assert [True, True] == [said in each for each in broken if said in each]
    assert {"GET /posts posts", "POST /posts posts"} == {each.partition(":")[0] for each in broken}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"location": Location(file="b.py", line=99)},
        {"access": ("signed in", "role admin", "owner of id")},
        {"controls": ("csrf strict", "limit 5 per minute")},
        {"grants": ()},
        {"methods": ("GET",)},
        {"decided": False},
    ],
)
def test_steps_on_are_none(changes: dict[str, Any]) -> None:
    """More demands, more controls, fewer grants, another line."""
    assert () == compared([replace(ROUTE, **changes)]).broken


def test_a_new_route_has_to_be_decided() -> None:
    """One whose authors said who may use it is only noted; so is one that was public before."""
    new = replace(ROUTE, endpoint="new", methods=("GET",))
    assert () == compared([ROUTE, new]).broken
    assert ("GET /posts new: new, for signed in, role admin.",) == compared([ROUTE, new]).noted
    undecided = replace(new, access=("public",), decided=False)
    (said,) = compared([ROUTE, undecided]).broken
    assert "GET /posts new: new, and nobody said who may use it; now it is public." == said
    assert () == compared([undecided], [undecided]).broken
    assert () == compared([replace(undecided, decided=True)], []).broken


def test_a_new_method_of_a_route_is_new() -> None:
    """POST that comes to a page is a decision of its own."""
    page = replace(ROUTE, methods=("GET",), access=("public",), decided=False)
    assert 1 == len(compared([replace(page, methods=("GET", "POST"))], [page]).broken)


def test_what_is_gone_is_noted() -> None:
    """It guards nothing, and needs nothing."""
    assert ((), 2) == (compared([]).broken, len(compared([]).noted))


def test_the_lock_is_stable() -> None:
    """In any order of routes, without lines; one fact a line."""
    other = replace(ROUTE, endpoint="other")
    assert write_lock([ROUTE, other]) == write_lock([other, ROUTE])
    assert write_lock([ROUTE]) == write_lock([replace(ROUTE, location=Location(file="b.py", line=9))])
    assert "a.py" not in write_lock([ROUTE])


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": 2, "routes": {}}', '{"format": 1}', '{"format": 1, "routes": []}',
             '{"format": 1, "routes": {"a": {}}}', '{"format": 1, "routes": {"a": 1}}',
             '{"format": 1, "routes": {"a": {"access": [1], "controls": [], "grants": []}}}'],
)  # fmt: skip
def test_what_is_no_lock_is_refused(text: str) -> None:
    """Nothing is taken for unguarded before by mistake."""
    with pytest.raises(ValueError):
        read_lock(text)


def test_the_table_says_what_all_have_in_common_once() -> None:
    """And marks what nobody decided."""
    open_route = replace(ROUTE, endpoint="open", access=("public",), decided=False, controls=("csrf strict", "x"))
    table = write_table([ROUTE, open_route])
    assert "Every route: csrf strict.\n2 routes, 1 public, of 1 of these nobody said so.\n" in table
    assert "public? x; (readable by https://a.example) a.py:1" in " ".join(table.split())
    assert "0 routes, 0 public.\n" == write_table([]).splitlines(keepends=True)[-1]


def test_names_cannot_steer_the_terminal() -> None:
    """Whatever a route is called."""
    assert "\x1b" not in write_table([replace(ROUTE, rule="/\x1b[31m")])
