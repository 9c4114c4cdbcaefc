"""The probes that reach no view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from .probe import FOREIGN, Probe
from .targets import Targets

_BOUNDLESS = "100000000000"
"""The length of a body that nobody accepts: 100 GB. It is announced, not sent."""
_DEPTH = 20_000
_JSON = ("Content-Type", "application/json")
_OVERRIDES = tuple((name, "OPTIONS") for name in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"))


def default_probes(targets: Targets, host: str, origins: Iterable[str]) -> Iterator[Probe]:
    """Yield the probes; whoever sends them makes sure that none reaches a view.

    :param host: the app's.
    :param origins: those that may read its responses, for look-alikes.
    """
    if targets.unknown is not None:
        yield from _of_unknown(targets.unknown)
        yield from _origins(targets.unknown, host, origins)
    if targets.static is not None:
        yield Probe(kind="static-file", target=targets.static)
    if targets.wrong_method is not None:
        path, method = targets.wrong_method
        yield Probe(kind="wrong-method", method=method, target=path)
        yield Probe(kind="method-override", method=method, target=f"{path}?_method=OPTIONS", headers=_OVERRIDES)
    if targets.slash is not None:
        slash = Probe(kind="slash-redirect", target=targets.slash)
        yield slash
        yield replace(slash, kind="slash-foreign-host", host=FOREIGN)
        yield replace(slash, kind="slash-forwarded-host", headers=(("X-Forwarded-Host", FOREIGN),))
        yield replace(slash, kind="slash-plain-http", scheme="http")
        yield replace(slash, kind="slash-forwarded-proto", scheme="http", headers=(("X-Forwarded-Proto", "https"),))
    for path, endpoint in targets.preflights:
        yield _preflight(Probe(kind="preflight", method="OPTIONS", target=path, endpoint=endpoint))


def _of_unknown(path: str) -> Iterator[Probe]:
    page = Probe(kind="unknown-path", target=path)
    post = replace(page, method="POST")
    yield page
    yield replace(page, kind="plain-http", scheme="http")
    yield replace(page, kind="plain-http-foreign-host", scheme="http", host=FOREIGN)
    yield replace(page, kind="foreign-host", host=FOREIGN)
    yield replace(page, kind="forwarded-host", headers=(("X-Forwarded-Host", FOREIGN), ("X-Forwarded-For", FOREIGN)))
    yield replace(page, kind="trace", method="TRACE")
    yield replace(page, kind="propfind", method="PROPFIND", headers=(("Depth", "0"),))
    yield replace(page, kind="bad-encoding", target=f"{path}/%ff%fe%c0%ae%zz")
    yield replace(page, kind="bad-query", target=f"{path}?q=%ff%fe&q[]=1&=&%00=%zz")
    yield replace(page, kind="long-path", target=f"{path}/{'a' * 12_000}")
    yield replace(page, kind="bad-host", host="[::1")
    yield replace(page, kind="bad-host", host="pro be:99999999")
    yield replace(
        page, kind="bad-cookie", headers=(("Cookie", 'session=.eJ.%ff.x; =; a="\\777; \xff=1; remember_token=|'),)
    )
    yield replace(post, kind="bad-length", length="-1")
    yield replace(
        post, kind="oversized-body", length=_BOUNDLESS, headers=(("Content-Type", "application/octet-stream"),)
    )
    yield replace(post, kind="deep-json", body=b"[" * _DEPTH + b"]" * _DEPTH, headers=(_JSON,))
    yield replace(post, kind="bad-json", body=b'{"a": \xff}', headers=(_JSON,))
    yield replace(post, kind="bad-form", body=b"--x\r\n", headers=(("Content-Type", "multipart/form-data; boundary="),))


def _origins(path: str, host: str, origins: Iterable[str]) -> Iterator[Probe]:
    page = Probe(kind="foreign-origin", target=path, headers=(("Origin", f"https://{FOREIGN}"),))
    yield page
    yield replace(page, kind="null-origin", headers=(("Origin", "null"),))
    yield _preflight(replace(page, kind="preflight", method="OPTIONS"))
    for origin in dict.fromkeys((f"https://{host}", *origins)):
        scheme, _, name = origin.partition("://")
        for alike in (f"{scheme}://{name.partition(':')[0]}.{FOREIGN}", f"{scheme}://evil{name}"):
            yield replace(page, kind="look-alike-origin", headers=(("Origin", alike),))


def _preflight(probe: Probe) -> Probe:
    origin = ("Origin", f"https://{FOREIGN}")
    return replace(probe, headers=(origin, ("Access-Control-Request-Method", "POST")))
