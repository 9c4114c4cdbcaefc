"""Thousands of attacks through sanitize(), in real Chromium and without a Content-Security-Policy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from itertools import product

import pytest
from flask import Flask
from playwright.sync_api import Browser

from flask_hardened import Hardened
from flask_hardened.protections.sanitizing.engines import Engine
from flask_hardened.protections.sanitizing.functions import linkify, sanitize
from flask_hardened.protections.sanitizing.options import SanitizingOptions
from flask_hardened.protections.sanitizing.policies import POLICIES
from tests.conftest import SECRET_KEY
from tests.protections.sanitizing.mutations import mutations
from tests.protections.templates.test_templates_chromium import RESET, Tab
from tests.protections.templates.vectors import vectors

pytestmark = pytest.mark.race  # an attack that runs once has succeeded

PLAIN = vectors()
MUTATIONS = mutations(len(PLAIN))
VECTORS = PLAIN + MUTATIONS
DRESSED = PLAIN[:2160:6] + PLAIN[2160:]
KEPT = (
    '<a href="{v}" title="{v}">{v}</a><q cite="{v}">x</q><blockquote cite={q}>x</blockquote>'
    '<p lang="{v}" dir={q}>x</p><img src="{v}" alt="{v}" width="{v}" title={q}><code class="language-{v}">x</code>'
    '<ol start="{v}" type="{v}"></ol><time datetime="{v}">x</time><details open="{v}"><summary title="{v}">x</summary>'
)
"""Every kind of attribute that a policy keeps, with an attack as its value, in quotes and without."""
ELEMENTS = "() => [...new Set([...document.querySelectorAll('section *')].map(element => element.nodeName))]"
HARMFUL = """() => {
    const bad = text => { try { return !/^(https?|mailto):$/.test(new URL(text, 'https://a.example/').protocol) }
                          catch { return false } };
    return [...document.querySelectorAll('section *')].filter(element => [...element.attributes].some(
        ({name, value}) => name.startsWith('on') || name === 'style' || ['href', 'src', 'cite'].includes(name) && bad(value)
    )).map(element => element.outerHTML);
}"""
"""What could run later: handlers, styles, and URLs as Chromium reads them."""
ONCE = (
    "<script>{ const told = __xss, seen = new Set(); "
    "window.__xss = number => seen.has(number) || (seen.add(number), told(number)) }</script>"
)
"""Tells each number once: with thousands that run, telling is what takes the time."""
AGAIN = (
    "() => [...document.querySelectorAll('section')].map(section => `<section>${section.innerHTML}</section>`).join('')"
)


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Tab]:
    """A tab without any Content-Security-Policy."""
    context = chromium.new_context(base_url="http://pages.localhost")
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.dismiss())
    yield Tab(page)
    context.close()


def dressed() -> list[str]:
    """Every attack as the value of attributes that policies keep; the parser decodes what stands in it."""
    return [KEPT.format(v=escape(vector), q=escape(vector).replace(" ", "&#32;") or "x") for vector in DRESSED]


def cleaned(engine: Engine, function: Callable[[str, str], str], policy: str) -> list[str]:
    """What an app shows of each attack: alone, as it comes, and in attributes."""
    app = Flask("sanitizing")
    app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY)
    Hardened(app, sanitizing=SanitizingOptions(engine=engine))
    with app.app_context():
        return [function(html, policy) for html in (*VECTORS, *dressed())]


def test_there_are_thousands() -> None:
    """Two thousand of each kind at least, and no two alike."""
    assert len(PLAIN) >= 2000
    assert len(MUTATIONS) >= 2000
    assert len(VECTORS) == len(set(VECTORS))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("engine", "function", "policy"),
    [*product(("nh3", "bleach"), [sanitize], POLICIES), ("nh3", linkify, "article")],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_no_attack_runs(tab: Tab, engine: Engine, function: Callable[[str, str], str], policy: str) -> None:
    """Not one, whatever events follow, and neither when a script writes what the browser has read into a page again."""
    parts = cleaned(engine, function, policy)
    text = "".join(f"<section>{part}</section>" for part in parts)
    for _ in range(2):
        assert set() == tab.show(text)
        assert len(parts) == tab.page.evaluate("document.querySelectorAll('body > section').length")
        allowed = {name.upper() for name in POLICIES[policy].elements}
        assert set(tab.page.evaluate(ELEMENTS)) <= allowed  # in capitals, as those of HTML only are
        assert [] == tab.page.evaluate(HARMFUL)
        text = tab.page.evaluate(AGAIN)


@pytest.mark.slow
def test_the_attacks_do_run_where_nothing_is_sanitized(tab: Tab) -> None:
    """Most of them at once; of the mutations many only after a parser that is worse than ours."""
    ran: set[int] = set()
    # one of these elements would take all that follows into itself
    chosen = [html for html in PLAIN + MUTATIONS[::3] if "<plaintext" not in html and "<frameset" not in html]
    for at in range(0, len(chosen), 400):
        ran |= tab.show(ONCE + "".join(f"<div>{html}</div>{RESET}</select></table>" for html in chosen[at : at + 400]))
    assert len([number for number in ran if number < len(PLAIN)]) >= 1800
    assert len([number for number in ran if number >= len(PLAIN)]) >= 350
