"""Instructions per request, counted by callgrind: hardly any spread, and the same on a busy machine."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.stores import MEMORY

FEW, MANY = 20, 120
SUMMARY = re.compile(r"^(?:summary|totals): (\d+)$", re.MULTILINE)


class CallgrindError(Exception):
    """callgrind did not run to its end."""


@dataclass(frozen=True, kw_only=True)
class Instructions:
    """What one stack needs for one workload."""

    workload: str
    stack: str
    instructions: int
    """Instructions per request."""
    ratio: float
    """Multiple of bare Flask."""


def available() -> bool:
    """Whether valgrind is installed."""
    return shutil.which("valgrind") is not None


def count(stacks: Sequence[str], workloads: Sequence[str], store: str = MEMORY) -> Iterator[Instructions]:
    """Count each workload's stacks, bare Flask always first; takes about a minute for each."""
    for workload in workloads:
        bare = per_request("bare", workload, store)
        for stack in stacks:
            own = bare if stack == "bare" else per_request(stack, workload, store)
            yield Instructions(workload=workload, stack=stack, instructions=own, ratio=own / bare)


def per_request(stack: str, workload: str, store: str) -> int:
    """The difference between a run of many requests and a run of few, so that start-up cancels out."""
    return (total(stack, workload, MANY, store) - total(stack, workload, FEW, store)) // (MANY - FEW)


def total(stack: str, workload: str, requests: int, store: str) -> int:
    """All instructions of one run of ``bench.child``; raises ``CallgrindError``."""
    print(f"callgrind: {workload} on {stack}, {requests} requests", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "callgrind.out")
        command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}"]
        command += [sys.executable, "-m", "bench.child", stack, workload, str(requests), store]
        # Hash seeds decide how dictionaries collide, which both runs of a difference must share.
        run = subprocess.run(
            command, env={**os.environ, "PYTHONHASHSEED": "0"}, capture_output=True, text=True, check=False
        )
        if run.returncode:
            raise CallgrindError(f"{' '.join(command)} ended with {run.returncode}:\n{run.stderr}")
        return collected(out.read_text())


def collected(out: str) -> int:
    """The number of instructions that a callgrind output file reports."""
    found = SUMMARY.search(out)
    if found is None:
        raise CallgrindError("The output of callgrind has no summary.")
    return int(found.group(1))
