"""The tests as pytest sees them: one collector for the app, one item for each check of each route."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from ..audit.collectors.view_source import source_place
from ..errors import did_you_mean
from .checks.catalog import CHECKS, Check
from .failure import CheckFailed
from .loading import load_subject
from .routes import TestedRoute, routes_of
from .skips import Skip, read_skips
from .subject import Subject
from .url_values import GivenValues, parsed


class RouteTest(pytest.Item):
    """One check of one route.

    :param skipped: why it is left out; None when it is made.
    """

    def __init__(self, *, subject: Subject, route: TestedRoute, check: Check, skipped: str | None, **kept: Any) -> None:
        super().__init__(**kept)
        self._subject = subject
        self._route = route
        self._check = check
        self._file, self._line = source_place(subject.app.view_functions.get(route.endpoint), Path.cwd())
        self.add_marker("hardened")
        if skipped is not None:
            self.add_marker(pytest.mark.skip(reason=skipped))

    def runtest(self) -> None:
        """Send the requests of the check."""
        self._check.run(self._subject, self._route)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Show what is wrong, and where the view is; no traceback of ours."""
        if not isinstance(excinfo.value, CheckFailed):
            return super().repr_failure(excinfo, style)
        where = "" if self._file is None else f", at {self._file}:{self._line}"
        return f"{self.name}\n  {excinfo.value}\n  The view is {self._route.endpoint!r}{where}."

    def reportinfo(self) -> tuple[Path, int, str]:
        """Name the test in reports, and the place of the view if it is the app's own."""
        path = None if self._file is None else Path.cwd() / self._file
        if path is None or self._line is None or not path.is_file():
            return self.path, 0, self.name
        return path, self._line - 1, self.name


class AppTests(pytest.Collector):
    """All tests of the app.

    :param given: takes an endpoint; returns the values that the user gives for its URL.
    """

    def __init__(self, *, subject: Subject, skips: tuple[Skip, ...], given: GivenValues, **kept: Any) -> None:
        super().__init__(**kept)
        self._subject = subject
        self._skips = skips
        self._given = given

    def collect(self) -> Iterator[RouteTest]:
        """Yield each check of each route."""
        written: set[str] = set()
        for route in routes_of(self._subject, self._given):
            for check in CHECKS:
                name = check.title_of(route)
                if name is None or (name in written and not check.each_method):
                    continue
                name = f"{name} ({route.endpoint})" if name in written else name
                written.add(name)
                said = next((skip.reason for skip in self._skips if skip.covers(route.endpoint, check.name)), None)
                skipped = check.skipped(route) if said is None else said
                yield RouteTest.from_parent(
                    self, name=name, subject=self._subject, route=route, check=check, skipped=skipped
                )  # fmt: skip


def collector_of(session: pytest.Session, named: str) -> AppTests:
    """Load the app, and return the collector of its tests.

    :raises pytest.UsageError: when the app cannot be tested, or a setting makes no sense.
    """
    config = session.config
    asked = config.getoption("--hardened-get")
    subject = load_subject(named, runs_views=config.getini("hardened_get") if asked is None else asked)
    endpoints = {rule.endpoint for rule in subject.app.url_map.iter_rules()}
    entries = [*config.getini("hardened_skip"), *config.getoption("--hardened-skip")]
    skips = read_skips(entries, endpoints, [check.name for check in CHECKS])
    name = f"hardened[{named}]"
    collector: AppTests = AppTests.from_parent(
        session, name=name, nodeid=name, subject=subject, skips=skips, given=_given_values(session, endpoints)
    )
    return collector


def _given_values(session: pytest.Session, endpoints: set[str]) -> GivenValues:
    written: dict[str, dict[str, Any]] = {}
    for entry in session.config.getini("hardened_url_values"):
        endpoint, _, values = entry.partition(":")
        endpoint = endpoint.strip()
        if endpoint not in endpoints:
            fix = did_you_mean(endpoint, endpoints)
            raise pytest.UsageError(f"hardened_url_values: there is no endpoint {endpoint!r}. {fix}")
        try:
            written[endpoint] = parsed(values)
        except ValueError as error:
            raise pytest.UsageError(f"hardened_url_values: {error}") from None

    def given(endpoint: str) -> Mapping[str, Any] | None:
        found: Mapping[str, Any] | None = session.ihook.pytest_hardened_url_values(endpoint=endpoint)
        return written.get(endpoint) if found is None else found

    return given
