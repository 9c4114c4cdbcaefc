"""Grades answers by the published rules of Mozilla's HTTP Observatory; the code is our own.

What differs: the Observatory looks at the page at ``/`` after following redirects, and at the list of preloaded HSTS
domains; this looks at every page that was probed, at the first redirect, and at no list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from .facts import AnswerFacts
from .grade import Grade, TargetGrade
from .observatory_content import judge_cookies, judge_scripts
from .observatory_csp import judge_csp
from .observatory_headers import (
    judge_content_type_options,
    judge_cors,
    judge_frame_options,
    judge_hsts,
    judge_redirection,
    judge_referrer_policy,
    judge_resource_policy,
)
from .observatory_scores import NOT_TESTED, letter_of, line_of, score_of

PAGES = ("unknown-path", "static-file", "view")
"""The kinds of answers that are graded, but for redirects: those the Observatory follows."""


def grade_of(
    answers: Iterable[AnswerFacts], host: str, *, trusted: bool = True, untested: Collection[str] = ()
) -> Grade | None:
    """Return the grade; None where there is no page.

    :param host: the app's.
    :param trusted: whether the server's certificate is; True in process.
    :param untested: tests whose result would say nothing about production; they cost nothing.
    """
    every = tuple(answers)
    foreign = {(each.path, each.endpoint): each for each in every if each.kind in ("foreign-origin", "view-origin")}
    plain = next((each for each in every if each.kind == "plain-http"), None)
    redirection = judge_redirection(plain, host) if trusted else "redirection-invalid-cert"
    targets = []
    for page in every:
        if page.kind in PAGES and page.status and not 300 <= page.status < 400:
            results = _results(page, foreign.get((page.path, page.endpoint)), redirection, host, trusted=trusted)
            lines = tuple(line_of(test, NOT_TESTED if test in untested else result) for test, result in results)
            score = score_of(lines)
            targets.append(
                TargetGrade(
                    target=page.target, endpoint=page.endpoint, score=score, letter=letter_of(score), lines=lines
                )
            )
    return Grade(targets=tuple(sorted(targets, key=lambda each: each.score))) if targets else None


def _results(
    page: AnswerFacts, foreign: AnswerFacts | None, redirection: str, host: str, *, trusted: bool
) -> Iterator[tuple[str, str]]:
    """Yield each test with its result, in the Observatory's order."""
    secure = page.scheme == "https"
    metas = () if page.page is None else page.page.metas
    name = "content-security-policy"
    csp = judge_csp(
        page.values(name), [text for each, text in metas if each == name], page.values(f"{name}-report-only"),
        secure=secure,
    )  # fmt: skip
    hsts = judge_hsts(page.values("strict-transport-security"), secure=secure, trusted=trusted)
    referrer = [*page.values("referrer-policy"), *(text for each, text in metas if each == "referrer-policy")]
    protected = hsts == "hsts-implemented-max-age-at-least-six-months"
    yield from (
        ("content-security-policy", csp.result),
        ("cookies", judge_cookies(page.cookies, hsts=protected)),
        ("cross-origin-resource-sharing", judge_cors(foreign)),
        ("redirection", redirection),
        ("referrer-policy", judge_referrer_policy(referrer)),
        ("strict-transport-security", hsts),
        ("subresource-integrity", judge_scripts(page.page, host, secure=secure)),
        ("x-content-type-options", judge_content_type_options(page.header("x-content-type-options"))),
        (
            "x-frame-options",
            judge_frame_options(page.header("x-frame-options"), frame_ancestors=csp.frame_ancestors),
        ),
        ("cross-origin-resource-policy", judge_resource_policy(page.header("cross-origin-resource-policy"))),
    )
