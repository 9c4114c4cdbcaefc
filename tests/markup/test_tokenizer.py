"""The tokenizer finds the tags that html5lib's finds, however the text is cut."""

from __future__ import annotations

import html5lib
import pytest
from html5lib._tokenizer import HTMLTokenizer
from html5lib.constants import tokenTypes
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import nodes

from flask_hardened.markup.states import CONTENT_OF, State
from flask_hardened.markup.tags import Site
from flask_hardened.markup.tokenizer import Tokenizer, ascii_lower
from flask_hardened.markup.values import constant_sources

PARTS = st.sampled_from(
    [
        *("<script", "<SCRIPT", "<style", "<link", "<scripty", "<div", "<title>", "<textarea>", "<xmp>", "<iframe>"),
        *("</script", "</style", "</title>", "</textarea>", "</xmp>", "</iframe>", "</scripty>", "<script>", "<style>"),
        *(
            "<!--",
            "-->",
            "--!>",
            "<!-->",
            "<!--->",
            "<!",
            "-",
            "--",
            "<!doctype html>",
            "<![CDATA[",
            "]]>",
            "<?x",
            "</",
        ),
        *("<", ">", "/", "/>", " ", "\n", "\t", "=", '"', "'", "a", "nonce", "src=x", "onclick='a'", 'x="y"', "\u212a"),
    ]
)
HTML = st.lists(PARTS, max_size=25).map("".join)


def read(pieces):
    output = nodes.Output([])
    tokenizer = Tokenizer()
    for index, piece in enumerate(pieces):
        tokenizer.feed(piece, Site(output=output, index=index, lineno=1))
    return tokenizer


def ours(pieces):
    return [
        (tag.name, tuple(dict.fromkeys((attribute.name) for attribute in tag.attributes)))
        for tag in read(pieces).found
        if not tag.closing
    ]


def theirs(source):
    raw = {State.RCDATA: "rcdataState", State.RAWTEXT: "rawtextState", State.SCRIPT: "scriptDataState"}
    found = []
    tokenizer = HTMLTokenizer(source)
    for token in tokenizer:
        if token["type"] == tokenTypes["StartTag"]:
            found.append((token["name"], tuple(token["data"])))
            content = raw.get(CONTENT_OF.get(token["name"]))
            if content is not None:
                tokenizer.state = getattr(tokenizer, content)
    return found


@given(HTML)
def test_agrees_with_html5lib(source):
    """The same start tags with the same attributes; html5lib leaves out one that never ends."""
    expected, actual = theirs(source), ours([source])
    assert expected == actual[: len(expected)]
    assert len(actual) <= len(expected) + 1


@given(HTML, st.data())
def test_text_can_be_cut_anywhere(source, data):
    """Comments and raw blocks cut template text in pieces."""
    cuts = sorted(data.draw(st.lists(st.integers(0, len(source)), max_size=4)))
    pieces = [source[start:end] for start, end in zip([0, *cuts], [*cuts, None], strict=True)]
    whole, cut = read([source]), read(pieces)
    assert ours([source]) == ours(pieces)
    assert (whole.state, whole.element, whole.raw_text) == (cut.state, cut.element, cut.raw_text)


@given(HTML)
def test_values_agree_with_html5lib(source):
    """What stands between the quotes is found exactly."""
    document = html5lib.parseFragment(f"<p onclick='a{source.replace(chr(39), '')}'>", namespaceHTMLElements=False)
    tokenizer = read([f"<p onclick='a{source.replace(chr(39), '')}'>"])
    assert [document[0].get("onclick")] == list(constant_sources(tokenizer.found[0].attributes[0]))


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("<script>a()</script>", "a()"),
        ("<script></script>", ""),
        ("<script>a</scripty></script >", "a</scripty>"),
        ("<script><!-- <script></script> --></script>", "<!-- <script></script> -->"),
        ("<script>a", None),
        ("<style>a{}</style>", "a{}"),
        ("<svg><script/></svg>", None),
    ],
)
def test_content_of_raw_elements(text, content):
    """The text of a script is known when it ends."""
    tag = next(tag for tag in read([text]).found if tag.name in CONTENT_OF)
    assert content == tag.content


def test_ascii_lower():
    """Letters that only look like ASCII stay."""
    assert "lin\u212ai\u0130" == ascii_lower("LIN\u212aI\u0130")


@pytest.mark.parametrize(
    "source", ["<p =a>", "<p ==a>", "<p a==b>", "<p a= b>", "<p / a>", "<p a/b>", '<p a"b>', "<p 'a'>", "<p a='b'c>"]
)
def test_odd_attributes(source):
    """Browsers read something into each of them."""
    assert theirs(source) == ours([source])


def test_html5lib_would_notice():
    """The comparison compares something: both find attributes in order."""
    assert [("p", ("a", "b"))] == theirs("<p a b=1>") == ours(["<p a b=1>"])
