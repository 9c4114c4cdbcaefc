"""Options of the csp room."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ...errors import ConfigurationError, Problem
from ...options import options
from .directives import Directives, chosen, from_mapping
from .grammar import DANGEROUS, ENFORCED_ONLY
from .profiles import PROFILES, Lists, Profile
from .source_lists import hatch_faults, is_off

_PATH = re.compile(r"/(?!/)[A-Za-z0-9._~/-]*")
_ENDPOINT = re.compile(r"https://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~/%?=&-]*)?", re.ASCII)


@options
class CspOptions(Directives):
    """The Content-Security-Policy: a profile, what replaces its directives, and where violations are reported."""

    profile: Profile = "web"
    """What the policy begins with: ``web``, ``strict`` or ``api``. The presets of the same name choose it."""
    enforce: bool = True
    """False: browsers report what the policy would block, and block nothing. For the first days of an old app."""
    report_only: Profile | Directives | Mapping[str, Any] | None = None
    """A second policy that is reported only, beside the first: a profile to try, or the directives to try."""
    dangerously_allow: tuple[str, ...] = ()
    """Sources that let injected scripts run, such as ``'unsafe-inline'`` or ``*``, and may be used all the same in
    ``script_src``, ``script_src_attr``, ``default_src``, ``object_src`` and ``base_uri``."""
    report_path: str | None = "/.well-known/csp-reports"
    """Where the built-in collector takes browsers' reports. None: no collector."""
    report_uri: str | None = None
    """Where else browsers send their reports: a path of the app, or an ``https://`` URL. The collector is off then."""
    reports_per_minute: int = 60
    """How many events the collector emits a minute. It reads ten times as many requests, from one client as many."""

    def faults(self) -> Iterator[Problem]:
        """Yield bad sources, and reporting addresses that cannot be."""
        yield from super().faults()
        for fault in hatch_faults(self.dangerously_allow):
            yield self.problem("dangerously_allow", *fault)
        try:
            self.reported()
        except ConfigurationError as error:
            for problem in error.problems:
                yield self.problem("report_only", f"{problem.setting}: {problem.fault}", problem.fix)
        if self.report_path is not None and not _PATH.fullmatch(self.report_path):
            yield self.problem("report_path", f"{self.report_path[:60]!a} is no path.", 'Begin it with one "/".')
        if self.report_uri is not None and not (
            _PATH.fullmatch(self.report_uri) or _ENDPOINT.fullmatch(self.report_uri)
        ):
            yield self.problem(
                "report_uri", f"{self.report_uri[:60]!a} is no address.", "Give a path or an https:// URL."
            )
        if self.reports_per_minute < 1:
            yield self.problem("reports_per_minute", "it is less than 1.", "Give report_path=None to take no reports.")

    def enforced(self) -> Lists:
        """Return the lists of the policy: the profile's, replaced by what was given."""
        return _without_off({**PROFILES[self.profile], **chosen(self)})

    def reported(self) -> Lists:
        """Return the lists of the second policy; empty when there is none.

        :raises ConfigurationError: when its mapping holds something that is no directive.
        """
        given = self.report_only
        if given is None:
            return {}
        if isinstance(given, str):
            lists: Lists = PROFILES[given]
        elif isinstance(given, Directives):
            lists = chosen(given)
        else:
            lists = from_mapping(given, allowed=DANGEROUS)
        return {name: sources for name, sources in _without_off(lists).items() if name not in ENFORCED_ONLY}


def _without_off(lists: Lists) -> Lists:
    return {name: sources for name, sources in lists.items() if not is_off(name, sources)}


__all__ = ["CspOptions", "Directives"]
