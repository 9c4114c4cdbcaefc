"""``@limit``, ``@limit_exempt`` and ``limit_failure()``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Literal, TypeVar, overload

from flask import Blueprint

from ...errors import ConfigurationError, Problem
from ...hardening import current_exchange
from ...marks import mark
from ...storage import WhenDown
from .grammar import limit_problem, windows_of
from .limit import Exempt, Limit, On

T = TypeVar("T", bound="Callable[..., Any] | Blueprint")

FAILED = "rate_limit.failed"


def limit(
    limits: str | Callable[[], str],
    *,
    key: Callable[[], Any] | Literal["client"] | None = None,
    cost: int | Callable[[], int] = 1,
    on: On = None,
    methods: Iterable[str] | None = None,
    shared: str | None = None,
    override_default: bool = False,
    error_message: str | Callable[[], str] | None = None,
    when_down: WhenDown | None = None,
    exempt_when: Callable[[], bool] | None = None,
) -> Callable[[T], T]:
    """Limit how often one client may call a view, a view class, or each view of a blueprint.

    Several of them hold together, and beside the default; a request that one of them refuses is counted by none.
    OPTIONS is never counted. It may stand above ``@app.route`` as well as below.

    ::

        @app.post("/login")
        @limit("10 per minute", on="failure")
        def login(): ...

    :param limits: such as ``"10 per minute; 100 per day"``, or a function that returns that for the current request.
    :param key: a function that says who or what is counted; where it returns nothing, it is the client. ``"client"``
        counts the address even if a user is signed in. Default: the signed-in user, otherwise the address; for
        ``on="failure"`` the address, because whoever guesses may have accounts of their own.
    :param cost: what a request takes, default 1; or a function that returns it.
    :param on: ``"failure"`` counts what is answered with a status from 400 on, or for which the view called
        :func:`limit_failure`; ``"success"`` the opposite; a function is called with the response and says whether it
        counts. Each request is counted before the view runs, and taken back afterwards: requests in parallel cannot
        pass.
    :param methods: the methods that are counted, default all; HEAD counts where GET does.
    :param shared: a name; all limits with it and with the same windows count together, also across routes.
    :param override_default: the default does not hold here, for the methods that this limit counts.
    :param error_message: what the refused client is told, or a function that returns it.
    :param when_down: as in :class:`RateLimitOptions`, for this limit.
    :param exempt_when: a function that returns True if the current request is not counted.
    :raises ConfigurationError: for what makes no sense.
    """
    made = Limit(
        limits=limits,
        key="client" if key is None and on == "failure" else key,
        cost=cost,
        on=on,
        methods=None if methods is None else frozenset(method.upper() for method in methods),
        shared=shared,
        override_default=override_default,
        replaces_per_route=override_default,
        error_message=error_message,
        when_down=when_down,
        # only a fixed window can give back what was reserved
        strategy=None if on is None else "fixed-window",
        exempt_when=exempt_when,
    )
    problems = _problems(made, methods)
    if problems:
        raise ConfigurationError(problems)
    return mark("rate_limit", made)


@overload
def limit_exempt(target: T) -> T: ...
@overload
def limit_exempt(*, reason: str) -> Callable[[T], T]: ...
def limit_exempt(target: Any = None, *, reason: str = "") -> Any:
    """Free a view, a view class or a blueprint from the default, and from the limits of the blueprints around it.

    Limits said further in still hold: the view's own, in an exempt blueprint.

    :param reason: why, for whoever reads the code and the audit: ``@limit_exempt(reason="signed webhooks")``.
    """
    decorator = mark("rate_limit", Exempt(reason))
    return decorator if target is None else decorator(target)


def limit_failure() -> None:
    """Say that this request failed although its status does not, so that ``@limit(on="failure")`` counts it.

    For instance in a login view that shows its form again with status 200. Outside a request it does nothing.
    """
    exchange = current_exchange()
    if exchange is not None:
        exchange.keep(FAILED, True)


def _problems(made: Limit, methods: object) -> list[Problem]:
    found = [] if callable(made.limits) else [limit_problem("@limit", made.limits)]
    if isinstance(methods, str):
        found.append(Problem("@limit, methods", f"{methods!r} is one string.", f"Give a list: [{methods!r}]."))
    if made.key is not None and made.key != "client" and not callable(made.key):
        found.append(Problem("@limit, key", f"{made.key!r} is no key.", "Give a function, or 'client'."))
    if made.on not in (None, "failure", "success") and not callable(made.on):
        found.append(Problem("@limit, on", f"{made.on!r} is no choice.", "Give 'failure', 'success' or a function."))
    if made.when_down not in (None, "deny", "allow", "local"):
        found.append(Problem("@limit, when_down", f"{made.when_down!r} is no choice.", "Give deny, allow or local."))
    if isinstance(made.cost, int) and not any(found) and not callable(made.limits):
        most = min(window.amount for window in windows_of(made.limits).windows)
        if not 1 <= made.cost <= most:
            found.append(
                Problem("@limit, cost", f"{made.cost} of {most} would never or always pass.", f"Give 1 to {most}.")
            )
    return [problem for problem in found if problem is not None]
