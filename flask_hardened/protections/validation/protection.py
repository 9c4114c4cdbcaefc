"""The validation room: input that is what the view expects (CWE-20, CWE-915, OWASP Input Validation Cheat Sheet)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask

from ...errors import ConfigurationError, Problem
from ...plan import PlanDraft
from ...protection import Protection
from .checks import FEATURE, Compiler
from .door import Door
from .options import ValidationOptions

if TYPE_CHECKING:
    from ...hardening import Hardening


class Validation(Protection[ValidationOptions]):
    """Compiles ``@validate`` into one door per endpoint; an endpoint without it gets none."""

    feature = FEATURE
    options_type = ValidationOptions

    def start(self, app: Flask, hardening: Hardening) -> None:
        """Compile every decorator once, so that what is wrong with one stops the app instead of a request.

        :raises ConfigurationError: naming each view and the fix.
        """
        compiler = Compiler(app, self.options)
        problems: list[Problem] = []
        for endpoint in app.view_functions:
            if compiler.is_marked(endpoint):
                problems.extend(compiler.table(endpoint)[1])
        if problems:
            raise ConfigurationError(problems)

    def compile(self, draft: PlanDraft) -> None:
        """Add the door of an endpoint that any decorator is about."""
        if draft.endpoint is None:
            return
        compiler = Compiler(draft.app, self.options)
        if not compiler.is_marked(draft.endpoint):
            return
        table, problems = compiler.table(draft.endpoint)
        if problems:
            raise ConfigurationError(problems)
        draft.room[self.feature] = door = Door(table)
        draft.before.append(door)
