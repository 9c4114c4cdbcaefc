"""The other strategies of `limits`, moving and sliding windows, through its own limiters: several trips a hit."""

from __future__ import annotations

import time

from limits import RateLimitItemPerSecond
from limits.storage import Storage
from limits.strategies import STRATEGIES

from .windows import Verdict, Windows, needed, verdict_of


def hit_by_strategy(storage: Storage, key: str, windows: Windows, cost: int) -> Verdict:
    """Count a hit the way `windows.strategy` names.

    Exact for a single window. Several are tried one after the other, so that under concurrency a hit which the last
    one refuses may have been counted by the first.

    :raises NotImplementedError: if the storage does not offer the strategy.
    """
    limiter = STRATEGIES[windows.strategy](storage)
    items = [RateLimitItemPerSecond(amount, seconds, namespace="") for amount, seconds in windows.windows]
    allowed = all(limiter.test(item, key, cost=needed(cost)) for item in items)
    if allowed and cost:
        allowed = all(limiter.hit(item, key, cost=cost) for item in items)
    stats = [limiter.get_window_stats(item, key) for item in items]
    now = time.time()
    states = [
        # at the very start of a window limits says that it ends now
        (item.amount - found.remaining, found.reset_time if found.reset_time > now + 0.001 else now + item.multiples)
        for item, found in zip(items, stats, strict=True)
    ]
    return verdict_of(windows.windows, states, allowed)
