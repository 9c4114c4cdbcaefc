"""The store in Redis or Valkey, alone, in a cluster or behind sentinels: one round trip for each operation."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from limits.storage import RedisStorage

from .redis_scripts import ADVANCE, HIT, REFUND, Script
from .strategy import hit_by_strategy
from .windows import Verdict, Windows, needed

Word = str | int


class Speaker(Protocol):
    """Sends commands."""

    def ask(self, *questions: tuple[Word, ...]) -> list[Any]:
        """Return a reply for each question; for one that names an unknown script, a text that begins NOSCRIPT."""

    def close(self) -> None:
        """Close the connections."""


class RedisBackend:
    """Counters and marks in Redis.

    :param storage: of `limits`, for its strategies.
    :param speaker: asks the server.
    :param clock: this machine's clock, to which the resets are converted; the windows themselves follow the server's.
    """

    failures: tuple[type[BaseException], ...]

    def __init__(
        self,
        storage: RedisStorage,
        speaker: Speaker,
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.storage = storage
        self._speaker = speaker
        self._clock = clock
        self._prefix = storage.key_prefix
        self.failures = failures_of(storage)

    def hit(self, key: str, windows: Windows, cost: int = 1) -> Verdict:
        if windows.strategy != "fixed-window":
            return hit_by_strategy(self.storage, key, windows, cost)
        return self._verdict(windows, self._run(HIT, *self._counting(key, windows, cost)))

    def hit_and_read(self, key: str, windows: Windows, keys: Sequence[str]) -> tuple[Verdict, list[int | None]]:
        if windows.strategy != "fixed-window":
            return self.hit(key, windows), self.read(keys)
        names, arguments = self._counting(key, windows, 1)
        counted, read = self._speaker.ask(
            ("EVALSHA", HIT.sha, len(names), *names, *arguments), ("MGET", *map(self._mark, keys))
        )
        if isinstance(counted, str):
            return self.hit(key, windows), _numbers(read)
        return self._verdict(windows, counted), _numbers(read)

    def refund(self, key: str, windows: Windows, receipt: Sequence[float], cost: int = 1) -> None:
        if len(receipt) == len(windows.ids):
            self._run(REFUND, self._keys(key, windows), (cost, *map(int, receipt)))

    def clear(self, key: str, windows: Windows) -> None:
        self._speaker.ask(("DEL", *self._keys(key, windows)))

    def put(self, key: str, value: int, ttl: float) -> None:
        self._speaker.ask(("SET", self._mark(key), value, "PX", _milliseconds(ttl)))

    def claim(self, key: str, ttl: float) -> bool:
        return bool(self._speaker.ask(("SET", self._mark(key), 1, "PX", _milliseconds(ttl), "NX"))[0])

    def advance(self, key: str, ttl: float) -> int:
        return int(self._run(ADVANCE, (self._mark(key),), (_milliseconds(ttl),)))

    def read(self, keys: Sequence[str]) -> list[int | None]:
        return _numbers(self._speaker.ask(("MGET", *map(self._mark, keys)))[0])

    def remove(self, keys: Sequence[str]) -> None:
        for key in keys:
            self._speaker.ask(("DEL", self._mark(key)))

    def probe(self) -> None:
        self.put("probe", 1, 1.0)

    def close(self) -> None:
        self._speaker.close()
        client: Any = self.storage.get_connection()
        client.close()
        pool = getattr(client, "connection_pool", None)  # of a cluster, close() is all there is
        if pool is not None:
            pool.disconnect()

    def _run(self, script: Script, keys: Sequence[str], arguments: Sequence[Word]) -> Any:
        (reply,) = self._speaker.ask(("EVALSHA", script.sha, len(keys), *keys, *arguments))
        if isinstance(reply, str):  # NOSCRIPT, as after a restart
            (reply,) = self._speaker.ask(("EVAL", script.text, len(keys), *keys, *arguments))
        return reply

    def _counting(self, key: str, windows: Windows, cost: int) -> tuple[Sequence[str], Sequence[Word]]:
        needed(cost)
        arguments = [cost]
        for amount, seconds in windows.windows:
            arguments += (amount, seconds * 1000)
        return self._keys(key, windows), arguments

    def _verdict(self, windows: Windows, reply: list[int]) -> Verdict:
        allowed, now, *states = reply
        ends = tuple(states[1::2])
        offset = self._clock() - now / 1000
        resets = tuple([end / 1000 + offset for end in ends])
        return Verdict(allowed == 1, tuple(states[::2]), resets, windows.windows, ends)

    def _keys(self, key: str, windows: Windows) -> list[str]:
        # the braces keep the windows of one key on one node of a cluster, where one script can see them
        return [f"{self._prefix}:{{{key}}}{name}" for name in windows.ids]

    def _mark(self, key: str) -> str:
        return f"{self._prefix}:{{{key}}}"


def failures_of(storage: RedisStorage) -> tuple[type[BaseException], ...]:
    """Return what is raised when the server is down."""
    errors = storage.base_exceptions
    return (*(errors if isinstance(errors, tuple) else (errors,)), OSError)


def _numbers(found: Sequence[Any]) -> list[int | None]:
    return [None if value is None else int(value) for value in found]


def _milliseconds(ttl: float) -> int:
    return max(1, int(ttl * 1000))
