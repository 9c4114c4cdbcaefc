"""Every check, in the order in which a route's tests are run."""

from __future__ import annotations

from .addressed import ADDRESSED
from .anonymous import ANONYMOUS
from .bad_input import BAD_INPUT
from .check import Check
from .cross_site import CROSS_SITE
from .errors import ERRORS
from .headers import HEADERS
from .methods import METHODS, TRACE
from .oversize import OVERSIZE

__all__ = ("CHECKS", "Check")

CHECKS: tuple[Check, ...] = (
    ADDRESSED, ANONYMOUS, CROSS_SITE, OVERSIZE, HEADERS, BAD_INPUT, ERRORS, METHODS, TRACE,
)  # fmt: skip
