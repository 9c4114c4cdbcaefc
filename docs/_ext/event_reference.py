"""``.. hardened-events::`` writes the tables of event names from the vocabulary itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

from flask_hardened.event_names import OWASP, OWN, EventName


def table_lines(title: str, names: Mapping[str, EventName]) -> Iterator[str]:
    """Yield one section with a table as reStructuredText."""
    yield from (title, "-" * len(title), "", ".. list-table::", "   :header-rows: 1", "")
    for cells in (("name", "level", "meaning"), *((f"``{n}``", e.level, e.description) for n, e in names.items())):
        for number, cell in enumerate(cells):
            yield f"   {'-' if number else '* -'} {cell}".replace("   - ", "     - ", 1)
    yield ""


class HardenedEvents(SphinxDirective):
    """The names of ours, then OWASP's."""

    def run(self) -> list[nodes.Node]:
        """Return two sections."""
        lines = [*table_lines("Names of our own", OWN), *table_lines("Names of OWASP's vocabulary", OWASP)]
        return self.parse_text_to_nodes("\n".join(lines), allow_section_headings=True)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive."""
    app.add_directive("hardened-events", HardenedEvents)
    return {"version": "1", "parallel_read_safe": True}
