"""The hook that a ``conftest.py`` may implement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest


@pytest.hookspec(firstresult=True)
def pytest_hardened_url_values(endpoint: str) -> Mapping[str, Any] | None:
    """Return values for the variables in the URL of an endpoint, as the view gets them; None to leave it to others."""
