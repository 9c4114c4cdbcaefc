"""Collects what the app answers to requests that change nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from flask import Flask

from ..responses.facts import AnswerFacts, ResponseFacts
from ..responses.hosts import allowed_origins, host_of, is_loopback
from ..responses.observatory import grade_of
from ..responses.probe import Answer, Probe, Send, peers
from ..responses.probes import default_probes
from ..responses.probing import Probing
from ..responses.quiet import no_views, quiet
from ..responses.reading import facts_of
from ..responses.server import BadAddressError, Server, Visitor, certificate_fault, server_at
from ..responses.targets import Router, Targets, targets_of
from ..responses.views import askable, view_probes
from ..responses.wsgi import ask
from ..snapshot import RouteFacts, Unchecked
from .hardening import hardening_in

Note = Callable[[Unchecked], None]

MOST_VIEWS = 200
"""How many views are asked; those of one server are a quarter."""
SLOW = 2.0
"""Seconds after which an answer is called slow."""
PATIENCE = 60.0
"""Seconds after which no further probe is sent."""
_SESSION = "session"
_LIMITED = 429


def collect_responses(app: Flask | None, routes: RouteFacts | None, probing: Probing, note: Note) -> ResponseFacts:
    """Send the probes, and keep what the answers show.

    :param app: None when a server is probed by its URL.
    :param routes: None when they were not collected.
    """
    if probing.url is not None:
        return _of_server(app, probing, note)
    return ResponseFacts() if app is None else _of_app(app, probing, note)


def _of_app(app: Flask, probing: Probing, note: Note) -> ResponseFacts:
    host, cookie = host_of(app), str(app.config.get("SESSION_COOKIE_NAME") or _SESSION)
    with quiet(app):
        router, clients = Router(app, host), peers()
        targets = targets_of(app, router)
        if targets.unknown is None:
            note(Unchecked(what="the page of an unknown path", reason="EveryPathHasAView"))
        safe = [each for each in default_probes(targets, host, allowed_origins(app)) if _is_safe(router, each)]

        def send(probe: Probe) -> Answer:
            return ask(app.wsgi_app, probe, host, next(clients))

        with no_views(app):
            answers = tuple(_answers(safe, send, cookie, note))
        answers += tuple(_answers(_views(app, probing, MOST_VIEWS), send, cookie, note))
    if answers and all(each.status == 503 for each in answers):
        note(Unchecked(what="the responses", reason="EveryAnswerIs503"))
        return ResponseFacts(host=host)
    grade = grade_of(answers, host, untested=_untested(app, host))
    return ResponseFacts(answers=answers, grade=grade, host=host)


def _untested(app: Flask, host: str) -> tuple[str, ...]:
    """Return the tests that tell nothing: a hardened app leads no loopback name to https, and nobody at the desk."""
    hardening = hardening_in(app)
    if hardening is None or hardening.policy.transport is None:
        return ()
    if not hardening.in_production:
        return ("redirection", "strict-transport-security")
    return ("redirection",) if is_loopback(host) else ()


def _is_safe(router: Router, probe: Probe) -> bool:
    """Tell whether a probe reaches no view. Files in a static folder are served by a view of Flask's."""
    return probe.kind == "static-file" or router.is_safe(probe)


def _views(app: Flask, probing: Probing, most: int) -> Iterator[Probe]:
    if probing.views or probing.unsafe:
        yield from view_probes(askable(app, most, unsafe=probing.unsafe), unsafe=probing.unsafe)


def _of_server(app: Flask | None, probing: Probing, note: Note) -> ResponseFacts:
    try:
        server = server_at(probing.url or "")
    except BadAddressError as error:
        note(Unchecked(what="the server at --url", reason=type(error).__name__))
        return ResponseFacts()
    certificate = certificate_fault(server)
    visitor = Visitor(server, verify=certificate is None)

    def send(probe: Probe) -> Answer:
        return replace(visitor(probe), failure=None)  # the connection's, not the app's

    cookie = _SESSION if app is None else str(app.config.get("SESSION_COOKIE_NAME") or _SESSION)
    first = visitor(_fitting(Probe(kind="unknown-path", target=Targets().unknown or "/"), server))
    if not first.status:
        note(Unchecked(what="the server at --url", reason=first.failure or "NoAnswer"))
        return ResponseFacts(url=server.origin, certificate=certificate, host=server.host)
    probes = [_fitting(each, server) for each in _for_server(app, probing, server, found=first.status < 400)]
    answers = tuple(_answers(probes, send, cookie, note))
    return ResponseFacts(
        answers=answers,
        grade=grade_of(answers, server.host, trusted=certificate is None),
        url=server.origin,
        certificate=certificate,
        host=server.host,
    )


def _fitting(probe: Probe, server: Server) -> Probe:
    """Return the probe over the one scheme that the server has."""
    return replace(probe, scheme="http") if server.https is None else probe


def _for_server(app: Flask | None, probing: Probing, server: Server, *, found: bool) -> Iterator[Probe]:
    """Yield the probes for a server, which may run another version of the app: its paths are asked with GET only.

    :param found: the unknown path has a page, so that something else could be behind it; it gets no body then.
    """
    static = None
    if app is not None:
        static = targets_of(app, Router(app, host_of(app))).static
    origins = () if app is None else allowed_origins(app)
    for probe in default_probes(Targets(static=static), server.host, origins):
        if not (found and probe.method == "POST"):
            yield probe
    if app is not None:
        yield from _views(app, probing, MOST_VIEWS // 4)
    elif probing.views:
        yield Probe(kind="view", target="/", endpoint="/")


def _answers(probes: Iterable[Probe], send: Send, cookie: str, note: Note) -> Iterator[AnswerFacts]:
    end, limited = time.monotonic() + PATIENCE, False
    for probe in probes:
        if time.monotonic() > end:
            note(Unchecked(what="the rest of the responses", reason="TooSlow"))
            return
        answer = send(probe)
        if answer.seconds > SLOW:
            note(Unchecked(what=f"what keeps {probe.method} {probe.path} for {SLOW:g} s and more", reason="TooSlow"))
        if answer.status == _LIMITED and not limited:
            note(Unchecked(what="what is answered beyond a limit of requests", reason="TooManyRequests"))
            limited = True
        yield facts_of(probe, answer, cookie)
