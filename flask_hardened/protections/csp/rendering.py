"""Policies as header values, written once per endpoint: what is left for a response is one join around its nonce."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .grammar import DIRECTIVES, ENFORCED_ONLY, NONE, SELF, STRICT_DYNAMIC, UNSAFE_HASHES, UNSAFE_INLINE, wire_name
from .profiles import Lists

ENFORCED = "Content-Security-Policy"
REPORT_ONLY = "Content-Security-Policy-Report-Only"
ENDPOINT = "csp"
"""The name under which ``Reporting-Endpoints`` announces where reports go."""

_SLOT = "\0"
"""Stands for the nonce while a policy is written. No source can contain it."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """One policy as text."""

    header: str
    without_nonce: str
    """For a page that asked for no nonce: where ``'strict-dynamic'`` stands without one, no script can run."""
    for_script: str
    """For a response that is a script: it may be a worker, which loads its parts from the own origin."""
    around_nonce: tuple[str, ...]
    """What the nonce is put between: ``nonce.join(around_nonce)``."""


def render(
    lists: Lists,
    *,
    report_only: bool,
    secure: bool,
    report_to: str | None,
    hashes: tuple[Sequence[str], Sequence[str], Sequence[str]] = ((), (), ()),
) -> Rendered:
    """Write a policy.

    :param secure: whether it goes out over HTTPS. Only there a page may ask for its resources to be upgraded, and only
        there ``report-to`` works: over HTTP Chromium then sends nothing at all, so ``report-uri`` stands alone.
    :param report_to: the URL that takes reports, or None.
    :param hashes: of the page's inline handlers, of its ``style`` attributes, and of its ``javascript:`` URLs. The last
        stand in ``script-src``, where browsers look for them, unless that allows no script at all or all inline script.
    """
    names = [name for name in DIRECTIVES if name in lists]
    if report_only:
        names = [name for name in names if name not in ENFORCED_ONLY]
    if not secure:
        names = [name for name in names if name != "upgrade_insecure_requests"]
    ending = [] if report_to is None else [f"report-uri {report_to}", *([f"report-to {ENDPOINT}"] if secure else [])]
    extra = {"script_src_attr": hashes[0], "style_src_attr": hashes[1]}

    def text(nonce: str | None, *, script: bool = False) -> str:
        parts = []
        for name in names:
            sources = lists[name]
            if name in {"script_src", "style_src"}:
                urls = hashes[2] if name == "script_src" and not script and NONE not in sources else ()
                sources = _with_nonce(sources, nonce, script=script)
                if urls:
                    sources = _with_hashes(sources, urls)
            elif extra.get(name):
                sources = _with_hashes(sources, extra[name])
            parts.append(" ".join((wire_name(name), *sources)))
        return "; ".join([*parts, *ending])

    return Rendered(
        header=REPORT_ONLY if report_only else ENFORCED,
        without_nonce=text(None),
        for_script=text(None, script=True),
        around_nonce=tuple(text(_SLOT).split(_SLOT)),
    )


def takes_nonce(sources: Iterable[str]) -> bool:
    """Tell whether a nonce may join a list: beside one, browsers ignore ``'unsafe-inline'``."""
    return not {NONE, UNSAFE_INLINE} & set(sources)


def _with_nonce(sources: tuple[str, ...], nonce: str | None, *, script: bool) -> tuple[str, ...]:
    if nonce is not None:
        return (f"'nonce-{nonce}'", *sources) if takes_nonce(sources) else sources
    if STRICT_DYNAMIC in sources and not any(source.startswith("'sha") for source in sources):
        return (SELF,) if script else (NONE,)
    return sources


def _with_hashes(sources: tuple[str, ...], hashes: Sequence[str]) -> tuple[str, ...]:
    if UNSAFE_INLINE in sources:
        return sources
    return tuple(dict.fromkeys((*(source for source in sources if source != NONE), UNSAFE_HASHES, *hashes)))
