"""The groups ``flask hardened`` and ``python -m flask_hardened``, and what their commands borrow from the rooms."""

from __future__ import annotations

import click

from .audit.collection import Inspectors
from .commands.audit import audit
from .commands.audit_folder import audit_folder
from .commands.loading import INSPECTORS
from .commands.nginx import nginx
from .commands.routes import routes
from .commands.rules import explain, list_rules
from .commands.secret import secret
from .markup import inventory
from .protections.deployment.secret_key import weakness
from .protections.templates.review import review
from .protections.validation.openapi.command import openapi

_INSPECTORS = Inspectors(weakness=weakness, inventory=inventory, review=review)


@click.group(help="Keep a Flask app hardened.")
@click.pass_context
def hardened(context: click.Context) -> None:
    """Group of the commands; found by the ``flask`` command through the entry point ``flask.commands``."""
    context.meta[INSPECTORS] = _INSPECTORS


@click.group(help="Look at the source of a Flask app without running it.")
@click.pass_context
def without_app(context: click.Context) -> None:
    """Group of the commands that load no app."""
    context.meta[INSPECTORS] = _INSPECTORS


for _command in (secret, audit, routes, list_rules, explain, openapi, nginx):
    hardened.add_command(_command)
for _command in (audit_folder, secret, list_rules, explain):
    without_app.add_command(_command)
