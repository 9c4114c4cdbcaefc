"""The measurements as a table and as JSON."""

import json
import platform
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

from bench.budget import BUDGET
from bench.cpu import CpuTime
from bench.instructions import Instructions


def cpu_table(times: Sequence[CpuTime], store: str = "memory") -> str:
    """A line for each workload and stack."""
    return "\n".join(
        [
            f"CPU time as a multiple of bare Flask, store: {store}. Median of the rounds, quartiles in brackets.",
            "",
            f"{'workload':10}{'stack':10}{'ratio':>7}  {'quartiles':<17}{'µs/request':>11}",
            *(
                f"{time.workload:10}{time.stack:10}{time.ratio:7.3f}  "
                f"{f'[{time.low:.3f} - {time.high:.3f}]':<17}{time.microseconds:11.1f}"
                for time in times
            ),
        ]
    )


def instruction_table(counts: Sequence[Instructions]) -> str:
    """A line for each workload and stack."""
    return "\n".join(
        [
            "Instructions as a multiple of bare Flask.",
            "",
            f"{'workload':10}{'stack':10}{'ratio':>7}  {'per request':>11}",
            *(f"{one.workload:10}{one.stack:10}{one.ratio:7.3f}  {one.instructions:11,}" for one in counts),
        ]
    )


def as_json(times: Sequence[CpuTime], counts: Sequence[Instructions], *, rounds: int, calls: int, store: str) -> str:
    """Everything that was measured, and what it was measured on."""
    report: dict[str, Any] = {
        "python": platform.python_version(),
        "flask": version("flask"),
        "rounds": rounds,
        "calls": calls,
        "store": store,
        "budget": BUDGET,
        "cpu_time": [asdict(time) for time in times],
        "instructions": [asdict(one) for one in counts],
    }
    return json.dumps(report, indent=2) + "\n"
