"""sanitize(): what is kept, by both engines."""

from __future__ import annotations

import contextlib
import time

import html5lib
import pytest
from flask import Flask, render_template_string
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from flask_hardened import Hardened
from flask_hardened.protections.sanitizing.engines import clean_with
from flask_hardened.protections.sanitizing.functions import linkify, sanitize
from flask_hardened.protections.sanitizing.measure import HtmlTooLargeError
from flask_hardened.protections.sanitizing.options import SanitizingOptions
from flask_hardened.protections.sanitizing.policies import ARTICLE, COMMENT, TEXT, SanitizePolicy
from flask_hardened.urls import scheme_of

ATTACKS = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)//",
    "<svg onload=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' java\nscript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt&colon;alert(1)'>x</a>",
    "<a href='\x01javascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='javascript:alert(1)'></object>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<div id=x name=y>clobber</div>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<title><img src=x onerror=alert(1)></title>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml version='1.0'?><img src=x onerror=alert(1)>",
    "<form action='https://evil.example'><input name=password></form>",
    "<q cite='javascript:alert(1)'>x</q>",
    "<p lang='\"><script>alert(1)</script>'>x</p>",
    "<p title=`onmouseover=alert(1)`>x</p>",
]


def faults(html: str, policy: SanitizePolicy) -> list[str]:
    """Return everything in a fragment that the policy does not keep, read by another parser than the engine's."""
    found = []
    for node in html5lib.parseFragment(html, namespaceHTMLElements=False).iter():
        if not isinstance(node.tag, str):
            found.append("a comment")
            continue
        if node.tag != "DOCUMENT_FRAGMENT" and node.tag not in policy.elements:
            found.append(f"<{node.tag}>")
        allowed = policy.attributes.get(node.tag, frozenset()) | policy.attributes.get("*", frozenset())
        for name, value in node.attrib.items():
            if name == "rel" and value == policy.rel:
                continue
            if name not in allowed:
                found.append(f"{node.tag} {name}")
            elif name in ("href", "src", "cite") and (scheme_of(value) or "https") not in policy.schemes:
                found.append(f"{node.tag} {name}={value}")
    return found


@pytest.mark.parametrize("engine", ["nh3", "bleach"])
@pytest.mark.parametrize("policy", [TEXT, COMMENT, ARTICLE], ids=["text", "comment", "article"])
@pytest.mark.parametrize("attack", ATTACKS)
def test_attacks_leave_nothing(engine, policy, attack):
    """What is left is what the policy keeps, as another parser reads it, and stays so when it is cleaned again."""
    app = Flask(__name__)
    app.testing = True
    Hardened(app, sanitizing=SanitizingOptions(engine=engine))
    with app.app_context():
        kept = sanitize(attack, policy)
        assert [] == faults(kept, policy)
        assert kept == sanitize(kept, policy)


pieces = st.sampled_from(
    ["<", ">", "</", "/>", "<!--", "-->", "<!", "<?", "]]>", "&", "&lt;", "&#106;", "'", '"', "`", "=", " ", "\n", "\0",
     "a", "href", "src", "javascript:", "java\tscript:", "onerror", "p", "b", "svg", "math", "style", "script", "img",
     "table", "template", "textarea", "title", "noscript", "select", "mglyph", "mtext", "form", "x", "\u2028"]
)  # fmt: skip
fragments = st.lists(pieces, max_size=40).map("".join)


@settings(max_examples=300)
@given(fragments | st.text())
def test_whatever_comes_only_what_the_policy_keeps_leaves(html):
    """Judged by another parser, for each policy and engine."""
    for policy in (TEXT, COMMENT, ARTICLE):
        kept = clean_with("nh3", policy)(html)
        assert [] == faults(kept, policy)
        assert [] == faults(clean_with("bleach", policy)(kept), policy)


KEPT = """<p>One <strong>two</strong> <em>three</em><br>four</p><ul><li>five</li></ul><blockquote>six</blockquote>
<pre><code>if a &lt; b:</code></pre><a href="https://example.org/?a=1&amp;b=2" title="t" rel="nofollow ugc noopener">l</a>
<a href="/about" rel="nofollow ugc noopener">here</a> <a href="mailto:a@example.org" rel="nofollow ugc noopener">m</a>"""


@pytest.mark.parametrize("engine", ["nh3", "bleach"])
def test_what_is_allowed_stays_as_it_is(engine):
    """Paragraphs, emphasis, lists, code, links of the comment policy."""
    kept = clean_with("nh3", COMMENT)(KEPT)
    assert KEPT == (clean_with("bleach", COMMENT)(kept) if engine == "bleach" else kept)


def test_articles_keep_more():
    """Headings, tables, images, languages of code; of classes only those."""
    html = '<h2 lang="de">A</h2><table><tbody><tr><td colspan="2">x</td></tr></tbody></table><img src="/a.png" alt="a">'
    assert html == sanitize(html, "article")
    assert "Ax" == sanitize(html)
    code = '<code class="language-python">x</code>'
    assert (code, "<code>x</code>") == (sanitize(code, "article"), sanitize(code))
    assert "<code>x</code>" == sanitize('<code class="language-python evil">x</code>', "article")


def test_policies_can_be_named_and_given():
    """An app's own, by its name and as the default."""
    app = Flask(__name__)
    app.testing = True
    bold = SanitizePolicy(elements={"b"})
    Hardened(app, sanitizing=SanitizingOptions(policies={"bold": bold}, policy="bold"))
    with app.app_context():
        assert ["<b>x</b>y"] * 3 == [sanitize("<b>x</b><i>y</i>", name) for name in (None, "bold", bold)]
        with pytest.raises(LookupError, match="Did you mean 'comment'"):
            sanitize("x", "coment")


def test_relative_urls_can_be_refused():
    """Only links with one of the schemes stay."""
    policy = SanitizePolicy(elements={"a"}, attributes={"a": {"href"}}, relative_urls=False, rel=None)
    html = '<a href="/x">1</a><a href="//example.org">2</a><a href="https://example.org">3</a>'
    assert '<a>1</a><a>2</a><a href="https://example.org">3</a>' == sanitize(html, policy)


def test_the_result_is_markup():
    """A template shows it as it is; without sanitize it would be escaped."""
    assert isinstance(sanitize("<b>x</b>"), Markup)


@pytest.mark.parametrize(
    ("html", "size"),
    [("x", 200_001), ("<b>", 10_001), ("<div>", 101), ("<table><td>", 60), ("</p>", 10_001), ("<!---->", 10_001)],
)
def test_what_is_too_large_is_413(html, size):
    """Length, tags, depth."""
    with pytest.raises(HtmlTooLargeError) as raised:
        sanitize(html * size, "article")
    assert 413 == raised.value.code


@pytest.mark.parametrize("html", ["x" * 200_000, "<b>x</b>" * 5000, "<div>" * 100, "<br>" * 10_000, "< " * 100_000])
def test_what_is_just_not_too_large_is_read(html):
    """Near misses; less-than signs are no tags."""
    assert sanitize(html, "article")


def test_nothing_takes_long():
    """The worst that the limits let through is far from what made bleach alone take 7 seconds."""
    for html in (
        "<div>" * 10_000,
        "<a><p>" * 5000,
        "<b>" * 10_000,
        "<p " * 10_000,
        "<table><td>" * 5000,
        "&" * 200_000,
    ):
        started = time.thread_time()
        with contextlib.suppress(HtmlTooLargeError):
            sanitize(html, "article")
        assert time.thread_time() - started < 2


def test_filters_in_templates():
    """`|sanitize` and `|linkify`; what is too large is shown as text instead of breaking the page."""
    app = Flask(__name__)
    app.testing = True
    Hardened(app, sanitizing=SanitizingOptions(max_length=30))
    with app.test_request_context():
        assert "<b>x</b>" == render_template_string("{{ '<b onclick=y>x</b>'|sanitize }}")
        assert "x" == render_template_string("{{ '<b>x</b>'|sanitize('text') }}")
        assert "" == render_template_string("{{ none|sanitize }}")
        assert "&lt;b&gt;" * 11 == render_template_string("{{ ('<b>' * 11)|sanitize }}")
        link = '<a href="http://example.org" rel="nofollow ugc noopener">example.org</a>'
        assert link == render_template_string("{{ 'example.org'|linkify }}")


def test_an_apps_own_filter_stays():
    """A filter with the same name is not replaced."""
    app = Flask(__name__)
    app.testing = True
    app.jinja_env.filters["sanitize"] = lambda html: "own"
    Hardened(app)
    with app.test_request_context():
        assert "own" == render_template_string("{{ 'x'|sanitize }}")


def test_linkify():
    """Addresses become links, not in code or links; what was forbidden stays forbidden."""
    kept = linkify(
        'See https://a.example.org/?x=1&y=2, <code>b.example.org</code> <a href="javascript:x">c.example.org</a>'
    )
    rel = 'rel="nofollow ugc noopener"'
    address = "https://a.example.org/?x=1&amp;y=2"
    expected = f'See <a href="{address}" {rel}>{address}</a>, <code>b.example.org</code> <a {rel}>c.example.org</a>'
    assert expected == kept


@settings(max_examples=100)
@given(st.lists(pieces | st.sampled_from(["example.org", "https://example.org/"]), max_size=30).map("".join))
def test_linkify_keeps_to_the_policy(html):
    """Whatever bleach makes of it is sanitized again."""
    assert [] == faults(linkify(html), COMMENT)
