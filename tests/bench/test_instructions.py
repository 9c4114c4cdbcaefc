"""Instruction counts: two runs and their difference."""

import shutil
import subprocess

import pytest

from bench import instructions
from bench.instructions import CallgrindError, collected
from bench.stores import MEMORY
from tests.requirements import require


@pytest.mark.parametrize("out", ["events: Ir\nsummary: 1234\n", "fn=(1)\n5 7\n\ntotals: 1234\n"])
def test_the_summary_is_read(out: str) -> None:
    """Either line of the format holds the total."""
    assert 1234 == collected(out)


@pytest.mark.parametrize("out", ["", "fn=(1) summary: 12\n", "summary: none\n"])
def test_a_file_without_summary(out: str) -> None:
    """An output that was cut short is not taken for zero."""
    with pytest.raises(CallgrindError, match="no summary"):
        collected(out)


def test_start_up_cancels_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a run needs before its first request is not in the result."""
    costs = {"bare": 500, "hardened": 600}
    monkeypatch.setattr(instructions, "total", lambda stack, workload, number, store: 9_000_000 + costs[stack] * number)
    counted = list(instructions.count(["bare", "hardened"], ["json"]))
    assert [("bare", 500, 1.0), ("hardened", 600, 1.2)] == [(one.stack, one.instructions, one.ratio) for one in counted]


@pytest.mark.slow
def test_a_real_run() -> None:
    """callgrind runs the child and counts something of the right size."""
    require(shutil.which("valgrind"), "valgrind is not installed.")
    assert 10_000_000 < instructions.total("bare", "json", 1, MEMORY)


def test_a_run_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that did not end well is no count; what it said is in the error."""
    failed = subprocess.CompletedProcess(args=[], returncode=1, stdout="", stderr="KeyError: 'no-such-stack'")
    monkeypatch.setattr(subprocess, "run", lambda *args, **kwargs: failed)
    with pytest.raises(CallgrindError, match="no-such-stack"):
        instructions.total("no-such-stack", "json", 1, MEMORY)
