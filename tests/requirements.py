"""What a test needs from the machine: missing, it is skipped with the reason; in CI it fails instead."""

from __future__ import annotations

import os
import shutil

import pytest

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
