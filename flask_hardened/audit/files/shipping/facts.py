"""What is known of how the app is shipped. Values are kept only where they can be no secret."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ...finding import Location

Origin = Literal["image", "service", "procfile", "unit", "script", "settings"]


@dataclass(frozen=True, kw_only=True)
class ImageRemark:
    """One thing about an image that a rule asks for."""

    kind: Literal[
        "written-secret", "copied-secret", "whole-context", "unpinned", "remote-add", "piped-download", "default-user"
    ]
    about: str
    """The variable, file or image; never a value."""
    location: Location
    sure: bool = True
    """False where something that cannot be seen here, such as the base image, decides."""


@dataclass(frozen=True, kw_only=True)
class Image:
    """The image that a Dockerfile makes: its last stage, and whatever other stages leave in its history."""

    base: str
    """What the last stage is made from, as it is written."""
    user: str | None
    """Whom it runs as; None where the Dockerfile does not say."""
    remarks: tuple[ImageRemark, ...]
    location: Location


@dataclass(frozen=True, kw_only=True)
class ServiceRemark:
    """One thing about a service of Docker Compose that a rule asks for."""

    kind: Literal["privilege", "published-database", "default-password"]
    about: str
    """The setting, the product or the variable; never a value."""
    location: Location


@dataclass(frozen=True, kw_only=True)
class Service:
    """One service of Docker Compose."""

    name: str
    remarks: tuple[ServiceRemark, ...]
    location: Location


@dataclass(frozen=True, kw_only=True)
class ServerStart:
    """A command that starts the app."""

    program: Literal["flask", "python", "gunicorn", "uvicorn", "uwsgi", "waitress", "hypercorn"]
    development: bool
    """Whether it is the server of Werkzeug, which is made for one developer."""
    origin: Origin
    location: Location
    user: str | None = None
    """The system user a unit names; None where it does not, or is no unit."""


@dataclass(frozen=True, kw_only=True)
class ServerSetting:
    """One setting of a server."""

    program: str
    name: str
    """As its own settings file has it: ``forwarded_allow_ips``, not ``--forwarded-allow-ips``."""
    value: str
    """Settings that can be no secret are kept, no others."""
    location: Location


@dataclass(frozen=True, kw_only=True)
class Switch:
    """An environment variable that turns debug mode on."""

    name: str
    origin: Origin
    location: Location


@dataclass(frozen=True, kw_only=True)
class Directive:
    """One directive of nginx, with those inside its block."""

    name: str
    args: tuple[str, ...]
    """Empty for a directive whose arguments no rule asks for."""
    location: Location
    children: tuple[Directive, ...] = ()

    def walk(self, above: tuple[Directive, ...] = ()) -> Iterator[tuple[Directive, tuple[Directive, ...]]]:
        """Yield this directive and all below it, each with those above it, outermost first."""
        yield self, above
        for child in self.children:
            yield from child.walk((*above, self))
