"""The Observatory's test ``content-security-policy``, and how it reads policies: several are cut to what all allow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from urllib.parse import unquote

_SHORTEST = len("img-src") - 1
_MAY_REPEAT = frozenset({"report-uri", "report-to"})
_NOT_IN_META = ("frame-ancestors", "report-uri", "sandbox")
_BROAD = frozenset({"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"})
_INLINE = frozenset({"'unsafe-inline'", "data:"})
_PASSIVE = ("img-src", "media-src")
_NONCE_OR_HASH = ("'sha256-", "'sha384-", "'sha512-", "'nonce-")
Policy = dict[str, set[str]]


class InvalidPolicyError(ValueError):
    """A policy that the Observatory counts as none."""


@dataclass
class _Source:
    text: str
    policy: int
    keep: bool


@dataclass
class Parsed:
    """Several policies, as one."""

    directives: Policy = field(default_factory=dict)
    duplicates: bool = False
    """Whether ``report-uri`` or ``report-to`` is there twice."""


def parse(policies: Sequence[str]) -> Parsed:
    """Read policies.

    :raises InvalidPolicyError: for one that is too short or has a directive twice.
    """
    parsed = Parsed()
    found: dict[str, list[_Source]] = {}
    texts = [policy.replace("\r", "").replace("\n", "").strip() for policy in policies]
    if any(len(text) < _SHORTEST for text in texts):
        raise InvalidPolicyError
    for number, text in enumerate(texts):
        seen: set[str] = set()
        for entry in text.split(";"):
            name, *values = entry.split() or [""]
            name = name.lower()
            if not name:
                continue
            if name in seen:
                if name not in _MAY_REPEAT:
                    raise InvalidPolicyError
                parsed.duplicates = True
            seen.add(name)
            sources = [_Source(value.lower(), number, number == 0) for value in values]
            if not values and name.endswith("-src"):
                sources = [_Source("'none'", number, number == 0)]
            found[name] = _joined([] if number == 0 else found.get(name, []), sources)
            if number == 0 and len(texts) > 1:
                for source in found[name]:
                    source.keep = False
    parsed.directives = {name: {each.text for each in sources} or {"'none'"} for name, sources in found.items()}
    return parsed


def _joined(earlier: list[_Source], new: list[_Source]) -> list[_Source]:
    """Return what is left of a directive's sources: what is in both policies, without what another one covers."""
    sources = sorted(earlier + new, key=lambda source: source.text)
    for before, source in pairwise(sources):
        if source.policy == before.policy and source.text.startswith(before.text):
            source.keep = False
        if source.policy != before.policy and _matches(before.text, source.text):
            source.keep = True
    return [source for source in sources if source.keep]


def _matches(one: str, two: str) -> bool:
    """Tell whether the path of one source covers another's (CSP, "path-part matches")."""
    first, second = one.split("/"), two.split("/")
    exact = not one.endswith("/")
    if len(first) > len(second) or (exact and len(first) != len(second)):
        return False
    if not exact:
        first.pop()
    return all(unquote(a) == unquote(b) for a, b in zip(first, second, strict=False))


@dataclass(frozen=True)
class CspVerdict:
    """What the test says, and what others want to know of the policy."""

    result: str
    frame_ancestors: bool = False


def judge_csp(
    headers: Iterable[str], metas: Iterable[str], report_only: Iterable[str] = (), *, secure: bool = True
) -> CspVerdict:
    """Judge the policies of a page.

    :param headers: values of ``Content-Security-Policy``.
    :param metas: the same, in ``<meta http-equiv>``.
    :param report_only: values of ``Content-Security-Policy-Report-Only``.
    :param secure: whether the page came over https.
    """
    sent = [part.strip() for value in headers for part in value.split(",")]
    written = [part.strip() for value in metas for part in value.split(",")]
    try:
        parsed = parse([*sent, *written])
        alone = {*parse(sent).directives, *set(parse(written).directives).difference(_NOT_IN_META)}
    except InvalidPolicyError:
        return CspVerdict("csp-header-invalid")
    if not alone:
        told = "csp-not-implemented-but-reporting-enabled" if any(report_only) else "csp-not-implemented"
        return CspVerdict(told)
    result = _judge(parsed.directives, secure=secure)
    if parsed.duplicates and result in _PASSED:
        result = "csp-implemented-but-duplicate-directives"
    return CspVerdict(result, frame_ancestors="frame-ancestors" in parsed.directives)


_PASSED = frozenset(
    {
        "csp-implemented-with-no-unsafe",
        "csp-implemented-with-no-unsafe-default-src-none",
        "csp-implemented-with-unsafe-inline-in-style-src-only",
        "csp-implemented-with-insecure-scheme-in-passive-content-only",
    }
)


def _judge(policy: Policy, *, secure: bool) -> str:
    script, style, objects = (_of(policy, name) for name in ("script-src", "style-src", "object-src"))
    for sources in (script, style):
        if _has_nonce(sources):
            sources.discard("'unsafe-inline'")
    if "'strict-dynamic'" in script:
        if not _has_nonce(script):
            return "csp-header-invalid"
        script -= {each for each in script if each.startswith(tuple(_BROAD))} | {"'self'", "'unsafe-inline'"}
    active = {source for name, sources in policy.items() if name not in (*_PASSIVE, "script-src") for source in sources}
    passive = {source for name in _PASSIVE for source in policy.get(name, policy.get("default-src", set()))}
    if script & (_BROAD | _INLINE) or objects & _BROAD:
        return "csp-implemented-with-unsafe-inline"
    if secure and _insecure(active | script):
        return "csp-implemented-with-insecure-scheme"
    if "'unsafe-eval'" in script | style:
        return "csp-implemented-with-unsafe-eval"
    if secure and _insecure(passive):
        return "csp-implemented-with-insecure-scheme-in-passive-content-only"
    if style & (_BROAD | _INLINE):
        return "csp-implemented-with-unsafe-inline-in-style-src-only"
    if policy.get("default-src") == {"'none'"}:
        return "csp-implemented-with-no-unsafe-default-src-none"
    return "csp-implemented-with-no-unsafe"


def _of(policy: Policy, name: str) -> set[str]:
    """Return the sources of a directive; where it falls back, those of ``default-src`` themselves, as there."""
    return policy.get(name) or policy.get("default-src") or {"*"}


def _has_nonce(sources: set[str]) -> bool:
    return any(source.startswith(_NONCE_OR_HASH) for source in sources)


def _insecure(sources: Iterable[str]) -> bool:
    return any(source.startswith(("http:", "ftp:")) for source in sources)
