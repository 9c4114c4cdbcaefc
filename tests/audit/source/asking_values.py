"""Small projects, and what the source collector knows of their values."""

from __future__ import annotations

from typing import Any

from flask_hardened.audit.source.facts import Call, Value
from tests.audit.asking_source import source


def calls(text: str, **files: str) -> list[Call]:
    """Return the calls in ``app.py``, in the order of its lines."""
    return [call for module in source(text, **files).source.modules if module.name == "app" for call in module.calls]


def targets(text: str, **files: str) -> list[str]:
    """Return what is called in ``app.py``."""
    return [call.target for call in calls(text, **files)]


def sunk(text: str, **files: str) -> Value:
    """Return the first argument of the only call of a function called ``sink``."""
    (call,) = [each for each in calls(text, **files) if each.name == "sink"]
    return call.arguments[0]


def constant(text: str, **files: str) -> Any:
    """Return the constant that is given to ``sink``."""
    return sunk(text, **files).constant
