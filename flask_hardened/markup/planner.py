"""The way for other Jinja extensions to change templates beside the nonces."""

from jinja2.ext import Extension

from .edits import Edits
from .walker import Survey


class Planner(Extension):
    """A Jinja extension that is asked for its changes whenever an HTML template is compiled.

    What it inserts must read attributes of an extension whose identifier begins with ``flask_hardened.``, and count an
    emission (:func:`~.runtime.count_emission`) when that belongs to one response only.
    """

    def plan_edits(self, found: Survey, edits: Edits) -> None:
        """Add what is to be inserted into a template of ``self.environment``."""
        raise NotImplementedError
