"""CPU time of each stack beside bare Flask's, round by round in one process."""

from __future__ import annotations

import gc
import time
from dataclasses import dataclass
from itertools import cycle, islice, permutations
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from bench.stacks import STACKS
from bench.stores import MEMORY
from bench.workloads import Request, UnexpectedAnswerError, ask, consume, prepare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flask import Flask

WARM_UP = 50


@dataclass(frozen=True, kw_only=True)
class CpuTime:
    """What one stack needs for one workload."""

    workload: str
    stack: str
    microseconds: float
    """CPU time per request, median of the rounds; depends on the machine."""
    ratio: float
    """Multiple of bare Flask, median of the rounds' own ratios."""
    low: float
    """The ratio's lower quartile."""
    high: float
    """The ratio's upper quartile."""


def measure(
    stacks: Sequence[str], workloads: Sequence[str], *, rounds: int, calls: int, store: str = MEMORY
) -> Iterator[CpuTime]:
    """Measure one workload after the other; ``calls`` requests per stack and round, at least two rounds.

    Within a round the stacks run right after each other and the rounds go through all their orders, so that what
    disturbs the machine disturbs all of them.  The collector is emptied before each batch and runs during it, as it
    does in production; what start-up left is frozen, so that it is not walked again and again at one stack's expense.
    """
    apps = {stack: STACKS[stack](store) for stack in dict.fromkeys(["bare", *stacks])}
    for workload in workloads:
        requests = {stack: prepare(app, workload) for stack, app in apps.items()}
        for stack, app in apps.items():
            for _ in range(WARM_UP):
                ask(app, requests[stack])
        times: dict[str, list[float]] = {stack: [] for stack in apps}
        gc.collect()
        gc.freeze()
        try:
            for order in islice(cycle(permutations(apps)), rounds):
                for stack in order:
                    times[stack].append(batch(apps[stack], requests[stack], calls))
        finally:
            gc.unfreeze()
        for stack in stacks:
            yield summary(workload, stack, times[stack], times["bare"])


def batch(app: Flask, request: Request, calls: int) -> float:
    """Microseconds of CPU per request over one batch; making the environs is not counted."""
    environs = request.copies(calls)
    status = ""

    def start_response(line: str, headers: list[tuple[str, str]], exc_info: object = None) -> Any:
        nonlocal status
        status = line

    gc.collect()
    begin = time.process_time_ns()
    for environ in environs:
        consume(app, environ, start_response)
    end = time.process_time_ns()
    if not status.startswith("200 "):
        raise UnexpectedAnswerError(f"The batch ended with {status}.")
    return (end - begin) / calls / 1000


def summary(workload: str, stack: str, times: Sequence[float], bare: Sequence[float]) -> CpuTime:
    """The rounds in five numbers; each ratio is taken within its round."""
    ratios = [own / reference for own, reference in zip(times, bare, strict=True)]
    low, middle, high = quantiles(ratios, n=4, method="inclusive")
    return CpuTime(workload=workload, stack=stack, microseconds=median(times), ratio=middle, low=low, high=high)
