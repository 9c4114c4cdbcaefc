"""Settings of Flask-Talisman, handed over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

TalismanSettings = Mapping[str, Any]


def from_talisman(settings: TalismanSettings, features: Mapping[str, Any]) -> Mapping[str, Any]:
    return features
