"""What a test needs from the machine: missing, it is skipped with the reason; in CI it fails instead."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

REQUIRE_ALL = os.environ.get("HARDENED_REQUIRE_ALL") == "1"
"""Set in CI, where nothing may be skipped."""


def require(found: str | None, reason: str) -> str:
    """Return `found`; when it is nothing, skip the test, or fail it where ``HARDENED_REQUIRE_ALL=1`` is set.

    :param found: what was looked for, for instance the path of a program.
    :param reason: what is missing and how to get it; printed by pytest's ``-ra``.
    """
    if found:
        return found
    if REQUIRE_ALL:
        pytest.fail(f"HARDENED_REQUIRE_ALL=1, but {reason}")
    pytest.skip(reason)


def chromium_path() -> str | None:
    """Return the path of Chromium: the variable ``CHROMIUM``, or the first of its usual names on the PATH."""
    names = [os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"]
    return next((path for name in names if name and (path := shutil.which(name))), None)


def wait_until(page: Page, expression: str) -> None:
    """Wait until an expression is true on a page, for five seconds at most.

    Playwright's own `wait_for_function` evaluates a string inside the page, which a strict policy may refuse.
    """
    for _ in range(100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"{expression} never came true")
