"""The stacks do the same work, each with its own protection really on."""

import pytest
from flask import Flask

from bench.stacks import STACKS
from bench.workloads import TOKEN, VISITORS, WORKLOADS, UnexpectedAnswerError, ask, prepare
from flask_hardened.protections.sessions.checked_cookies import MOST


@pytest.mark.parametrize("workload", ["json", "form"])
def test_every_stack_gives_the_same_answer(workload: str) -> None:
    """The views answer the same bytes, whatever stands around them."""
    bodies = set()
    for build in STACKS.values():
        app = build()
        bodies.add(ask(app, prepare(app, workload)).body)
    assert 1 == len(bodies)


@pytest.mark.parametrize("workload", WORKLOADS)
@pytest.mark.parametrize(
    ("stack", "protected"), [("bare", False), ("session", False), ("composed", True), ("hardened", True)]
)
def test_protection_is_on(stack: str, protected: bool, workload: str) -> None:
    """Bare Flask sends no policy, the others send one with every answer."""
    app = STACKS[stack]()
    names = {name.lower() for name, value in ask(app, prepare(app, workload)).headers}
    assert protected == ("content-security-policy" in names)
    assert protected == ("strict-transport-security" in names)


@pytest.mark.parametrize("stack", ["composed", "hardened"])
def test_the_inline_script_may_run(stack: str) -> None:
    """The page's script carries the nonce of its response, so that no stack is cheaper by breaking the page."""
    app = STACKS[stack]()
    answer = ask(app, prepare(app, "page"))
    policy = next(value for name, value in answer.headers if name.lower() == "content-security-policy")
    nonce = answer.body.decode().split('<script nonce="')[1].split('"')[0]
    assert f"'nonce-{nonce}'" in policy


@pytest.mark.parametrize("stack", list(STACKS))
def test_apps_run_as_in_production(stack: str) -> None:
    """Neither debugging nor testing, which would switch protections off."""
    app = STACKS[stack]()
    assert (False, False) == (app.debug, app.testing)


@pytest.mark.parametrize(("stack", "refusal"), [("composed", 400), ("hardened", 403)])
def test_a_form_post_without_the_token_is_refused(stack: str, refusal: int) -> None:
    """The token that the measured post carries is needed: its check is being measured."""
    app = STACKS[stack]()
    post = prepare(app, "form")
    del post.environ["HTTP_COOKIE"]
    with pytest.raises(UnexpectedAnswerError, match=f"/save answered {refusal}"):
        ask(app, post)


@pytest.mark.parametrize(("stack", "token"), [("bare", False), ("composed", True), ("hardened", True)])
def test_the_form_has_its_token(stack: str, token: bool) -> None:
    """Both protected pages pay for a token, bare Flask knows none."""
    app = STACKS[stack]()
    page = ask(app, prepare(app, "page")).body.decode()
    assert token == (TOKEN.search(page) is not None)


def test_an_answer_other_than_200_is_an_error() -> None:
    """A stack that refuses is fast, and that is not what is measured."""
    with pytest.raises(UnexpectedAnswerError, match="/api answered 404"):
        ask(Flask("empty"), prepare(Flask("empty"), "json"))


@pytest.mark.parametrize(("stack", "sessions"), [("bare", 1), ("session", VISITORS), ("hardened", VISITORS)])
def test_each_visit_has_another_session(stack: str, sessions: int) -> None:
    """Its cookie was not checked a moment ago, whatever a stack remembers; bare Flask hands none out."""
    visits = prepare(STACKS[stack](), "visits")
    assert sessions == len({environ.get("HTTP_COOKIE") for environ in visits.copies(VISITORS + 10)})
    assert VISITORS > 2 * MOST


def test_the_page_of_the_session_stack_looks_into_its_session() -> None:
    """Its visitor keeps the session that the first visit began."""
    app = STACKS["session"]()
    assert ("Vary", "Cookie") in ask(app, prepare(app, "page")).headers
    assert "Set-Cookie" not in dict(ask(app, prepare(app, "page")).headers)
