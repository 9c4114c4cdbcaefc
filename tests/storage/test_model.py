"""Memory and SQLite do the same as a model of a few lines, whatever the order of calls and however the clock moves."""

from __future__ import annotations

import shutil
import tempfile

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from flask_hardened.storage import Verdict, Window, Windows
from flask_hardened.storage.memory import MemoryBackend
from flask_hardened.storage.sqlite import SqliteStorage
from flask_hardened.storage.sqlite_backend import SqliteBackend
from tests.storage.conftest import Clock

pytestmark = [pytest.mark.slow, pytest.mark.race]

KEYS = st.sampled_from(["a", "b"])
WINDOWS = st.sampled_from([Windows(Window(3, 10)), Windows(Window(2, 5), Window(4, 20)), Windows(Window(0, 5))])
TTLS = st.sampled_from([1.0, 7.5, 30.0])


class Model:
    """What the store promises, without any thought of speed."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.counters: dict[tuple[str, Window], tuple[int, float]] = {}
        self.values: dict[str, tuple[int, float]] = {}

    def hit(self, key: str, windows: Windows, cost: int) -> Verdict:
        now = self.clock()
        states = []
        for window in windows.windows:
            count, end = self.counters.get((key, window), (0, 0.0))
            if end <= now:
                count, end = 0, now + window.seconds
            elif end > now + window.seconds:
                end = now + window.seconds
                self.counters[key, window] = count, end
            states.append((count, end))
        allowed = all(
            count + max(cost, 1) <= window.amount for (count, _), window in zip(states, windows.windows, strict=True)
        )
        if allowed and cost:
            states = [(count + cost, end) for count, end in states]
            self.counters.update(zip([(key, window) for window in windows.windows], states, strict=True))
        resets = tuple(end for _, end in states)
        return Verdict(allowed, tuple(count for count, _ in states), resets, windows.windows, resets)

    def refund(self, key: str, windows: Windows, receipt: tuple[float, ...], cost: int) -> None:
        for window, end in zip(windows.windows, receipt, strict=True):
            count, current = self.counters.get((key, window), (0, 0.0))
            if current == end:
                self.counters[key, window] = max(0, count - cost), end

    def read(self, key: str) -> int | None:
        value, end = self.values.get(key, (0, 0.0))
        return value if end > self.clock() else None


class Stores(RuleBasedStateMachine):
    """Runs the same calls on all three."""

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.mkdtemp()
        self.clock = Clock()
        self.model = Model(self.clock)
        self.memory = MemoryBackend(clock=self.clock)
        self.sqlite = SqliteBackend(SqliteStorage(f"sqlite:///{self.folder}/store.db", clock=self.clock))
        self.receipts: list[tuple[str, Windows, Verdict, int]] = []

    def teardown(self) -> None:
        if hasattr(self, "sqlite"):
            self.sqlite.close()
            shutil.rmtree(self.folder)

    @rule(key=KEYS, windows=WINDOWS, cost=st.integers(0, 4))
    def hit(self, key: str, windows: Windows, cost: int) -> None:
        expected = self.model.hit(key, windows, cost)
        assert expected == self.memory.hit(key, windows, cost)
        assert expected == self.sqlite.hit(key, windows, cost)
        if expected.allowed and cost:
            self.receipts.append((key, windows, expected, cost))

    @rule(index=st.integers(0, 5))
    def refund(self, index: int) -> None:
        if index < len(self.receipts):
            key, windows, verdict, cost = self.receipts.pop(index)
            for store in (self.model, self.memory, self.sqlite):
                store.refund(key, windows, verdict.receipt, cost)

    @rule(key=KEYS, windows=WINDOWS)
    def refund_too_late(self, key: str, windows: Windows) -> None:
        """A window ends, another one begins, and only then the hit is refunded."""
        self.hit(key, windows, 1)
        self.clock.now += max(window.seconds for window in windows.windows)
        self.hit(key, windows, 1)
        self.refund(max(0, len(self.receipts) - 2))
        self.hit(key, windows, 1)

    @rule(key=KEYS, windows=WINDOWS)
    def clear(self, key: str, windows: Windows) -> None:
        for window in windows.windows:
            self.model.counters.pop((key, window), None)
        self.memory.clear(key, windows)
        self.sqlite.clear(key, windows)

    @rule(key=KEYS, value=st.integers(1, 5), ttl=TTLS)
    def put(self, key: str, value: int, ttl: float) -> None:
        self.model.values[key] = value, self.clock() + ttl
        self.memory.put(key, value, ttl)
        self.sqlite.put(key, value, ttl)

    @rule(key=KEYS, ttl=TTLS)
    def claim(self, key: str, ttl: float) -> None:
        expected = self.model.read(key) is None
        if expected:
            self.model.values[key] = 1, self.clock() + ttl
        assert expected == self.memory.claim(key, ttl)
        assert expected == self.sqlite.claim(key, ttl)

    @rule(key=KEYS, ttl=TTLS)
    def advance(self, key: str, ttl: float) -> None:
        before = self.model.read(key) or 0
        epochs = self.memory.advance(key, ttl), self.sqlite.advance(key, ttl)
        assert min(epochs) >= max(before + 1, int(self.clock() * 1000))
        # what has expired may be remembered or not: an epoch only has to grow
        self.put(key, max(epochs), ttl)

    @rule(key=KEYS)
    def remove(self, key: str) -> None:
        self.model.values.pop(key, None)
        self.memory.remove((key,))
        self.sqlite.remove((key,))

    @rule()
    def read(self) -> None:
        expected = [self.model.read("b"), self.model.read("a"), None]
        assert expected == self.memory.read(("b", "a", "c"))
        assert expected == self.sqlite.read(("b", "a", "c"))

    @rule(seconds=st.sampled_from([0.25, 1.0, 4.75, 5.0, 20.0, 4000.0]))
    def wait(self, seconds: float) -> None:
        self.clock.now += seconds

    @rule()
    def wait_for_the_next_end(self) -> None:
        """The very moment at which a window or a value ends is where mistakes hide."""
        ends = [end for _, end in (*self.model.counters.values(), *self.model.values.values())]
        self.clock.now = min((end for end in ends if end > self.clock.now), default=self.clock.now)

    @rule(seconds=st.sampled_from([1.0, 12.0, 500.0]))
    def set_the_clock_back(self, seconds: float) -> None:
        # values that ended may have been dropped meanwhile, so only living ones go on
        self.model.values = {key: kept for key, kept in self.model.values.items() if kept[1] > self.clock()}
        for key in ("a", "b"):
            if key not in self.model.values:
                self.memory.remove((key,))
                self.sqlite.remove((key,))
        self.model.counters = {key: kept for key, kept in self.model.counters.items() if kept[1] > self.clock()}
        for key in ("a", "b"):
            for windows in (Windows(Window(3, 10)), Windows(Window(2, 5)), Windows(Window(4, 20))):
                if (key, windows.windows[0]) not in self.model.counters:
                    self.memory.clear(key, windows)
                    self.sqlite.clear(key, windows)
        self.clock.now -= seconds


TestStores = Stores.TestCase
TestStores.settings = settings(max_examples=200, stateful_step_count=40, deadline=None)
