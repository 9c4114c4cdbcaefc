"""What worker processes of the tests do; imported by name in a spawned process."""

from __future__ import annotations

import os
import sys
import threading

from flask_hardened.storage import Store, Use, Windows, begin_request, open_store

_stores: dict[str, Store] = {}


def hammer_with(
    store: Store, key: str, limit: str, hits: int, threads: int, strategy: str = "fixed-window"
) -> tuple[int, int]:
    """Hit one key from several threads at once; return how many hits were allowed, and how many answers degraded."""
    namespace = store.namespace(Use("exactness"))
    windows = Windows.parse(limit, strategy)
    key = namespace.key_of(key)
    start = threading.Barrier(threads)
    verdicts = []

    def hit() -> None:
        start.wait()
        for _ in range(hits):
            begin_request()  # each stands for a request of its own
            verdicts.append(namespace.hit(key, windows))

    running = [threading.Thread(target=hit) for _ in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    assert hits * threads == len(verdicts)
    return sum(verdict.allowed for verdict in verdicts), sum(verdict.degraded for verdict in verdicts)


def hammer(uri: str, key: str, limit: str, hits: int, threads: int) -> tuple[int, int]:
    """As :func:`hammer_with`, in a process that keeps its store."""
    if uri not in _stores:
        _stores[uri] = open_store(uri, instance_path="/nowhere", app_key=b"exactness")
    return hammer_with(_stores[uri], key, limit, hits, threads)


def count_forever(uri: str) -> None:
    """Hit one key for ever, and print each count that the store has confirmed."""
    namespace = open_store(uri, instance_path="/nowhere", app_key=b"k").namespace(Use("killed"))
    windows, key = Windows.parse("1000000 per day"), namespace.key_of("key")
    while True:
        os.write(1, f"{namespace.hit(key, windows).used}\n".encode())


if __name__ == "__main__":
    count_forever(sys.argv[1])
