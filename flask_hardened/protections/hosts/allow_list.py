"""AllowList: the hosts an app answers to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flask import Flask

from ...authority import DEFAULT_PORTS, Authority
from ...errors import Problem
from .patterns import HostPattern, parse_pattern


@dataclass(frozen=True, kw_only=True)
class AllowList:
    """What the configuration says about hosts.

    :param strict: production: no undeclared ports, and loopback names only where none is configured.
    :param https_port: a port that hosts may carry over https too, because the redirect to HTTPS sends clients there.
    """

    patterns: tuple[HostPattern, ...]
    strict: bool
    https_port: int | None = None

    def accepts(self, authority: Authority, scheme: str) -> bool:
        """Tell whether the app answers to `authority`, given without its scheme's default port."""
        if not self.strict:
            return not self.patterns or authority.is_loopback or any(each.names(authority) for each in self.patterns)
        if not self.patterns:
            return authority.is_loopback
        return any(each.names(authority) and self._on_port(each, authority, scheme) for each in self.patterns)

    def _on_port(self, pattern: HostPattern, authority: Authority, scheme: str) -> bool:
        port = authority.port
        if port is None or pattern.port == "*" or authority.is_loopback:
            return True
        return port == pattern.port or (port == self.https_port and DEFAULT_PORTS.get(scheme) == 443)

    @property
    def for_flask(self) -> list[str] | None:
        """The same for Flask's ``TRUSTED_HOSTS``, which ignores ports; None where it has no words for it."""
        names = [pattern.name for pattern in self.patterns]
        if not names or not self.strict or any(not name or name.startswith("[") for name in names):
            return None
        return [pattern.for_flask for pattern in self.patterns]

    @property
    def sample(self) -> str:
        """A host that is accepted, to stand in for one that the app must not see."""
        return next((each.sample for each in self.patterns if each.name), "localhost")


def configured_patterns(app: Flask, allowed: Sequence[str]) -> tuple[HostPattern, ...]:
    """Return the entries that can be read of `allowed`, else ``TRUSTED_HOSTS``; and of ``SERVER_NAME``."""
    patterns = [parse_pattern(entry) for entry in allowed]
    for _, entry in _in_flask_config(app, bool(allowed)):
        try:
            patterns.append(parse_pattern(entry))
        except ValueError:
            continue  # flask_config_problems says so
    return tuple(dict.fromkeys(patterns))


def flask_config_problems(app: Flask, allowed: Sequence[str]) -> Iterator[Problem]:
    """Yield what is wrong with Flask's own ``TRUSTED_HOSTS`` and ``SERVER_NAME``."""
    for setting, entry in _in_flask_config(app, have_allowed=False):
        try:
            parse_pattern(entry)
        except ValueError as error:
            yield Problem(setting, *error.args)
    if allowed and app.config.get("TRUSTED_HOSTS") is not None:
        theirs = {pattern.name for pattern in configured_patterns(app, ())}
        for entry in allowed:
            if parse_pattern(entry).name not in theirs:
                yield Problem(
                    "TRUSTED_HOSTS", f"it lacks {entry!r}, which HARDENED_HOSTS_ALLOWED has.", "Keep one of the two."
                )


def _in_flask_config(app: Flask, have_allowed: bool) -> Iterator[tuple[str, str]]:
    if not have_allowed:
        for entry in _as_list(app.config.get("TRUSTED_HOSTS")) or ():
            yield "TRUSTED_HOSTS", entry
    server_name = app.config.get("SERVER_NAME")
    if server_name:
        yield "SERVER_NAME", server_name
        if app.subdomain_matching:
            yield "SERVER_NAME", f".{server_name}"


def _as_list(value: str | Iterable[str] | None) -> list[str] | None:
    if value is None:
        return None
    return [value] if isinstance(value, str) else list(value)
