"""``.. hardened-commands::`` writes the reference of the command line from the commands themselves."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import click
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

from flask_hardened.cli import hardened


def command_lines(name: str, command: click.Command) -> Iterator[str]:
    """Yield the reference of one command as reStructuredText: its own help text."""
    title = f"flask hardened {name}"
    context = click.Context(command, info_name=title, max_content_width=80)
    yield from (title, "-" * len(title), "")
    yield from (".. code-block:: none", "", textwrap.indent(command.get_help(context), "   "), "")


class HardenedCommands(SphinxDirective):
    """Every command of ``flask hardened``, with its help text."""

    def run(self) -> list[nodes.Node]:
        """Return one section per command."""
        lines = (line for name, command in sorted(hardened.commands.items()) for line in command_lines(name, command))
        return self.parse_text_to_nodes("\n".join(lines), allow_section_headings=True)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive."""
    app.add_directive("hardened-commands", HardenedCommands)
    return {"version": "1", "parallel_read_safe": True}
