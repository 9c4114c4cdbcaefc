"""Walks nginx's configuration."""

from __future__ import annotations

from collections.abc import Iterator

from ...files.shipping.facts import Directive
from ...snapshot import Snapshot


def directives(snapshot: Snapshot) -> Iterator[tuple[Directive, tuple[Directive, ...]]]:
    """Yield every directive with the blocks it stands in, outermost first."""
    for outermost in snapshot.files.nginx:
        yield from outermost.walk()
