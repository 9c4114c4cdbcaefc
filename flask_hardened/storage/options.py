"""The options of the store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from ..errors import Problem
from ..options import Options, options

LONGEST_TIMEOUT = 0.3
"""Seconds that one answer of the store may take."""


@options
class StorageOptions(Options):
    """The one store for limits, login throttling, and the revocation of sessions and tokens."""

    uri: str | None = field(default=None, repr=False)
    """Where it is: ``sqlite:///name.db`` (in the instance folder), ``sqlite:////absolute/path.db``, ``redis://``,
    ``rediss://``, ``valkey://``, ``redis+cluster://``, ``redis+sentinel://``, ``memcached://``, ``mongodb://``, or
    ``memory://``, which each worker has for itself. Default: memory while debugging or testing, otherwise
    ``sqlite:///hardened.db``."""

    options: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """What the driver is given beside the URI, for instance ``{"password": ..., "ssl_ca_certs": ...}``. Timeouts above
    0.3 seconds are refused, because a request would wait for them."""

    max_keys: int = 100_000
    """The most counters, and the most values, that are kept in memory; some 20 MB. What expires first makes room."""

    def faults(self) -> Iterator[Problem]:
        if self.max_keys < 1:
            yield self.problem("max_keys", "at least one key has to fit.", "Give a number from 1 on.")
        given = [("options", name, value) for name, value in self.options.items()]
        given += [("uri", name, value) for name, value in parse_qsl(urlsplit(self.uri or "").query)]
        for where, name, value in given:
            if "timeout" in name.lower() and not _short_enough(name, value):
                fault = f"{name} lets a request wait for longer than {LONGEST_TIMEOUT} seconds."
                yield self.problem(where, fault, f"Leave it out, or give at most {LONGEST_TIMEOUT} seconds.")


def _short_enough(name: str, value: object) -> bool:
    try:
        seconds = float(str(value)) / (1000 if name.lower().endswith("ms") else 1)
    except ValueError:
        return isinstance(value, bool) or value in ("True", "False")
    return 0 < seconds <= LONGEST_TIMEOUT
