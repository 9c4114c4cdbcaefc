"""Options of the validation room."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import Problem
from ...options import Options, options

MEBIBYTE = 1024 * 1024
DEEPEST = 200
"""Beyond this, Python's own JSON reader and what walks its values come near the end of the stack."""


@options
class ValidationOptions(Options):
    """How much input a validated view takes. The defaults cost nothing on views without ``@validate``."""

    max_json: int = MEBIBYTE
    """Bytes of a JSON body; more is answered 413. Default 1 MiB. The limit of bodies holds besides."""
    max_json_depth: int = 64
    """How deep arrays and objects may be nested, at most 200; deeper is answered 400. Default 64."""
    max_json_values: int = 100_000
    """Values in a JSON body, those of arrays and objects included; more is answered 400. Default 100,000."""
    max_fields: int = 1000
    """Fields in a form or a query string; more is answered 400. Default 1000."""
    allow_nul: bool = False
    """Whether text may hold NUL characters. Databases, C libraries and file systems cut at them. Default false."""

    def faults(self) -> Iterator[Problem]:
        """Yield limits that let nothing in, and a depth that Python's stack does not bear."""
        for name in ("max_json", "max_json_depth", "max_json_values", "max_fields"):
            value = getattr(self, name)
            if value < 1:
                yield self.problem(name, f"{value} lets nothing in.", "Give a number above 0.")
        if self.max_json_depth > DEEPEST:
            yield self.problem("max_json_depth", f"{self.max_json_depth} is too deep.", f"Give at most {DEEPEST}.")
