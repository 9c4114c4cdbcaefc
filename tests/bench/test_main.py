"""`python -m bench`: the whole run, its JSON, and its exit codes."""

import json
from pathlib import Path

import pytest

from bench import cpu, instructions, stores
from bench.__main__ import main
from bench.cpu import CpuTime


def fake(workload: str, ratio: float, stack: str = "hardened") -> CpuTime:
    """A measurement that says what the test needs."""
    return CpuTime(workload=workload, stack=stack, microseconds=50.0, ratio=ratio, low=ratio, high=ratio)


def test_a_short_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every stack is measured on every workload, and the file says so."""
    file = tmp_path / "bench.json"
    assert 0 == main(["--rounds", "2", "--calls", "5", "--json", str(file)])
    report = json.loads(file.read_text(encoding="utf-8"))
    assert (2, 5, "memory") == (report["rounds"], report["calls"], report["store"])
    assert {
        (workload, stack)
        for workload in ("json", "page", "visits", "form")
        for stack in ("bare", "session", "composed", "hardened")
    } == {(time["workload"], time["stack"]) for time in report["cpu_time"]}
    assert 16 == len(report["cpu_time"])
    for time in report["cpu_time"]:
        assert time["microseconds"] > 0
        assert time["low"] <= time["ratio"] <= time["high"]
        assert time["stack"] != "bare" or time["ratio"] == 1
    assert [] == report["instructions"]
    assert "quartiles" in capsys.readouterr().out


def test_part_of_a_run(capsys: pytest.CaptureFixture[str]) -> None:
    """Stacks and workloads can be picked."""
    assert 0 == main(["--rounds", "2", "--calls", "2", "--stacks", "composed", "--workloads", "json"])
    rows = capsys.readouterr().out.splitlines()[3:]
    assert [["json", "composed"]] == [row.split()[:2] for row in rows]


@pytest.mark.parametrize(
    ("measured", "code"),
    [
        ([fake("json", 1.20), fake("page", 1.30)], 0),
        ([fake("json", 1.2001), fake("page", 1.0)], 1),
        ([fake("json", 1.0), fake("page", 1.3001)], 1),
        ([fake("json", 1.25)], 1),
        ([fake("page", 1.25)], 0),
        ([fake("form", 9.0)], 0),
        ([fake("json", 4.7, "composed"), fake("json", 1.0, "bare")], 0),
    ],
)
def test_check(measured: list[CpuTime], code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over the budget is 1, at the budget is 0; only Hardened has a budget, and only for JSON and the page."""
    monkeypatch.setattr(cpu, "measure", lambda *args, **kwargs: iter(measured))
    assert code == main(["--check"])
    assert 0 == main([])


def test_check_says_what_is_over(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The sentence names the workload, what was measured and what is allowed."""
    monkeypatch.setattr(cpu, "measure", lambda *args, **kwargs: iter([fake("json", 1.234), fake("page", 1.0)]))
    assert 1 == main(["--check"])
    assert (
        "json: Hardened(app) takes 1.234 times bare Flask's CPU time, 1.20 is allowed."
        == (capsys.readouterr().out.splitlines()[-1])
    )


def test_counting_needs_valgrind(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """What was asked for and cannot be done is an error of its own, said before anything is measured."""
    monkeypatch.setattr(instructions, "available", lambda: False)
    assert 2 == main(["--instructions"])
    assert "bench: valgrind is not installed, so instructions cannot be counted.\n" == capsys.readouterr().err


def test_redis_needs_a_server(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Likewise for a store that is not installed."""
    monkeypatch.setattr(stores, "available", lambda store: False)
    assert 2 == main(["--store", "redis"])
    assert "bench: redis-server is not installed, so there is no such store to measure.\n" == capsys.readouterr().err


def test_the_store_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """The table says which store its numbers belong to."""
    assert 0 == main(["--rounds", "2", "--calls", "2", "--workloads", "json", "--store", "sqlite"])
    assert "store: sqlite" in capsys.readouterr().out


def test_counts_are_printed_and_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With ``--instructions`` the counts follow the times, on the screen and in the file."""
    counted = instructions.Instructions(workload="json", stack="hardened", instructions=660_000, ratio=1.1)
    monkeypatch.setattr(cpu, "measure", lambda *args, **kwargs: iter([fake("json", 1.05)]))
    monkeypatch.setattr(instructions, "available", lambda: True)
    monkeypatch.setattr(instructions, "count", lambda *args: iter([counted]))
    file = tmp_path / "bench.json"
    assert 0 == main(["--instructions", "--json", str(file)])
    assert ["json", "hardened", "1.100", "660,000"] == capsys.readouterr().out.splitlines()[-1].split()
    report = json.loads(file.read_text(encoding="utf-8"))
    assert [{"workload": "json", "stack": "hardened", "instructions": 660_000, "ratio": 1.1}] == report["instructions"]


@pytest.mark.parametrize(
    "arguments", [["--rounds", "1"], ["--calls", "0"], ["--rounds", "x"], ["--stacks", "django"], ["--store", "x"]]
)
def test_bad_arguments(arguments: list[str]) -> None:
    """A run that could say nothing does not start."""
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert 2 == left.value.code
