"""``python -m bench.child STACK WORKLOAD N STORE``: serve N requests and end; callgrind runs this twice."""

import gc
import sys

from bench.stacks import STACKS
from bench.workloads import ask, prepare

WARM_UP = 10


def main(stack: str, workload: str, requests: int, store: str) -> None:
    """Build the stack, warm it up, and serve the requests.

    The collector is off: a full collection that falls into one run and not into the other would be the difference.
    """
    app = STACKS[stack](store)
    request = prepare(app, workload)
    gc.disable()
    for _ in range(WARM_UP + requests):
        ask(app, request)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4])
