"""From a live app to a snapshot. Nothing is asked of the app but what it is; no request is sent."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from flask import Flask

from .collectors.config import Weakness, collect_config
from .collectors.hardening import collect_hardening, collect_problems
from .collectors.routes import collect_routes
from .collectors.templates import Inventory, Review, collect_templates, no_review
from .snapshot import Snapshot, Unchecked

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Inspectors:
    """What the rooms lend the audit, which does not know them."""

    weakness: Weakness
    inventory: Inventory
    review: Review = no_review


PARTS = ("config", "routes", "templates")
"""What can be collected by itself. What ``Hardened(app)`` was told is always read, because most rules need it."""


def collect(app: Flask, inspectors: Inspectors, root: Path, only: Collection[str] = PARTS) -> Snapshot:
    """Read `app`.

    :param root: files below it are named relative to it.
    :param only: the parts that are wanted; default all of :data:`PARTS`.
    """
    unchecked: list[Unchecked] = []
    note = unchecked.append

    def attempt(what: str, read: Callable[[], T]) -> T | None:
        try:
            return read()
        except Exception as error:  # noqa: BLE001 - what cannot be read is evidence too
            note(Unchecked(what=what, reason=type(error).__name__))
            return None

    def part(name: str, what: str, read: Callable[[], T]) -> T | None:
        return attempt(what, read) if name in only else None

    return Snapshot(
        config_facts=part("config", "the configuration", lambda: collect_config(app, inspectors.weakness)),
        hardening_facts=attempt("the policy", lambda: collect_hardening(app)),
        route_facts=part("routes", "the routes", lambda: collect_routes(app, root, note)),
        template_facts=part(
            "templates",
            "the templates",
            lambda: collect_templates(app, inspectors.inventory, root, note, inspectors.review),
        ),
        problems=part("config", "the checks of a production start", lambda: collect_problems(app)) or (),
        unchecked=tuple(unchecked),
    )
