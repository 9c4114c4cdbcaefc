"""``flask hardened openapi``."""

from __future__ import annotations

import json
from pathlib import Path

import click
from flask.cli import ScriptInfo

from ....errors import ConfigurationError
from ....hardening import EXTENSION, hardening_of
from .document import document


@click.command()
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write it to this file.")
@click.option("--title", help="The title of the API; the app's name by default.")
@click.option("--api-version", default="1.0.0", show_default=True, help="The version of the API.")
@click.pass_context
def openapi(context: click.Context, *, output: Path | None, title: str | None, api_version: str) -> None:
    """Print the OpenAPI 3.1 description of the routes that have @validate, as JSON."""
    try:
        app = context.ensure_object(ScriptInfo).load_app()
        options = hardening_of(app).policy.validation if EXTENSION in app.extensions else None
        if options is None:
            raise click.ClickException("The app validates nothing: call Hardened(app), with the feature validation on.")
        made = document(app, options, title=title or app.name, version=api_version)
    except ConfigurationError as error:
        raise click.ClickException(str(error)) from None
    text = json.dumps(made, indent=2) + "\n"
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, "utf-8")
    except OSError as error:
        raise click.UsageError(f"{output} cannot be written: {error.strerror}.") from None
