"""Constants are folded: to what Python would make of them, or not at all."""

from __future__ import annotations

import ast
import time
import warnings
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.audit.source.facts import MISSING
from tests.audit.source.asking_values import constant, sunk


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sink('a')", "a"),
        ("sink(-1)", -1),
        ("sink(not 1)", False),
        ("sink(60 * 60 * 24)", 86400),
        ("sink('a' 'b' + 'c')", "abc"),
        ("sink('%s/%s' % ('a', 1))", "a/1"),
        ("sink('{}-{x}'.format(1, x='b'))", "1-b"),
        ("sink(','.join(['a', 'b']))", "a,b"),
        ("sink(f'a{1}{\"b\"!r}')", "a1'b'"),
        ("sink(' A '.strip().lower())", "a"),
        ("sink('a'.encode())", b"a"),
        ("sink((1, [2], {3}, {'a': 4}))", (1, [2], {3}, {"a": 4})),
        ("sink(frozenset(['a']))", frozenset({"a"})),
        ("sink([*(1, 2), 3])", [1, 2, 3]),
        ("sink('a' if x else 'a')", "a"),
        ("A = 'a'\nsink(A)", "a"),
        ("A: str = 'a'\nB = A + 'b'\nsink(B)", "ab"),
        ("def f():\n a = 'a'\n sink(a)", "a"),
        ("class C:\n A = 1\nsink(C.A)", 1),
        ("class C:\n A = 1\nclass D(C): pass\nsink(D().A)", 1),
        ("class C:\n def __init__(self): self.a = 1\n def f(self): sink(self.a)", 1),
        ("a, b = 1, 2\nsink(b)", 2),
        ("a = 1\na += 2\nsink(a)", 3),
        ("a = 1\na = 2\nsink(a)", 2),
        ("ITEMS = ['a', 'b']\nsink(ITEMS)", ["a", "b"]),
        ("if x:\n a = 1\nelse:\n a = 1\nsink(a)", 1),
        ("def f():\n global A\n A = 1\nf()\nsink(A)", 1),
        ("sink(a := 5)\n", MISSING),
    ],
)
def test_constants_are_folded(text: str, expected: object) -> None:
    """Literals, operators, methods of texts, names bound to one constant, attributes of classes."""
    found = constant(text)
    assert (type(expected), expected) == (type(found), found)


def test_constants_of_other_modules_are_known() -> None:
    """Imported by name, or as an attribute of the module, or handed on."""
    files = {"settings": "KEY = 'dev'\nclass Base:\n KEY = 'base'\n", "more": "from settings import KEY as K, Base\n"}
    assert "dev" == constant("from settings import KEY\nsink(KEY)", **files)
    assert "dev" == constant("import settings\nsink(settings.KEY)", **files)
    assert "dev" == constant("import more as m\nsink(m.K)", **files)
    assert "base" == constant("from more import Base\nsink(Base.KEY)", **files)


@pytest.mark.parametrize(
    "text",
    [
        "sink(x)",
        "sink('a' + x)",
        "sink(f'a{x}')",
        "sink(f'{1:>99999999}')",
        "sink('{:>99999999}'.format(1))",
        "sink('{0.__class__}'.format(1))",
        "sink('%99999999d' % 1)",
        "sink('%*d' % (99999999, 1))",
        "sink('a' * 10**9)",
        "sink([0] * 10**9)",
        "sink(9**9**9)",
        "sink(1 << 10**9)",
        "sink(1 / 0)",
        "sink('a' if x else 'b')",
        "sink(1 if x else True)",
        "sink(1 if x else 1.0)",
        "sink({**x})",
        "sink({[]: 1})",
        "sink('a'.encode('idna'))",
        "import os\nsink(os.environ.get('A', 'b'))",
        "import os\nsink(os.getenv('A', 'b'))",
        "def f(a='b'): sink(a)",
        "a = 1\nif x:\n a = 2\nsink(a)",
        "a = 1\nwhile x:\n sink(a)\n a = 2",
        "a = 1\ndef f():\n sink(a)\na = 2",
        "a = ['b']\na.append(x)\nsink(a)",
        "a = {'b': 1}\na['b'] = x\nsink(a)",
        "a = {'b': 1}\ndel a['b']\nsink(a)",
        "a = {'b': {}}\na['b']['c'] = x\nsink(a)",
        "for a in 1, 2: sink(a)",
        "a = [0]*1000\nb = [a]*1000\nc = [b]*1000\nsink([c, c] if x else [c, c])",
        "class C:\n A = 1\n def __init__(self): self.A = 2\n def f(self): sink(self.A)",
        "import unknown\nsink(unknown.KEY)",
    ],
)
def test_what_may_be_several_things_is_no_constant(text: str) -> None:
    """Nor what is large, what depends on the machine, what is changed in place, and what fails."""
    begun = time.monotonic()
    assert constant(text) is MISSING
    assert time.monotonic() - begun < 5


def test_an_environment_variable_is_known_by_its_origin() -> None:
    """So that a rule can tell it from a password in the source."""
    assert "os.environ.get()" == sunk("from os import environ as e\nsink(e.get('A', 'b'))").origin
    assert "os.environ[]" == sunk("import os\nA = os.environ['A']\nsink(A)").origin


def test_a_sum_of_hundreds_is_folded() -> None:
    """Without going down into each."""
    assert 800 == constant("sink(" + "+".join(["1"] * 800) + ")")


_NUMBERS = st.one_of(st.integers(-99, 99), st.booleans(), st.floats(-9, 9, allow_nan=False), st.none())
_TEXTS = st.text("ab%{}s", max_size=4)


def _expressions() -> st.SearchStrategy[str]:
    leaves = st.one_of(_NUMBERS, _TEXTS, st.binary(max_size=2)).map(repr)

    def extend(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        pairs = st.tuples(inner, inner)
        operators = st.sampled_from(["+", "-", "*", "/", "//", "%", "**", "<<", ">>", "|", "&", "^"])
        return st.one_of(
            st.tuples(inner, operators, inner).map(lambda parts: f"({parts[0]} {parts[1]} {parts[2]})"),
            st.tuples(st.sampled_from(["-", "+", "~", "not "]), inner).map(lambda parts: f"({parts[0]}{parts[1]})"),
            pairs.map(lambda parts: f"[{parts[0]}, {parts[1]}]"),
            pairs.map(lambda parts: f"({parts[0]}, *{parts[1]})"),
            pairs.map(lambda parts: f"{{{parts[0]}: {parts[1]}}}"),
            pairs.map(lambda parts: f"{{{parts[0]}, {parts[1]}}}"),
            pairs.map(lambda parts: f"({parts[0]} if {parts[1]} else {parts[0]})"),
            pairs.map(lambda parts: f"({parts[0]}).format({parts[1]})"),
            pairs.map(lambda parts: f"({parts[0]}).join({parts[1]})"),
            inner.map(lambda part: f"({part}).strip().upper().encode()"),
            inner.map(lambda part: f"tuple({part})"),
        )

    return st.recursive(leaves, extend, max_leaves=8)


@given(_expressions())
def test_what_is_folded_is_what_python_computes(text: str) -> None:
    """Of random expressions; one whose value is never used may fail in Python, as in ``1 if 1 / 0 else 1``."""
    found = constant(f"sink({text})")
    if found is MISSING:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            expected: Any = eval(text)
        except Exception:
            assert " if " in text
            return
    assert (type(expected), repr(expected)) == (type(found), repr(found))


@given(_expressions())
def test_simple_constants_are_always_folded(text: str) -> None:
    """Of expressions that Python can read as literals, none is missed."""
    try:
        expected = ast.literal_eval(text)
    except (ValueError, TypeError, SyntaxError, MemoryError):
        return
    assert repr(expected) == repr(constant(f"sink({text})"))
