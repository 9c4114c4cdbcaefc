"""Rounds become ratios; a batch that was refused is no measurement."""

from collections import Counter
from itertools import permutations

import pytest
from flask import Flask, abort

from bench import cpu
from bench.stacks import STACKS
from bench.workloads import UnexpectedAnswerError, prepare


def test_ratios_are_taken_within_their_round() -> None:
    """A round in which the machine was twice as slow for both changes nothing."""
    measured = cpu.summary("json", "hardened", [11.0, 22.0, 11.0, 44.0, 11.0], [10.0, 20.0, 10.0, 40.0, 10.0])
    assert (1.1, 1.1, 1.1) == pytest.approx((measured.ratio, measured.low, measured.high))
    assert 11.0 == measured.microseconds


def test_the_spread_is_the_quartiles() -> None:
    """One wild round moves neither the median nor the quartiles."""
    measured = cpu.summary("json", "hardened", [1.0, 2.0, 3.0, 4.0, 500.0], [1.0] * 5)
    assert (2.0, 3.0, 4.0) == (measured.low, measured.ratio, measured.high)


def test_the_order_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each stack runs first, last and after each other one as often; bare runs although only others were asked for."""
    apps = {stack: STACKS[stack]() for stack in ("bare", "composed", "hardened")}
    names = {id(app): stack for stack, app in apps.items()}
    ran: list[str] = []

    def batch(app: Flask, request: object, calls: int) -> float:
        ran.append(names[id(app)])
        return 1.0

    monkeypatch.setattr(cpu, "STACKS", {stack: lambda store, stack=stack: apps[stack] for stack in apps})
    monkeypatch.setattr(cpu, "batch", batch)
    measured = list(cpu.measure(["hardened", "composed"], ["json"], rounds=12, calls=2))
    assert ["hardened", "composed"] == [time.stack for time in measured]
    rounds = Counter(zip(ran[::3], ran[1::3], ran[2::3], strict=True))
    assert dict.fromkeys(permutations(apps), 2) == rounds


def test_a_batch_that_ends_in_a_refusal_is_an_error() -> None:
    """A limit reached in the middle of a batch does not make a stack look fast."""
    app = Flask("limited")
    served: list[int] = []

    @app.get("/api")
    def api() -> str:
        served.append(1)
        if len(served) > 3:
            abort(429)
        return "ok"

    request = prepare(app, "json")
    assert 0 < cpu.batch(app, request, 3)
    with pytest.raises(UnexpectedAnswerError, match="429"):
        cpu.batch(app, request, 3)
