"""Loads the app that a command is about, and says where it fails without quoting a password."""

from __future__ import annotations

import traceback
from pathlib import Path

import click
from flask import Flask
from flask.cli import ScriptInfo

from ..audit.collection import Wanted, collect
from ..audit.collectors.view_source import shown_path
from ..audit.snapshot import Snapshot
from ..errors import ConfigurationError

FAILED = 2
"""The exit status when a command could not do its work."""
INSPECTORS = "flask_hardened.inspectors"
"""Where the group leaves, in ``Context.meta``, what the rooms lend the audit."""


def read_app(context: click.Context, wanted: Wanted) -> tuple[Snapshot, Flask | None]:
    """Read the app, and return it too; one that refuses to start leaves its problems, and is none.

    :param wanted: the parts to read.
    """
    try:
        app = load_app(context)
    except ConfigurationError as error:
        return Snapshot(problems=error.problems), None
    return collect(app, context.meta[INSPECTORS], Path.cwd(), wanted), app


def load_app(context: click.Context) -> Flask:
    """Load the app as a server does; end with status 2 when that fails.

    The ``flask`` command would set the debug flag from the environment alone, over what the configuration says, and so
    hide a ``DEBUG = True`` that every other server obeys.

    :raises ConfigurationError: when it refuses to start.
    """
    info = context.ensure_object(ScriptInfo)
    info.set_debug_flag = False
    try:
        return info.load_app()
    except (ConfigurationError, click.ClickException):
        raise
    except (Exception, SystemExit) as error:  # noqa: BLE001 - exit status 1 would say "findings", and 0 "none"
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{shown_path(frame.filename, Path.cwd())}:{frame.lineno}"
        # Without the exception's own text, which may quote a password out of an address.
        click.echo(f"The app could not be loaded: {type(error).__name__} at {place}.", err=True)
        context.exit(FAILED)


def home_file(snapshot: Snapshot, root: Path) -> str | None:
    """Return the file of the app's own module or package, where it lies below `root`."""
    if snapshot.config_facts is None:
        return None
    path = snapshot.config_facts.name.replace(".", "/")
    return next((file for file in (f"{path}.py", f"{path}/__init__.py") if (root / file).is_file()), None)
