"""What ``Hardened(app)`` may cost."""

from collections.abc import Iterable

from bench.cpu import CpuTime

BUDGET = {"json": 1.20, "page": 1.30}
"""The largest multiple of bare Flask's CPU time, by workload; visits by ever new visitors and form posts have none."""


def excesses(measured: Iterable[CpuTime]) -> list[str]:
    """One sentence for each workload on which the hardened stack is over its budget; the budget itself is inside."""
    return [
        f"{time.workload}: Hardened(app) takes {time.ratio:.3f} times bare Flask's CPU time, "
        f"{BUDGET[time.workload]:.2f} is allowed."
        for time in measured
        if time.stack == "hardened" and time.ratio > BUDGET.get(time.workload, float("inf"))
    ]
