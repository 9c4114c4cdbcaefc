"""What is known of the files beside the source. No fact holds a secret, or a line of a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..finding import Confidence, Location
from .shipping.facts import Directive, Image, ServerSetting, ServerStart, Service, Switch

ServedKind = Literal[
    "secret", "repository", "backup", "dump", "database", "source", "leftover", "source-map", "project", "instance"
]
OpenKind = Literal["readable-secret", "writable-instance", "writable-folder", "writable-file"]


@dataclass(frozen=True, kw_only=True)
class ServedFile:
    """A file or folder that anybody can download, and nobody should."""

    kind: ServedKind
    location: Location


@dataclass(frozen=True, kw_only=True)
class OpenFile:
    """A file or folder whose mode lets every user of the machine read or write it."""

    kind: OpenKind
    location: Location


@dataclass(frozen=True, kw_only=True)
class EnvFile:
    """An environment file that the repository holds, or would take with the next ``git add``."""

    tracked: bool
    """Whether it is in git's index already."""
    holds_secret: bool
    """Whether a value in it looks like a secret."""
    location: Location


@dataclass(frozen=True, kw_only=True)
class WrittenSecret:
    """A secret in a file, without its value."""

    kind: str
    """What it looks like, such as "a GitHub token"; the object of a sentence."""
    name: str
    """The variable, key or argument it is given to; empty when the text alone tells."""
    length: int
    """Characters."""
    variety: Literal["low", "medium", "high"]
    """How random it looks, by its entropy."""
    in_url: bool
    """Whether it is the password of a URL."""
    local: bool
    """Whether that URL leads to the machine itself."""
    confidence: Confidence
    location: Location


@dataclass(frozen=True, kw_only=True)
class FileFacts:
    """The files of the project, secrets reduced to facts."""

    served: tuple[ServedFile, ...] = ()
    open_files: tuple[OpenFile, ...] = ()
    """Empty on Windows, whose modes say nothing."""
    env_files: tuple[EnvFile, ...] = ()
    secrets: tuple[WrittenSecret, ...] = ()
    images: tuple[Image, ...] = ()
    """From Dockerfiles."""
    services: tuple[Service, ...] = ()
    """From files of Docker Compose."""
    starts: tuple[ServerStart, ...] = ()
    """How the app is started: by images, services, Procfiles, systemd units and scripts."""
    settings: tuple[ServerSetting, ...] = ()
    """Of gunicorn, uvicorn and uWSGI, from their files and command lines."""
    switches: tuple[Switch, ...] = ()
    """Environment variables that turn Flask's debug mode on, where the app is shipped."""
    nginx: tuple[Directive, ...] = ()
    """The outermost directives of nginx's files."""
