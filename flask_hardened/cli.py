"""The command group ``flask hardened``, and what its commands borrow from the rooms."""

from __future__ import annotations

import click

from .audit.collection import Inspectors
from .commands.audit import audit
from .commands.loading import INSPECTORS
from .commands.routes import routes
from .commands.rules import explain, list_rules
from .commands.secret import secret
from .markup import inventory
from .protections.deployment.secret_key import weakness
from .protections.templates.review import review
from .protections.validation.openapi.command import openapi


@click.group(help="Keep a Flask app hardened.")
@click.pass_context
def hardened(context: click.Context) -> None:
    """Group of the commands; found by the ``flask`` command through the entry point ``flask.commands``."""
    context.meta[INSPECTORS] = Inspectors(weakness=weakness, inventory=inventory, review=review)


for _command in (secret, audit, routes, list_rules, explain, openapi):
    hardened.add_command(_command)
