"""From what ``--hardened-app`` names to the subject of the tests."""

from __future__ import annotations

import secrets
import traceback
from pathlib import Path
from unittest.mock import patch

import click
import pytest
from flask import Flask
from flask.cli import ScriptInfo

from ..audit.collectors.view_source import shown_path
from ..errors import ConfigurationError, Problem
from ..hardening import EXTENSION, Hardening
from .subject import Subject

_MODE = "Give the tests an app that would start in production, or one in testing mode: create_app('testing')."


def load_subject(named: str, *, runs_views: bool) -> Subject:
    """Load the app, as ``flask --app`` does, and prepare it.

    A missing secret key is made; nothing else of it is changed for good.

    :raises pytest.UsageError: when it cannot be loaded, is not hardened, or would not start.
    """
    app = _load(named)
    hardening = app.extensions.get(EXTENSION)
    if not isinstance(hardening, Hardening):
        raise pytest.UsageError(f"--hardened-app: {named} is not hardened: Hardened(app) is missing.")
    if not app.secret_key and not app.testing:
        app.secret_key = secrets.token_hex(32)
    with patch.dict(app.config, {"DEBUG": False}):
        problems = hardening.problems() if hardening.in_production else []
    if problems:
        raise pytest.UsageError(f"--hardened-app: {named} would not start. {_told(problems)} {_MODE}")
    return Subject(app, hardening, host=_host(hardening, app), runs_views=runs_views)


def _load(named: str) -> Flask:
    info = ScriptInfo(app_import_path=named, set_debug_flag=False)
    # A context of a command that serves nobody: without a secret key the app starts all the same.
    context = click.Context(click.Command("hardened-app"), info_name="hardened-app", obj=info)
    try:
        with context.scope():
            return info.load_app()
    except click.ClickException as error:
        raise pytest.UsageError(f"--hardened-app: {error.format_message()}") from None
    except ConfigurationError as error:
        raise pytest.UsageError(f"--hardened-app: {named} refuses to start. {error}") from None
    except (Exception, SystemExit) as error:  # noqa: BLE001 - pytest would show its text
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{shown_path(frame.filename, Path.cwd())}:{frame.lineno}"
        # Without the exception's own text, which may quote a password out of an address.
        told = f"--hardened-app: {named} cannot be loaded: {type(error).__name__} at {place}."
        raise pytest.UsageError(told) from None


def _told(problems: list[Problem]) -> str:
    return str(ConfigurationError(problems))


def _host(hardening: Hardening, app: Flask) -> str:
    """Return a host that the app answers to, as its hosts room says; any without one."""
    for room in hardening.protections:
        if room.feature == "hosts":
            host: str = room.sample_host(app)  # type: ignore[attr-defined] # no room is imported here
            return host
    return "localhost"
