"""Templates made at random: nothing changes but nonces, and no value of a variable has a say in them."""

from __future__ import annotations

import html5lib
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, UndefinedError
from markupsafe import Markup

from flask_hardened.markup import install

TEXT = st.sampled_from(
    [
        *("<script>", "</script>", "<script ", "<style>", "</style>", "<link rel=stylesheet>", "<link ", "rel=preload"),
        *("<p ", "<p>", "</p>", ">", "/>", "<!--", "-->", "<title>", "</title>", "<textarea>", "</textarea>", "<svg>"),
        *(
            "style='",
            "style=",
            "style='width: ",
            "%'",
            "onclick='a()'",
            'onclick="',
            "'",
            '"',
            "=",
            " ",
            "\n",
            "a",
            "<",
            "</",
        ),
        *(
            "src='//a'",
            "src=/a",
            "type=module",
            "type=text/html",
            "nonce=1",
            " nonce",
            "async",
            "&amp;",
            "&copy=",
            "<!-- <script>",
        ),
    ]
)
VALUES = ("number", "text", "attack", "markup", "nothing")
EXPRESSION = st.sampled_from(
    [
        *(f"{{{{ {name} }}}}" for name in VALUES),
        *(
            "{{ attack|safe }}",
            "{{ number * 2 }}",
            "{{ 'a' if number else '<b>' }}",
            "{{ 1 }}",
            "{{ loop.index }}",
            "{{ '<' }}",
        ),
    ]
)


def bodies(inner):
    body = st.lists(inner, max_size=4).map("".join)
    return st.one_of(
        body.map(lambda text: f"{{% if number %}}{text}{{% endif %}}"),
        st.tuples(body, body).map(lambda two: f"{{% if nothing %}}{two[0]}{{% else %}}{two[1]}{{% endif %}}"),
        st.tuples(body, body).map(lambda two: f"{{% for i in range(2) %}}{two[0]}{{% else %}}{two[1]}{{% endfor %}}"),
        body.map(lambda text: f"{{% for i in [3] recursive %}}{text}{{% endfor %}}"),
        body.map(lambda text: f"{{% set z %}}{text}{{% endset %}}{{{{ z }}}}"),
        body.map(lambda text: f"{{% filter trim %}}{text}{{% endfilter %}}"),
        body.map(lambda text: f"{{% with y = number %}}{text}{{{{ y }}}}{{% endwith %}}"),
        body.map(lambda text: f"{{% autoescape false %}}{text}{{% endautoescape %}}"),
        body.map(lambda text: f"{{% macro m(number) %}}{text}{{% endmacro %}}{{{{ m(3) }}}}"),
        body.map(
            lambda text: f"{{% macro c() %}}{{{{ caller() }}}}{{% endmacro %}}{{% call c() %}}{text}{{% endcall %}}"
        ),
    )


TEMPLATE = st.lists(st.recursive(TEXT | EXPRESSION, bodies, max_leaves=12), max_size=12).map("".join)
ATTACKS = st.lists(
    st.sampled_from(
        [
            "<script>",
            "</script>",
            "<style>",
            "<link rel=stylesheet>",
            " onclick=a",
            "'",
            '"',
            ">",
            "<!--",
            "-->",
            "=",
            "5",
            "red",
        ]
    ),
    max_size=6,
).map("".join)

NONCE = "u7Zx"
MARK = f' nonce="{NONCE}"'


class Recorder:
    def __init__(self):
        self.calls = []

    def nonce_attribute(self, kind):
        self.calls.append(kind)
        return Markup(MARK)

    def record(self, *hashes):
        self.calls.append(hashes)


def rendered(environment, source, values):
    try:
        return environment.from_string(source).render(values)
    except UndefinedError as error:
        return str(error)


def values_with(attack, number=4):
    return {"number": number, "text": "<i>'\"", "attack": attack, "markup": Markup("<b class='c'>"), "nothing": ""}


@given(TEMPLATE, ATTACKS)
def test_without_a_response_nothing_changes(source, attack):
    """Byte for byte what plain Jinja renders."""
    ours = Environment(autoescape=True)
    install(ours, lambda: None)
    values = values_with(attack)
    assert rendered(Environment(autoescape=True), source, values) == rendered(ours, source, values)


@given(TEMPLATE, ATTACKS)
def test_without_the_nonces_it_is_the_same_page(source, attack):
    """Only nonce attributes are added."""
    ours = Environment(autoescape=True)
    install(ours, lambda: Recorder())
    values = values_with(attack)
    assert rendered(Environment(autoescape=True), source, values) == rendered(ours, source, values).replace(MARK, "")


@given(TEMPLATE, ATTACKS, ATTACKS)
def test_values_have_no_say(source, one, other):
    """Which nonces and hashes a page gets is the same whatever text its variables hold."""

    def calls(attack):
        recorder = Recorder()
        environment = Environment(autoescape=True)
        install(environment, lambda: recorder)
        rendered(environment, source, values_with(attack))
        return recorder.calls

    assert calls(one) == calls(other)


PAGES = st.sampled_from(
    [
        "<div>{{ attack }}</div><script>a()</script>",
        "<p title='{{ attack }}'>{{ attack|safe }}</p><style>b{}</style>",
        "<p title={{ attack }}><link rel=stylesheet href='{{ attack }}'>",
        "<title>{{ attack|safe }}</title><script src='{{ attack }}'></script>",
        "{% for i in range(2) %}<p>{{ attack|safe }}<script>'{{ attack }}'</script>{% endfor %}",
    ]
)


@given(PAGES, ATTACKS)
def test_elements_from_variables_have_no_nonce(page, attack):
    """In the document a browser builds, there are no more nonces than the template has tags."""
    environment = Environment(autoescape=True)
    install(environment, lambda: Recorder())
    text = environment.from_string(page).render(attack=attack)
    document = html5lib.parse(text, namespaceHTMLElements=False)
    carriers = [element for element in document.iter() if element.get("nonce") == NONCE]
    written = page.count("<script") + page.count("<style") + page.count("<link")
    assert len(carriers) <= (2 if "range(2)" in page else 1) * written


@given(st.one_of(st.text(), st.integers(), st.floats(), st.decimals(), st.booleans(), st.none()))
def test_styles_record_numbers_only(value):
    """A hash is recorded exactly if the value is a finite number."""
    recorder = Recorder()
    environment = Environment(autoescape=True)
    install(environment, lambda: recorder)
    environment.from_string("<p style='a:{{ value }}'>").render(value=value)
    is_number = not isinstance(value, str | bool | None) and str(value).lstrip("-")[0].isdigit()
    assert is_number is bool(recorder.calls)


FILTERS = st.lists(
    st.sampled_from(
        [
            *("e", "safe", "tojson", "string", "upper", "trim", "forceescape", "first", "list", "urlencode", "title"),
            *(
                "replace('a', '1')",
                "default(5)",
                "d('', true)",
                "center(3)",
                "format(1)",
                "join",
                "striptags",
                "reverse",
            ),
        ]
    ),
    max_size=3,
).map(lambda names: "".join(f"|{name}" for name in names))
NAMES = st.sampled_from(["x", "_", "gettext", "ngettext", "_gettext", "number", "n", "id", "message"])
SHAPES = st.sampled_from(
    [
        "{{ NAME }}",
        "{{ 5 }}{{ NAME }}",
        "{{ NAME }}{{ 5 }}",
        "{{ translate(NAME) }}",
        "{{ _('a', b=NAME) }}",
        "{{ ngettext('a', 'b', NAME) }}",
        "{{ NAME if true else 5 }}",
        "{{ 5 if false else NAME }}",
        "{% set y = NAME %}{{ y }}",
        "{% with y = NAME %}{{ y }}{% endwith %}",
        "{% trans y=NAME %}a{{ y }}{% endtrans %}",
    ]
)
ATTRIBUTES = st.sampled_from(
    ["onclick='a(@)'", 'onclick="@"', "style='a: @'", "style=@", "href='javascript:@'", "href='@'", "onclick=@"]
)
STRINGS = st.one_of(st.text(min_size=1), st.integers().map(str), st.sampled_from(["javascript:a()", "a()", "&#39;"]))


@given(ATTRIBUTES, SHAPES, NAMES, FILTERS, STRINGS, st.booleans(), st.booleans())
def test_no_text_authorises_anything(attribute, shape, name, filters, value, markup, autoescape):
    """Whatever a variable is called, whatever filters it goes through, and wherever it is put."""
    recorder = Recorder()
    environment = Environment(autoescape=autoescape, extensions=["jinja2.ext.i18n"])
    environment.install_null_translations(newstyle=True)
    install(environment, lambda: recorder)
    catalogue = {"_": str, "gettext": str, "ngettext": lambda *_: "text", "translate": environment.globals["gettext"]}
    if "gettext(" in shape or "_(" in shape:
        name = "x"
    source = f"<a {attribute}>".replace("@", shape.replace("NAME", name + filters))
    try:
        environment.from_string(source).render({**catalogue, name: Markup(value) if markup else value})
    except (UndefinedError, TypeError, ValueError):
        return
    assert [] == [call for call in recorder.calls if any(call)]
