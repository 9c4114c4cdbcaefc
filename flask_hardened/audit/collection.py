"""From a live app, or a folder of source, to a snapshot. No request is sent but what :class:`Probing` allows."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from flask import Flask

from .collectors.config import Weakness, collect_config
from .collectors.dependencies import collect_dependencies
from .collectors.files import collect_files
from .collectors.hardening import collect_hardening, collect_problems
from .collectors.responses import collect_responses
from .collectors.routes import collect_routes
from .collectors.source import collect_source
from .collectors.template_files import collect_template_files
from .collectors.templates import Inventory, Review, collect_templates, no_review
from .responses.probing import Probing
from .snapshot import Snapshot, Unchecked

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Inspectors:
    """What the rooms lend the audit, which does not know them."""

    weakness: Weakness
    inventory: Inventory
    review: Review = no_review


PARTS = ("config", "routes", "templates", "source", "files", "dependencies", "responses")
"""What can be collected by itself. What ``Hardened(app)`` was told is always read, because most rules need it."""
PARTS_OF_FOLDERS = ("templates", "source", "files", "dependencies")
"""What can be read of a folder, without the app."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is to be read, and how far the audit may go for it."""

    parts: Collection[str] = PARTS
    probing: Probing = field(default_factory=Probing)
    online: bool = False
    """Ask others about known vulnerabilities of what is installed."""


class _Reading:
    """Reads one part after the other; what cannot be read is evidence too."""

    def __init__(self, parts: Collection[str]) -> None:
        self.parts = parts
        self.unchecked: list[Unchecked] = []

    def note(self, unchecked: Unchecked) -> None:
        self.unchecked.append(unchecked)

    def attempt(self, what: str, read: Callable[[], T]) -> T | None:
        try:
            return read()
        except (Exception, SystemExit) as error:  # noqa: BLE001 - it is said in the report
            self.note(Unchecked(what=what, reason=type(error).__name__))
            return None

    def part(self, name: str, what: str, read: Callable[[], T]) -> T | None:
        return self.attempt(what, read) if name in self.parts else None


def collect(app: Flask, inspectors: Inspectors, root: Path, wanted: Wanted | None = None) -> Snapshot:
    """Read `app`.

    :param root: files below it are named relative to it.
    :param wanted: default everything, without asking views or other servers.
    """
    wanted = wanted or Wanted()
    reading = _Reading(wanted.parts)
    note, attempt, part = reading.note, reading.attempt, reading.part
    home = attempt("where the app's project lies", lambda: home_of(app, root)) or root
    routes = part("routes", "the routes", lambda: collect_routes(app, root, note))
    return Snapshot(
        config_facts=part("config", "the configuration", lambda: collect_config(app, inspectors.weakness, note)),
        hardening_facts=attempt("the policy", lambda: collect_hardening(app)),
        route_facts=routes,
        template_facts=part(
            "templates",
            "the templates",
            lambda: collect_templates(app, inspectors.inventory, root, note, inspectors.review),
        ),
        source_facts=part("source", "the source", lambda: collect_source(home, root, note)),
        file_facts=part("files", "the files", lambda: collect_files(app, home, root, note)),
        dependency_facts=part(
            "dependencies",
            "the dependencies",
            lambda: collect_dependencies(home, root, note, installed=True, online=wanted.online),
        ),
        problems=part("config", "the checks of a production start", lambda: collect_problems(app)) or (),
        # The last, because it is the only part that makes the app do something.
        response_facts=part("responses", "the responses", lambda: collect_responses(app, routes, wanted.probing, note)),
        unchecked=tuple(reading.unchecked),
    )


def collect_folder(home: Path, inspectors: Inspectors, wanted: Wanted) -> Snapshot:
    """Read the files below `home`; nothing of them is imported or run."""
    reading = _Reading(wanted.parts)
    note, part = reading.note, reading.part
    return Snapshot(
        template_facts=part(
            "templates",
            "the templates",
            lambda: collect_template_files(home, home, note, inspectors.inventory, inspectors.review),
        ),
        source_facts=part("source", "the source", lambda: collect_source(home, home, note)),
        file_facts=part("files", "the files", lambda: collect_files(None, home, home, note)),
        dependency_facts=part(
            "dependencies",
            "the dependencies",
            lambda: collect_dependencies(home, home, note, installed=False, online=wanted.online),
        ),
        unchecked=tuple(reading.unchecked),
    )


def home_of(app: Flask, root: Path) -> Path:
    """Return the folder of the app's project: `root` if the app lies below it, else its outermost package."""
    place, root = Path(app.root_path).resolve(), root.resolve()
    if place.is_relative_to(root) and "site-packages" not in place.relative_to(root).parts:
        return root
    while (place.parent / "__init__.py").is_file():
        place = place.parent
    return place
