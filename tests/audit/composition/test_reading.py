"""What a text is put together of."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flask_hardened.audit.composition.ingredients import Composition
from flask_hardened.audit.composition.sources import Sources
from flask_hardened.audit.snapshot import Snapshot
from flask_hardened.audit.topics.injection.built_sql import built_sql
from tests.audit.asking_source import source
from tests.audit.views_for_tests import in_view


def read(code: str, imports: str = "") -> Composition:
    """Return what the argument of ``sink`` in a view consists of."""
    facts = source(in_view(imports, code)).source
    [call] = [call for module in facts.modules for call in module.calls if call.name == "sink"]
    return Sources(facts).compose(call.arguments[0], call)


def kinds(composition: Composition) -> list[str]:
    """Return what is known of each ingredient."""
    return [
        "requested" if each.requested else "parameter" if each.parameter else "?" for each in composition.ingredients
    ]


@pytest.mark.parametrize(
    "text",
    [
        'f"a {name} b"',
        '"a %s b" % name',
        '"a %s b" % (name,)',
        '"a %(x)s b" % {"x": name}',
        '"a " + name + " b"',
        '"a {} b".format(name)',
        '"a {x} b".format(x=name)',
        '" ".join(["a", name, "b"])',
        '" ".join(part for part in ("a", name, "b"))',
        '("a " + name + " b").strip()',
        'str("a " + name + " b")',
        '"a X b".replace("X", name)',
        'b"a %s b" % name',
        '("a b " if number else "b a ") + name',
        '"a b " + (name if number else "")',
        '"a b " + [name][0]',
        '"a b " + {"k": name}["k"]',
        '"a b " + (x := name)',
        '"a b " + str(name or "")',
    ],
)
def test_every_way_to_put_a_text_together(text: str) -> None:
    """The constants are its text, and the one thing that is none its ingredient."""
    composition = read(f"sink({text})")
    assert composition.built or "replace" in text
    assert ["requested"] == kinds(composition)
    assert {"a", "b"} <= {*composition.text.replace("%(x)s", " ").replace("{x}", " ").replace("X", " ").split()}


@pytest.mark.parametrize(
    "text",
    [
        "'a'",
        "f'{1} {len(name)} {number}'",
        "f'{name:d}'",
        "'%d' % name",
        "'a' if name else 'b'",
        "name and 'a' == name",
        "TABLE + settings.TABLE_NAME",
        "'?' * len(name)",
        "', '.join('?' for _ in name)",
        "shlex.quote(name)",
        "secure_filename(name)",
        "{'a': 'b'}[name]",
        "{'a': 'b'}.get(name, 'c')",
        "datetime.now().isoformat()",
        "self.__class__.__name__",
        "request.args.get('q', type=int)",
        "','.join(map(int, request.args.getlist('q')))",
    ],
)
def test_what_is_harmless(text: str) -> None:
    """Constants, numbers, truth values, placeholders, what was quoted, and what was looked up among constants."""
    assert () == read(f"sink({text})").ingredients


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("x = request.args['q']\nsink('a' + x)", ["requested"]),
        ("x = request.args['q']\nx = x.strip()\nsink('a' + x)", ["requested"]),
        ("x = request.args['q']\nx = 'b'\nsink('a' + x)", ["?"]),
        ("x = find(request.args['q'])\nsink('a' + x)", ["?"]),
        ("x = 'b'\nx += name\nsink('a' + x)", ["requested"]),
        ("parts = ['b']\nparts.append(name)\nsink('a'.join(parts))", ["requested"]),
        ("x, y = name, 'b'\nsink('a' + x)", ["requested"]),
        ("x, y = name, 'b'\nsink('a' + y)", []),
        ("for x in request.args:\n    sink('a' + x)", ["requested"]),
        ("for x in ('b', 'c'):\n    sink('a' + x)", []),
        ("for i, x in enumerate(('b', 'c')):\n    sink(f'a{i}{x}')", []),
        ("with open('b') as x:\n    sink(f'a{x}')", ["?"]),
        ("if name not in ALLOWED:\n    return\nsink('a' + name)", []),
        ("if not name.isalnum():\n    return\nsink('a' + name)", []),
        ("if not is_safe(name):\n    return\nsink('a' + name)", []),
        ("if not os.path.exists(name):\n    return\nsink('a' + name)", ["requested"]),
        ("if not name.startswith(ROOT):\n    return\nsink('a' + name)", []),
        ("if not name.startswith('https://a.example/'):\n    return\nsink('a' + name)", []),
        ("if not name.startswith('/'):\n    return\nsink('a' + name)", ["requested"]),
        ("sink(','.join(map(str, request.args.getlist('q'))))", ["requested"]),
        ("name = name or 'b'\nsink('a' + name)", ["requested", "requested"]),
        ("x: str = name\nsink('a' + x)", ["requested"]),
        ("x = {}\nx['k'] = name\nsink('a' + x['k'])", ["requested"]),
        ("x, *y = name, 'b', 'c'\nsink('a' + x)", ["requested"]),
        ("for k, v in request.args.items():\n    sink('a' + v)", ["requested"]),
        ("for k, v in {'b': 'c'}.items():\n    sink('a' + v)", []),
        ("import x\nsink(f'a{x}')", ["?"]),
        ("def x(): ...\nsink(f'a{x}')", ["?"]),
        ("global x\nsink(f'a{x}')", ["?"]),
        ("try:\n    work()\nexcept Exception as x:\n    sink(f'a{x}')", ["?"]),
        ("match work():\n    case str() as x:\n        sink('a' + x)", ["?"]),
        ("match name:\n    case 'b':\n        sink('a' + name)", []),
        ("sink(TEXT.format(name))", ["requested"]),
        ("sink(TEXT % name)", ["requested"]),
        ("sink(name | other)", ["requested", "?"]),
        ("x = 'b'\nx |= name\nsink('a' + x)", ["requested"]),
        ("sink('a' + name.replace(\"'\", \"''\"))", []),
        ("sink('a'.join(n for n in request.args if n in ALLOWED))", []),
        ("sink(lambda: name)", ["?"]),
        ("if 'b' in name:\n    return\nsink('a' + name)", ["requested"]),
        ("sink('a' + form.title.data)", ["requested"]),
        ("sink('a' + json.loads(request.data)['b'])", ["requested"]),
        ("x = x + 'b'\nsink('a' + x)", []),
        ("sink('a' + request.method)", ["?"]),
    ],
)
def test_what_names_stand_for(code: str, expected: list[str]) -> None:
    """What is bound to them, one thing after the other, unless the function has tested it."""
    assert expected == kinds(read(code, "import json, os"))


def test_what_attributes_stand_for() -> None:
    """What the module binds to them, when that is all there is."""
    text = """
        class Store:
            table = "posts"

            def __init__(self, folder):
                self.folder = folder

            def find(self):
                constant("SELECT " + self.table)
                given("SELECT " + self.folder)
        """
    facts = source(text).source
    calls = {call.name: call for module in facts.modules for call in module.calls}
    sources = Sources(facts)
    assert () == sources.compose(calls["constant"].arguments[0], calls["constant"]).ingredients
    assert 1 == len(sources.compose(calls["given"].arguments[0], calls["given"]).ingredients)


@pytest.mark.parametrize(
    ("code", "head"),
    [
        ("sink(name)", ""),
        ("sink('https://a/' + name)", "https://a/"),
        ("sink('https://%s/' % name)", "https://"),
        ("sink('https://{}/'.format(name))", "https://"),
        ("sink(f'{BASE}/{name}')", "\0/"),
        ("x = 'https://'\nx += name\nsink(x)", "https://"),
        ("x = 'https://a/'\nx = x + name\nsink(x)", "https://a/"),
        ("x = base()\nx += '/' + name\nsink(x)", "\0/"),
    ],
)
def test_what_stands_before_data_of_the_request(code: str, head: str) -> None:
    """Constants, and NUL for what is none."""
    assert head == read(code).head


def test_another_name_of_the_request() -> None:
    """Whatever it is imported as."""
    assert ["requested"] == kinds(read("sink('a' + r.args['q'])", "from flask import request as r"))
    assert ["requested"] == kinds(read("sink('a' + flask.request.args['q'])", "import flask"))


def test_a_long_sum_is_read() -> None:
    """A text of a thousand parts takes no recursion apart, and neither does one name after another."""
    read("sink(" + " + ".join(["'a'", *["name"] * 1000]) + ")")
    chain = "\n".join(f"x{number + 1} = x{number} + x{number}" for number in range(8))
    assert ["requested"] == sorted({*kinds(read(f"x0 = name\n{chain}\nsink(x8)"))})


EXPRESSIONS = st.recursive(
    st.sampled_from(["name", "number", "x", "'a'", "1", "request.args['q']", "self.y", "TABLE", "form.z.data", "None"]),
    lambda inner: st.one_of(
        st.builds("({} + {})".format, inner, inner),
        st.builds("({} % {})".format, inner, inner),
        st.builds("[{}, *{}]".format, inner, inner),
        st.builds("{{'k': {}, **{}}}".format, inner, inner),
        st.builds("({} if {} else {})".format, inner, inner, inner),
        st.builds("f'a{{{}}}b{{{}!r:>3}}'".format, st.just("name"), st.just("x")),
        st.builds("''.join({})".format, inner),
        st.builds("({}).format({}, k={})".format, inner, inner, inner),
        st.builds("(lambda: {})()".format, inner),
        st.builds("[p + {} for p in {} if p]".format, inner, inner),
        st.builds("({})[{}]".format, inner, inner),
        st.builds("find({})".format, inner),
        st.builds("(x := {})".format, inner),
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(first=EXPRESSIONS, second=EXPRESSIONS)
def test_whatever_is_written_is_read(first: str, second: str) -> None:
    """No expression crashes the reading, which is never sure of what holds no name of the request."""
    code = f"x = {first}\nx += {second}\nself.y = x\nexecute(x)"
    text = in_view("", code)
    ast.parse(text)
    snapshot: Snapshot = source(text)
    assert () == snapshot.unchecked
    findings = [*built_sql.findings(snapshot)]
    assert len(findings) <= 1
