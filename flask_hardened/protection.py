"""Protection: the doors of a room. A room overrides the doors it needs; the others cost nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, Generic

from flask import Flask

from .errors import Problem
from .options import O

if TYPE_CHECKING:
    from .exchange import Exchange
    from .hardening import Hardening
    from .identity import Authenticator
    from .plan import PlanDraft
    from .policy import Policy
    from .refusal import Refusal
    from .storage import Key


class Protection(Generic[O]):
    """One protection of one app.

    :param options: this room's options, already validated.
    :param policy: the whole policy, for rooms that need to know what another one does.
    """

    feature: ClassVar[str]
    """The argument of ``Hardened`` and, in capitals, the part of the configuration keys after ``HARDENED_``."""
    options_type: ClassVar[type]

    def __init__(self, options: O, policy: Policy) -> None:
        self.options = options
        self.policy = policy

    def configure(self, app: Flask) -> None:
        """Set the app up; called once, from ``Hardened(app)``."""

    def start(self, app: Flask, hardening: Hardening) -> None:
        """Do what must wait until the app is complete; called once, before its first request."""

    def problems(self, app: Flask) -> Iterator[Problem]:
        """Yield what must not go into production; asked at set-up and again before the first request."""
        return iter(())

    def notes(self, app: Flask) -> Iterator[str]:
        """Yield what a developer should know; logged once, before the first request."""
        return iter(())

    def authenticators(self, app: Flask) -> Iterator[Authenticator]:
        """Yield the ways in which this room can tell who sent a request; asked by the auth room when the app starts.

        This room may not have been started yet then; what is yielded is used for requests only.
        """
        return iter(())

    def sign_out(self, app: Flask, user_id: str) -> None:
        """End what lets a user in, such as their tokens; called by ``logout_everywhere()``, also outside requests."""

    def admit(self, exchange: Exchange) -> Refusal | None:
        """Look at a request in the WSGI gate, before Flask sees it; return a refusal to end it there."""
        return None

    def foresee(self, exchange: Exchange) -> Sequence[Key]:
        """Return keys whose values this room will probably ask the store for; see :mod:`foresight`.

        Called in the gate, where a request is counted, and the store is not this process' memory.
        """
        return ()

    def compile(self, draft: PlanDraft) -> None:
        """Add what this room does for one endpoint to its plan."""
