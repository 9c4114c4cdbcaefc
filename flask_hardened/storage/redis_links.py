"""The connections of one process to one Redis or Valkey server."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from .forking import renew_after_fork
from .patience import Patience
from .redis_link import Link
from .resp import ErrorReply, packed
from .turns import CrowdedError, Turns, Waiter

Question = tuple[str | int, ...]

PLACES = 4
"""Connections. More threads than that take turns, or rather: who has its turn asks for all that wait."""


class Work(NamedTuple):
    """What a thread that waits wants to have asked."""

    questions: tuple[Question, ...]
    patience: float
    """Seconds that it may wait for the server."""


class Outcome(NamedTuple):
    """What came of it."""

    replies: list[Any]
    waited: float
    """Seconds that were waited for the server."""


class Links:
    """Asks the server, on a few connections for all threads.

    :param make: makes a connection of the driver, without connecting.
    :param refused: the driver's exception for an error that the server answers.
    :param failures: what the driver raises when it cannot connect.
    :param timeout: seconds for one answer.
    """

    def __init__(
        self,
        make: Callable[[], Any],
        refused: Callable[[str], BaseException],
        failures: tuple[type[BaseException], ...],
        timeout: float,
    ) -> None:
        self._make = make
        self._refused = refused
        self._failures = failures
        self._timeout = timeout
        self._patience = Patience()
        self._turns = Turns(PLACES)
        self._idle: list[Link] = []
        weakref.finalize(self, _close, self._idle)
        renew_after_fork(self)

    def after_fork(self) -> None:
        """Leave the connections to the parent; the driver closes them here without a word to the server."""
        self._turns = Turns(PLACES)
        _close(self._idle)

    def ask(self, *questions: Question) -> list[Any]:
        """Send commands in one trip; return the replies, of which none is an error but a missing script.

        :raises CrowdedError: if too many threads wait.
        """
        patience = self._patience.left(self._timeout)
        waiter = self._turns.enter(Work(questions, patience))
        if waiter is not None and waiter.done:
            outcome: Outcome = waiter.result
        else:
            seconds = self._turns.left(waiter, patience)
            try:
                outcome = self._ask(questions, seconds, hurried=seconds < patience)
            finally:
                self._turns.leave()
        replies, waited = outcome
        if waited:
            self._patience.waited(waited)
        for reply in replies:
            if isinstance(reply, ErrorReply) and not reply.startswith("NOSCRIPT"):
                raise self._refused(reply)
        return replies

    def _ask(self, questions: tuple[Question, ...], seconds: float, *, hurried: bool) -> Outcome:
        """Ask for this thread and for those that wait.

        :param hurried: because of them there is less time than the server may take.
        """
        turns = self._turns
        link = self._idle.pop() if self._idle else Link(self._make())
        taken = turns.take_along()
        every = list(questions)
        for waiter in taken:
            every += waiter.work.questions
            seconds = min(seconds, waiter.work.patience)
        try:
            replies = link.ask(b"".join(map(packed, every)), len(every), seconds)
        except BaseException as error:
            self._failed(error, taken, hurried=hurried)
            raise
        finally:
            self._idle.append(link)
            turns.waited(link.waited)
        at = len(questions)
        for waiter in taken:
            count = len(waiter.work.questions)
            waiter.result = Outcome(replies[at : at + count], link.waited)
            at += count
        turns.done(taken)
        return Outcome(replies[: len(questions)], link.waited)

    def _failed(self, error: BaseException, taken: list[Waiter], *, hurried: bool) -> None:
        if not isinstance(error, self._failures):
            self._turns.done(taken, partial(CrowdedError, "the thread that asked for others was interrupted"))
        elif hurried and isinstance(error, TimeoutError):
            self._turns.done(taken, partial(CrowdedError, "the store is slow, and others waited for it before"))
            raise CrowdedError("the store is slow, and others waited for it before") from error
        else:
            failure = partial(ConnectionError, f"{type(error).__name__}: {error}")
            self._turns.done(taken, failure)
            self._turns.fail(failure)

    def close(self) -> None:
        """Close the connections that nobody uses just now."""
        _close(self._idle)


def _close(links: list[Link]) -> None:
    while links:
        links.pop().close()
