"""Texts that are put together, here or in variables."""

from __future__ import annotations

import ast

import pytest

from tests.audit.source.asking_values import sunk


@pytest.mark.parametrize(
    "text",
    [
        "sink('a' + x)",
        "sink(x + 'a')",
        "sink('a' + 'b' + x)",
        "sink('a %s' % x)",
        "sink('a %s %s' % (x, 'b'))",
        "sink('a %(x)s' % {'x': x})",
        "sink('a {}'.format(x))",
        "sink('a {x}'.format(x=x))",
        "sink(','.join(x))",
        "sink(','.join(['a', x]))",
        "sink(f'a{x}')",
        "sink(f'{x}')",
        "sink(f'a{x}'.strip().encode())",
        "sink(str('a' + x))",
        "sink('a :x'.replace(':x', x))",
        "q = 'a' + x\nsink(q)",
        "q = 'a'\nq += x\nsink(q)",
        "q = 'a'\nq = q + x\nsink(q)",
        "q = 'a'\nif y:\n q += x\nsink(q)",
        "q = 'a'\nfor y in z:\n q += y\nsink(q)",
        "q = 'a'\nfor y in z:\n sink(q)\n q += y",
        "Q = 'a %s'\nsink(Q % x)",
        "sink('a' + x if y else 'b')",
        "sink(y or 'a' + x)",
        "def f():\n with y:\n  q = 'a' + x\n sink(q)",
        "o = 'a'\nif y:\n o = x\nsink('b' + o)",
        "sink('a' + (y := x))",
        "sink((y := 'a' + x))",
        "sink('a' + unknown)",
        "sink('b' + (x or 'a'))",
        "sink('b' + ('a' if y else x))",
        "q = 'a'\nfor y in z:\n q += y\nsink(q.strip())",
        "w = ['a']\nw.append(x)\nsink(' AND '.join(w))",
        "w = ['a']\nif y: w.append('b' + x)\nsink(' AND '.join(w))",
        "w = ['a'] + x\nsink(','.join(w))",
        "sink(','.join(y for y in x))",
        "sink(','.join(f'{y} = ?' for y in x))",
        "C = {'a': 'b'}\nsink('c' + C.get(x, x))",
        "C = {'a': x}\nsink('c' + C[y])",
        "sink('a %s' % ('b' + x))",
    ],
)
def test_a_text_of_parts_is_seen(text: str) -> None:
    """Whatever puts it together, at once or bit by bit, on one way at least."""
    value = sunk(text)
    assert (True, False) == (value.built, value.known)


@pytest.mark.parametrize(
    "text",
    [
        "sink('a')",
        "sink('a' + 'b')",
        "sink(f'a{1}')",
        "sink('a %s' % 'b')",
        "sink(x + y)",
        "sink(x % y)",
        "sink(1 + x)",
        "sink(x.format(y))",
        "sink(x)",
        "sink([f'{x}'])",
        "q = 'a' + x\nq = 'b'\nsink(q)",
        "q = 'a'\nsink(q)\nq = 'b' + x",
        "def f():\n if y:\n  q = 'a' + x\n  return q\n q = 'b'\n sink(q)",
        "if y:\n q = 'a' + x\nelse:\n q = 'b'\n sink(q)",
        "def f():\n q = 'b'\n if y:\n  q = 'a' + x\n  return q\n sink(q)",
        "def f():\n q = 'b'\n if y:\n  q = 'a' + x\n  if z: return q\n  else: raise E\n sink(q)",
        "def f(q): sink(q)\nq = 'a' + x",
        "o = 'a'\nif y:\n o = x\nsink(o)",
        "sink((y := 'a'))",
        "C = {'a': 'b'}\nsink('c' + (C[x] if y else 'd'))",
        "C = {'a': 'b'}\nsink('c' + f'{C[x]}'.upper())",
        "sink(x or 'a')",
        "o = 'a'\nif y:\n o = 'b'\nsink('c' + o)",
        "sink('b' + ('a' if y else 'c'))",
        "q = 'a'\nfor y in z:\n q += ',?'\nsink(q)",
        "q = 'a'\nif y:\n q += ' b'\nsink(q.strip())",
        "def f():\n w = ['a']\n if y: w.append('b')\n sink(' AND '.join(w))",
        "def f():\n w = ['a']\n if y: w += ['b']\n sink(' AND '.join(w))",
        "sink('a' + ','.join('?' for y in x))",
        "sink('a' + ','.join(['?'] * len(x)))",
        "sink('a' + '?,' * len(x))",
        "sink('a (%s)' % ','.join('?' * len(x)))",
        "C = ['a', 'b']\nsink('c' + ','.join(f'{y} = ?' for y in C))",
        "C = {'a': 'b'}\nsink('c' + C[x])",
        "C = {'a': 'b'}\nsink('c' + C.get(x, 'd'))",
        "for y in ('a', 'b'):\n sink('c' + y)",
        "for y, z in {'a': 'b'}.items():\n sink(f'c {y} {z}')",
    ],
)
def test_other_texts_are_not(text: str) -> None:
    """Constants, what may be numbers, and what a variable held before or holds later."""
    assert not sunk(text).built


def test_the_parts_are_known() -> None:
    """In order; constants are parts too, and a variable's come from where it was put together."""
    value = sunk("q = 'a' + x.y\nq += f'b{z}'\nsink(q)")
    assert ["'a'", "x.y", "'b'", "z"] == [ast.unparse(part.node) for part in value.parts]
    assert ["a", "b"] == [part.constant for part in value.parts if part.known]


@pytest.mark.parametrize("text", ["sink(['a', x])", "sink(('a', x))", "sink({'a', x})", "a = ['a', x]\nsink(a)"])
def test_items_are_parts(text: str) -> None:
    """Of lists, tuples and sets, also where a variable holds them."""
    value = sunk(text)
    assert ["'a'", "x"] == [ast.unparse(part.node) for part in value.parts]
    assert not value.built


def test_what_was_changed_in_place_has_no_items() -> None:
    """More may be in it."""
    assert () == sunk("a = ['a']\na.append(x)\nsink(a)").parts


def test_long_chains_take_no_time() -> None:
    """A hundred times ``replace``, and hundreds of times ``+``."""
    assert sunk("sink('a'" + ".replace('a', x)" * 25 + ")").built
    assert sunk("sink('a'" + " + x" * 800 + ")").built
    assert sunk("q = 'a'\n" + "q = q + q + x\n" * 60 + "sink(q)").built


def test_a_text_of_hundreds_of_statements_is_followed() -> None:
    """From the last to the first, whose value is of the request."""
    value = sunk("from flask import request\ndef f():\n q = request.args['q']\n" + " q += 'b'\n" * 300 + " sink(q)")
    assert (True, True) == (value.built, value.requested)
