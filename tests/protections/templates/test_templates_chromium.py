"""Thousands of attacks through every place of a template, in real Chromium and without a Content-Security-Policy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.protections.templates.rendering import PAGE, app_of, rendered
from tests.protections.templates.vectors import vectors

pytestmark = pytest.mark.race  # an attack that runs once has succeeded

VECTORS = vectors()
START = (
    "<!doctype html><meta charset=utf-8><script>window.broken = 0; function f() {}"
    "addEventListener('error', e => { if (e.message && e.message.includes('SyntaxError')) broken++ });"
    "addEventListener('click', e => { if (e.target.closest && e.target.closest('a')) e.preventDefault() }, true)</script>"
)
EVENTS = """() => {
    const follow = address => { const frame = document.createElement('iframe'); frame.src = address;
                                document.documentElement.append(frame) };
    for (const element of [...document.querySelectorAll('*')]) {
        for (const name of ['click', 'mouseover', 'focus', 'error', 'load', 'toggle', 'begin'])
            element.dispatchEvent(new Event(name, {bubbles: false, cancelable: true}));
        const address = element.href && (element.href.baseVal || element.href);
        if (element.matches('a') && address) {
            const link = document.createElement('a');
            link.href = address;
            if (link.protocol === 'javascript:') follow(address);
        }
    }
    follow('javascript:__xss(-1)');
}"""
"""Sends events to every element, and follows links as a click does, each in a frame of its own; the last is ours."""
LIVE = {
    "text": "<p>{{ v }}</p>",
    "title": "<svg><title>{{ v }}</title></svg><textarea>{{ v }}</textarea>",
    "raw text": "<xmp>{{ v }}</xmp><noscript>{{ v }}</noscript>",
    "comment": "<!-- {{ v }} --><!--{{ v }}-->",
    "quoted attributes": "<p title=\"{{ v }}\" lang='{{ v }}'>x</p>",
    "unquoted attributes": "<p title={{ v }} lang=x{{ v }}>x</p>",
    "attribute names": "<p {{ v }}>x</p><p a {{ v }}=b>x</p><p data-{{ v }}='c'>x</p>",
    "tag names": "<{{ v }}>x</{{ v }}><b{{ v }}>x</b>",
    "links": "<a href=\"{{ v }}\">x</a><a href='{{ v }}'>x</a>",
    "unquoted links": "<a href={{ v }}>x</a><svg><a xlink:href='{{ v }}'><text>x</text></a></svg>",
    "halves of links": "<a href='{{ v[:4] }}{{ v[4:] }}'>x</a><a href='{% for c in v[:12] %}{{ c }}{% endfor %}{{ v[12:] }}'>x</a>",
    "scripts in links": "<a href=\"javascript:f('{{ v }}')\">x</a>",
    "handlers, quoted": "<p onclick=\"f('{{ v }}')\" onmouseover='f(\"{{ v }}\")' onfocus=f(`{{ v }}`)>x</p>",
    "handlers, bare": '<p onclick="f({{ v }})" onmouseover=\'// {{ v }}\' onfocus="/{{ v }}/">x</p>',
    "script strings": "<script>f('{{ v }}', \"{{ v }}\", `{{ v }}`)</script>",
    "script expressions": "<script>f({{ v }})</script><script>f(`${ {{ v }} }`)</script>",
    "script comments": "<script>// {{ v }}\nf() /* {{ v }} */</script><script>/{{ v }}/.test('{{ v }}')</script>",
    "script with tojson": "<script>f({{ v|tojson }}, \"{{ v|tojson }}\", '{{ v|tojson }}')</script>",
    "script with e": "<script>f('{{ v|e }}')</script><p onclick=\"f('{{ v|e }}')\">x</p>",
    "modules": "<script type=module>f('{{ v }}', {{ v }})</script>",
    "data blocks": '<script type=application/json>{"a": "{{ v }}", "b": {{ v }}}</script><script type=text/x>{{ v }}</script>',
    "styles": "<p style=\"color: {{ v }}\">x</p><p style='{{ v }}'>x</p><p style=\"background: url('{{ v }}')\">x</p>",
    "style sheets": "<style>b { color: {{ v }}; content: '{{ v }}' } /* {{ v }} */</style>",
    "foreign scripts": "<svg><script>f('{{ v }}', {{ v }})</script><style>{{ v }}</style></svg>",
    "macros and blocks": "{% macro m(v) %}<a href='{{ v }}' onclick=\"f('{{ v }}')\">{{ v }}</a>{% endmacro %}{{ m(v) }}",
    "filters": "<a href='{{ v|safe_url }}' title={{ v|attr }} {{ v|trim }}>x</a>",
}
PARSED = (
    "<iframe src='{{ v }}'></iframe><object data='{{ v }}'></object><embed src='{{ v }}'><form action='{{ v }}'>"
    "<button formaction='{{ v }}'>b</button></form><script src='{{ v }}'></script><link rel=stylesheet href='{{ v }}'>"
    "<area href='{{ v }}'><meta http-equiv=refresh content='0;url={{ v }}'><meta http-equiv=refresh content='{{ v }}'>"
    "<img src='{{ v }}' srcset='{{ v }}'><a ping='{{ v }}'>p</a><iframe src={{ v }}></iframe>"
)
SCHEMES = """html => {
    const found = [], parsed = new DOMParser().parseFromString(html, 'text/html');
    const bad = text => { try { return /^(javascript|vbscript|data):/.test(new URL(text, 'https://a.example/').href) }
                          catch { return false } };
    for (const element of parsed.querySelectorAll('*')) for (const {name, value} of element.attributes) {
        if (name.startsWith('on')) found.push(name);
        if (['src', 'href', 'data', 'action', 'formaction'].includes(name) && bad(value)) found.push(value);
        if (['ping', 'srcset'].includes(name) && value.split(/[\\s,]+/).some(bad)) found.push(value);
        if (name === 'content') { const to = value.replace(/^[\\s\\d.]*[;,\\s]*(url\\s*=\\s*)?['"]?/i, ''); if (bad(to)) found.push(value) }
    }
    return found;
}"""


class Tab:
    """A page that shows what it is given, and notes the number of each attack that runs in it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.ran: set[int] = set()
        self._text = ""
        page.context.expose_function("__xss", self._run)
        page.context.route("**/*", self._answer)

    def _run(self, number: int) -> str:
        self.ran.add(number)
        return ""

    def _answer(self, route: Route) -> None:
        request = route.request
        if request.is_navigation_request() and request.frame == self.page.main_frame:
            route.fulfill(body=self._text, content_type="text/html; charset=utf-8")
        else:
            route.abort()

    def show(self, text: str) -> set[int]:
        """Show a page, send every event to every element, and return the numbers of the attacks that ran."""
        self.ran = set()
        self._text = START + text
        self.page.goto("/")
        self.page.evaluate(EVENTS)
        for _ in range(400):
            if -1 in self.ran:
                break
            self.page.wait_for_timeout(50)
        assert -1 in self.ran, "the last link, which is ours, was not followed"
        return self.ran - {-1}


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Tab]:
    """A tab without any Content-Security-Policy."""
    context = chromium.new_context(base_url="http://pages.localhost")
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.dismiss())
    yield Tab(page)
    context.close()


def repeated(snippet: str) -> str:
    """A template that puts every attack into a snippet."""
    return (
        "{% for v in vectors %}" + snippet + "\n{% endfor %}"
        if "{% macro" not in snippet
        else (snippet.partition("{{ m(v) }}")[0] + "{% for v in vectors %}{{ m(v) }}\n{% endfor %}")
    )


def test_there_are_thousands() -> None:
    """Two thousand at least, and no two alike."""
    assert len(VECTORS) >= 2000
    assert len(VECTORS) == len(set(VECTORS))


@pytest.mark.slow
@pytest.mark.parametrize("place", LIVE)
def test_no_attack_runs(tab: Tab, place: str) -> None:
    """Not one, whatever events follow; and no script is broken by one."""
    app = app_of({PAGE: repeated(LIVE[place])})
    chosen = VECTORS[::4] if place == "scripts in links" else VECTORS  # each is followed in a frame of its own
    assert set() == tab.show(rendered(app, vectors=chosen))
    if "script" in place and "comments" not in place:
        assert tab.page.evaluate("broken") == 0


@pytest.mark.slow
def test_no_address_runs(tab: Tab) -> None:
    """As Chromium reads the addresses of frames, forms, scripts, refreshes and images."""
    text = rendered(app_of({PAGE: repeated(PARSED)}), vectors=VECTORS)
    tab.show("")
    assert [] == tab.page.evaluate(SCHEMES, text)


RESET = "--></script></style></title></textarea></noscript></template></svg></math></xmp>'\"><br>"


@pytest.mark.slow
def test_the_attacks_do_run_where_nothing_is_escaped(tab: Tab) -> None:
    """Nearly all of them, each in the place it is made for: so nothing above passes because they are harmless."""
    ran: set[int] = set()
    places = (
        "{{ v|safe }}",
        '<p title="{{ v|safe }}">x</p>',
        "<p title={{ v|safe }}>x</p>",
        "<p {{ v|safe }}>x</p>",
        '<a href="{{ v|safe }}">x</a>',
        "<script>f('{{ v|safe }}')</script>",
        '<script>f("{{ v|safe }}")</script>',
        "<script>f(`{{ v|safe }}`)</script>",
        "<script>f({{ v|safe }})</script>",
        "<script>/* {{ v|safe }} */</script>",
        "<script>/{{ v|safe }}/</script>",
        "<p onclick=\"f('{{ v|safe }}')\">x</p>",
    )
    for place in places:
        rest = [number for number in range(len(VECTORS)) if number not in ran]
        for at in range(0, len(rest), 400):
            chosen = [VECTORS[number] for number in rest[at : at + 400]]
            source = "{% for v in vectors %}" + place + RESET + "{% endfor %}"
            ran |= tab.show(rendered(app_of({PAGE: source}), vectors=chosen))

    assert len(ran) >= 2000


def test_plain_jinja_lets_them_run(tab: Tab) -> None:
    """In links, handlers and scripts, where escaping for HTML is not enough: what this room is for."""
    source = repeated("<a href='{{ v }}'>x</a><p onclick=\"f('{{ v }}')\">x</p><p {{ v }}>x</p>")
    assert len(tab.show(rendered(app_of({PAGE: source}, "off"), vectors=VECTORS))) > 100
