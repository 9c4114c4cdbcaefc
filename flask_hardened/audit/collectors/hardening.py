"""Collects what ``Hardened(app)`` was told, and what it would refuse in production."""

from __future__ import annotations

from types import MappingProxyType

from flask import Flask

from ...conflicts import conflicts
from ...errors import Problem
from ...hardening import EXTENSION, Hardening
from ..snapshot import HardeningFacts
from .store import store_facts


def collect_hardening(app: Flask) -> HardeningFacts:
    """Read the policy of `app`."""
    hardening = hardening_in(app)
    if hardening is None:
        return HardeningFacts(hardened=False)
    policy = hardening.policy
    options = {protection.feature: protection.options for protection in hardening.protections}
    return HardeningFacts(
        hardened=True,
        preset=policy.preset,
        options=MappingProxyType(options),
        in_production=hardening.in_production,
        store=store_facts(policy.storage),
    )


def collect_problems(app: Flask) -> tuple[Problem, ...]:
    """Return everything for which production would refuse to start `app`."""
    hardening = hardening_in(app)
    return () if hardening is None else (*conflicts(app, hardening.policy), *hardening.problems())


def hardening_in(app: Flask) -> Hardening | None:
    """Return the state that ``Hardened(app)`` left, or None."""
    found = app.extensions.get(EXTENSION)
    return found if isinstance(found, Hardening) else None
