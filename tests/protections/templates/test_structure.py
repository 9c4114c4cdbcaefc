"""Whatever a value holds, the page has the elements and attributes that its template has, and no others."""

from __future__ import annotations

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import DictLoader
from markupsafe import Markup

from flask_hardened.urls import scheme_of
from tests.protections.templates.rendering import app_of

PLACES = {
    "text": "<p>{{ x }}</p><b>",
    "title": "<title>{{ x }}</title><b>",
    "textarea": "<textarea>{{ x }}</textarea><b>",
    "double": '<p title="{{ x }}" class="c">t</p>',
    "single": "<p title='{{ x }}' class='c'>t</p>",
    "unquoted": "<p title={{ x }} class=c>t</p>",
    "unquoted middle": "<p title=a{{ x }}b class=c>t</p>",
    "comment": "<!-- {{ x }} --><b>",
    "link": "<a href='{{ x }}' class=c>t</a>",
    "link unquoted": "<a href={{ x }} class=c>t</a>",
    "halves": "<a href='{{ x[:3] }}{{ x[3:] }}'>t</a>",
    "picture": "<img src='{{ x }}' srcset=\"{{ x }}\">",
    "handler": "<p onclick=\"f('{{ x }}')\" onfocus='f({{ x }})' onblur=f({{ x }})>t</p>",
    "script": "<script>f('{{ x }}', \"{{ x }}\", `{{ x }}`, {{ x }})</script><b>",
    "script comment": "<script>// {{ x }}\n/* {{ x }} */ /{{ x }}/</script><b>",
    "markup in a script": "<script>'<{{ x }}>'; '</{{ x }}>'; '<!{{ x }}'</script><b>",
    "json": '<script type=application/json>["{{ x }}", {{ x }}, {{ x|tojson }}]</script><b>',
    "block of text": "<script type=text/x>{{ x }}</script><b>",
    "style": "<style>b { color: {{ x }}; content: '{{ x }}' }</style><p style='{{ x }}'>t</p>",
    "document": "<iframe srcdoc='{{ x }}'></iframe><b>",
    "foreign": "<svg><script>'{{ x }}'</script><style>{{ x }}</style><a xlink:href='{{ x }}'/></svg><b>",
    "raw": "<xmp>{{ x }}</xmp><noframes>{{ x }}</noframes><b>",
    "refresh": "<meta http-equiv=refresh content='0;url={{ x }}'><b>",
}
MARKUP_PLACES = [name for name in PLACES if name not in ("text", "halves")]
PIECES = st.sampled_from(
    [
        *(
            "<",
            ">",
            '"',
            "'",
            "`",
            "&",
            "=",
            " ",
            "\t",
            "\n",
            "\f",
            "\r",
            "/",
            "\\",
            "-",
            "--",
            "!",
            "-->",
            "--!>",
            "]]>",
        ),
        *(
            "</title>",
            "</textarea>",
            "</script",
            "</style>",
            "</xmp>",
            "</noframes >",
            "<!--",
            "<script>",
            "<b>",
            "</p>",
        ),
        *(
            "javascript:",
            "data:",
            "JAVA\tscript:",
            "java",
            "script:",
            ":",
            "&colon;",
            "&#58;",
            "a",
            "onclick=f()",
            "${",
            "}",
        ),
        *(
            "*/",
            "/*",
            "//",
            "url(",
            ")",
            ";",
            "{",
            "script",
            "/script",
            "title",
            "\u2028",
            "\u212a",
            "\ufffc",
            "\x00",
            "%27",
        ),
    ]
)
VALUES = st.lists(PIECES | st.text(max_size=3), max_size=8).map("".join)
APP = app_of()
APP.jinja_loader = DictLoader(PLACES)
with APP.test_request_context():
    APP.extensions["hardened"].start()


def skeleton(text):
    """Elements with the names of their attributes, in document order."""
    document = html5lib.parse(text, namespaceHTMLElements=False)
    return [(element.tag, sorted(element.attrib)) for element in document.iter() if isinstance(element.tag, str)]


def shown(place, value):
    with APP.app_context():
        return APP.jinja_env.get_template(place).render(x=value)


@pytest.mark.parametrize("place", PLACES)
@settings(max_examples=25)
@given(value=VALUES)
def test_texts_add_nothing(place, value):
    """No element, no attribute; and none disappears."""
    assert skeleton(shown(place, "word")) == skeleton(shown(place, value))


@pytest.mark.parametrize("place", MARKUP_PLACES)
@settings(max_examples=20)
@given(value=VALUES)
def test_markup_adds_nothing_outside_text(place, value):
    """What was sanitized for a text, or merely called markup, does not leave an attribute, a script or a style."""
    assert skeleton(shown(place, "word")) == skeleton(shown(place, Markup(value)))


LINKS = {
    "whole": "<a href='{{ x }}'>",
    "unquoted": "<a href={{ x }}>",
    "after blanks": "<a href='\t {{ x }}'>",
    "halves": "<a href='{{ x[:n] }}{{ x[n:] }}'>",
    "thirds": "<a href='{{ x[:n] }}{{ x[n:n+2] }}{{ x[n+2:] }}'>",
    "letters": "<a href='{% for letter in x %}{{ letter }}{% endfor %}'>",
    "before a text": "<a href='{{ x }}script:alert(1)'>",
    "before a colon": "<a href='{{ x }}:alert(1)'>",
    "after a text": "<a href='java{{ x }}'>",
    "halves before a colon": "<a href='{{ x[:n] }}{{ x[n:] }}:alert(1)'>",
    "in branches": "<a href='{% if n %}{{ x }}{% else %}/{{ x }}{% endif %}{{ x }}'>",
    "in a form": "<form action='{{ x }}'><button formaction='{{ x }}'>",
    "in a frame": "<iframe src='{{ x }}'></iframe><object data='{{ x }}'></object>",
    "in a block": "{% filter trim %}<a href='{{ x }}'>{% endfilter %}",
}
SCHEMES = st.sampled_from(
    ["javascript", "JavaScript", "java", "vbscript", "data", "data:text/html,", "http", "jav\tascript", "s"]
)
ADDRESSES = st.lists(SCHEMES | PIECES | st.sampled_from([":", "script", "script:", "a", ""]), max_size=5).map("".join)
DANGEROUS = {"javascript", "data", "vbscript"}


@pytest.mark.parametrize("place", LINKS)
@settings(max_examples=50)
@given(value=ADDRESSES, markup=st.booleans(), cut=st.integers(0, 12))
def test_no_address_runs(place, value, markup, cut):
    """As the URL Standard reads them, whatever parts they are put together from."""
    with APP.app_context():
        text = APP.jinja_env.from_string(LINKS[place]).render(x=Markup(value) if markup else value, n=cut)
    document = html5lib.parse(text, namespaceHTMLElements=False)
    found = [
        element.get(name)
        for element in document.iter()
        for name in ("href", "src", "action", "formaction", "data")
        if element.get(name) is not None
    ]
    assert found
    assert DANGEROUS.isdisjoint(scheme_of(address) for address in found)


@pytest.mark.parametrize("place", [name for name in PLACES if name not in ("halves", "handler", "document")])
@given(
    value=st.text(alphabet="abcdefghijklmnopqrstuvwxyzABCXYZ0123456789_-.", min_size=1, max_size=12).filter(
        lambda text: text[0].isalpha()
    )
)
@settings(max_examples=8)
def test_words_stay(place, value):
    """A page with a word in it is the one that Jinja renders, but for words that are no names in scripts."""
    source = PLACES[place].replace("{{ x }})", "{{ x|tojson }})").replace(" {{ x }},", " 1,").replace("/{{ x }}/", "1")
    with APP.app_context():
        ours = APP.jinja_env.from_string(source).render(x=value)
    assert OFF.jinja_env.from_string(source).render(x=value) == ours


OFF = app_of(mode="off")
