"""Other security extensions on the same app, which would send a second, different policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask

from .errors import Problem

if TYPE_CHECKING:
    from .policy import Policy

_HAND_OVER = {"Limiter": "Make it without the app and give it to Hardened(app, limiter=limiter)"}
"""What to do instead of removing it."""


def conflicts(app: Flask, policy: Policy) -> list[Problem]:
    """Return a problem for each active Talisman, CSRFProtect, Limiter and CORS that was not handed over.

    Handing over is said with ``talisman={...}`` (its settings move here), or by turning the feature off
    (``csrf=False``: theirs stays).
    """
    found: list[Problem] = []
    if _hooked(app, "flask_talisman"):
        found.append(
            Problem(
                "Talisman(app)",
                "Flask-Talisman is active on this app, so every response would carry two policies.",
                "Remove Talisman(app, ...) and give its settings to Hardened(app, talisman={...}).",
            )
        )
    for name, feature, active in (
        ("CSRFProtect", "csrf", "csrf" in app.extensions),
        ("Limiter", "rate_limit", "limiter" in app.extensions),
        ("CORS", "cors", _hooked(app, "flask_cors")),
    ):
        if active and getattr(policy, feature) is not None:
            found.append(
                Problem(
                    f"{name}(app)",
                    f"{name} is active on this app beside Flask-Hardened.",
                    f"{_HAND_OVER.get(name, f'Remove {name}(app)')}, or keep it as it is with "
                    f"Hardened(app, {feature}=False).",
                )
            )
    return found


def _hooked(app: Flask, package: str) -> bool:
    """Whether an app-wide hook of `package` is registered; these extensions leave no entry in ``app.extensions``."""
    hooks = [*app.before_request_funcs.get(None, ()), *app.after_request_funcs.get(None, ())]
    owners = [getattr(hook, "__self__", hook) for hook in hooks]
    modules = [getattr(owner, "__module__", None) or type(owner).__module__ for owner in owners]
    return any(module.partition(".")[0] == package for module in modules)
