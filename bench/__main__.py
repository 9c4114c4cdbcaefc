"""``python -m bench``: measure, print, and with ``--check`` hold the result against the budget."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bench import cpu, instructions, report, stores
from bench.budget import excesses
from bench.stacks import STACKS
from bench.workloads import WORKLOADS


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; returns 1 if ``--check`` finds the budget exceeded, 2 if it could not be measured."""
    options = parser().parse_args(arguments)
    if options.instructions and not instructions.available():
        print("bench: valgrind is not installed, so instructions cannot be counted.", file=sys.stderr)
        return 2
    if not stores.available(options.store):
        print("bench: redis-server is not installed, so there is no such store to measure.", file=sys.stderr)
        return 2
    counts = []
    with stores.opened(options.store) as uri:
        times = list(
            cpu.measure(options.stacks, options.workloads, rounds=options.rounds, calls=options.calls, store=uri)
        )
        print(report.cpu_table(times, options.store), flush=True)
        if options.instructions:
            counts = list(instructions.count(options.stacks, options.workloads, uri))
            print("\n" + report.instruction_table(counts))
    if options.json:
        text = report.as_json(times, counts, rounds=options.rounds, calls=options.calls, store=options.store)
        options.json.write_text(text, encoding="utf-8")
    if not options.check:
        return 0
    over = excesses(times)
    print("\n".join(["", *over] if over else ["", "Within the budget."]))
    return 1 if over else 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(prog="python -m bench", description="What Hardened(app) costs beside bare Flask.")
    made.add_argument("--rounds", type=at_least_two, default=60, help="rounds per workload (default: 60)")
    made.add_argument("--calls", type=at_least_two, default=100, help="requests per stack and round (default: 100)")
    made.add_argument("--stacks", nargs="+", choices=list(STACKS), default=list(STACKS), help="default: all")
    made.add_argument("--workloads", nargs="+", choices=WORKLOADS, default=list(WORKLOADS), help="default: all")
    made.add_argument("--store", choices=stores.STORES, default="memory", help="where is counted (default: memory)")
    made.add_argument("--json", type=Path, metavar="FILE", help="write the measurements to FILE as well")
    made.add_argument(
        "--instructions", action="store_true", help="count instructions too, with valgrind; takes minutes"
    )
    made.add_argument("--check", action="store_true", help="exit with 1 if Hardened(app) is over its budget")
    return made


def at_least_two(text: str) -> int:
    """A number of rounds or calls; quartiles need two."""
    number = int(text)
    if number < 2:
        raise argparse.ArgumentTypeError("at least 2")
    return number


if __name__ == "__main__":
    sys.exit(main())
