"""``.. hardened-options::`` writes the reference of all options from their dataclasses, so that it cannot drift."""

from __future__ import annotations

import inspect

from docutils import nodes
from option_text import feature_lines, preset_lines
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

from flask_hardened.policy import FEATURES


class HardenedOptions(SphinxDirective):
    """The options of every feature, in the order of the policy."""

    def run(self) -> list[nodes.Node]:
        """Return one section per feature."""
        for feature in FEATURES:
            self.env.note_dependency(inspect.getfile(FEATURES[feature]))
        text = "\n".join(line for feature in FEATURES for line in feature_lines(feature))
        return self.parse_text_to_nodes(f".. py:currentmodule:: flask_hardened\n\n{text}", allow_section_headings=True)


class HardenedPresets(SphinxDirective):
    """What each preset changes; the defaults are those of ``web``."""

    def run(self) -> list[nodes.Node]:
        """Return one table."""
        return self.parse_text_to_nodes("\n".join(preset_lines()))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive."""
    app.add_directive("hardened-options", HardenedOptions)
    app.add_directive("hardened-presets", HardenedPresets)
    return {"version": "1", "parallel_read_safe": True}
