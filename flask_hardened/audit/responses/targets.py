"""Finds what can be asked without reaching a view."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from flask import Flask
from werkzeug.routing import RequestRedirect, Rule

from .probe import Probe
from .quiet import is_static
from .wsgi import environ_of

UNKNOWN = "/hardened-audit-probe"
"""The path that no app is expected to have."""
_METHODS = ("PATCH", "PUT", "DELETE", "POST")
_MOST_LOOKED_AT = 200
_LARGEST = 64 * 1024


@dataclass(frozen=True, kw_only=True)
class Targets:
    """Paths to ask for; None where the app has none of the kind."""

    unknown: str | None = UNKNOWN
    """A path that no rule matches, whatever the method."""
    static: str | None = None
    """A small static file."""
    wrong_method: tuple[str, str] | None = None
    """A path, and a method that is answered 405 there, while OPTIONS is answered by Flask itself."""
    slash: str | None = None
    """A path that Flask redirects to the same one with a slash."""
    preflights: tuple[tuple[str, str], ...] = ()
    """Paths whose OPTIONS is answered by Flask or by a CORS extension, with the endpoint."""


class Router:
    """Says where the app would route a request."""

    def __init__(self, app: Flask, host: str) -> None:
        self._app = app
        self._host = host

    def reached(self, probe: Probe) -> Rule | None:
        """Return the rule whose view would run; None where none would.

        :raises RequestRedirect: where Flask redirects to another spelling of the path.
        """
        try:
            request = self._app.request_class(environ_of(probe, self._host), populate_request=False)
            adapter = self._app.create_url_adapter(request)
            return None if adapter is None else adapter.match(return_rule=True)[0]
        except RequestRedirect:
            raise
        except (Exception, SystemExit):  # noqa: BLE001 - whatever it raises, Flask raises too before it finds a view
            return None

    def is_safe(self, probe: Probe) -> bool:
        """Tell whether no view runs: none is found, or Flask itself answers OPTIONS."""
        try:
            rule = self.reached(probe)
        except RequestRedirect:
            return True
        if rule is None:
            return True
        return probe.method == "OPTIONS" and _answers_options(rule)


def targets_of(app: Flask, router: Router) -> Targets:
    """Look for paths in the URL map, and for a file in the static folder."""
    plain = [rule for rule in app.url_map.iter_rules() if not rule.arguments and not rule.build_only]
    every = ("GET", *_METHODS)
    free = all(router.is_safe(Probe(kind="", method=method, target=UNKNOWN)) for method in every)
    return Targets(
        unknown=UNKNOWN if free else None,
        static=_static_file(app, router),
        wrong_method=next(_wrong_methods(plain, router), None),
        slash=next(_slashes(plain, router), None),
        preflights=tuple(_preflights(plain, router))[:10],
    )


def _answers_options(rule: Rule) -> bool:
    """Tell whether Flask itself answers OPTIONS; it notes so on the rule."""
    return bool(getattr(rule, "provide_automatic_options", False))


def _wrong_methods(rules: list[Rule], router: Router) -> Iterator[tuple[str, str]]:
    for rule in rules:
        if not _answers_options(rule) or "GET" not in (rule.methods or ()):
            continue
        for method in _METHODS:
            if method not in (rule.methods or ()) and _is_refused(router, rule.rule, method):
                yield quote(rule.rule), method


def _is_refused(router: Router, path: str, method: str) -> bool:
    probe = Probe(kind="", method=method, target=quote(path))
    automatic = Probe(kind="", method="OPTIONS", target=quote(path))
    try:
        return router.reached(probe) is None and router.reached(automatic) is not None and router.is_safe(automatic)
    except RequestRedirect:
        return False


def _slashes(rules: list[Rule], router: Router) -> Iterator[str]:
    for rule in rules:
        path = rule.rule.rstrip("/")
        if not path or not rule.rule.endswith("/") or "GET" not in (rule.methods or ()):
            continue
        try:
            router.reached(Probe(kind="", target=quote(path)))
        except RequestRedirect:
            yield quote(path)


def _preflights(rules: list[Rule], router: Router) -> Iterator[tuple[str, str]]:
    for rule in rules:
        if router.is_safe(Probe(kind="", method="OPTIONS", target=quote(rule.rule))):
            yield quote(rule.rule), rule.endpoint


def _static_file(app: Flask, router: Router) -> str | None:
    """Return the address of the smallest file that is found at the top of the static folder, or one level below."""
    if app.static_folder is None or app.static_url_path is None or not is_static(app, "static"):
        return None
    best: tuple[int, str] | None = None
    for name, size in _files(Path(app.static_folder)):
        if size <= _LARGEST and (best is None or (size, name) < best):
            best = (size, name)
    if best is None:
        return None
    target = f"{app.static_url_path.rstrip('/')}/{quote(best[1])}"
    try:
        rule = router.reached(Probe(kind="", target=target))
    except RequestRedirect:
        return None
    return target if rule is not None and rule.endpoint == "static" else None


def _files(folder: Path) -> Iterator[tuple[str, int]]:
    looked_at = 0
    for place, folders, names in os.walk(folder):
        folders.sort()
        if Path(place) != folder:
            folders.clear()
        for name in sorted(names):
            looked_at += 1
            if looked_at > _MOST_LOOKED_AT:
                return
            path = Path(place, name)
            with suppress(OSError):  # what cannot be read is not served either
                if not name.startswith(".") and path.is_file() and not path.is_symlink():
                    yield path.relative_to(folder).as_posix(), path.stat().st_size
