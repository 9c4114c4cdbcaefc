"""``python -m flask_hardened``: what needs no app."""

from __future__ import annotations

from .cli import without_app

without_app(prog_name="python -m flask_hardened")
