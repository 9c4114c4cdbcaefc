"""What containers hold."""

from __future__ import annotations

import ast

import pytest

from flask_hardened.audit.source.bindings import Site
from flask_hardened.audit.source.items import items_of, one_of_several
from flask_hardened.audit.source.project import Project
from flask_hardened.audit.source.reading import LazyValue
from tests.audit.source.asking_values import sunk


def asked(text: str) -> tuple[Project, ast.expr, Site]:
    """Return what a question about the argument of ``sink`` needs."""
    value = sunk(text)
    assert isinstance(value, LazyValue)
    return value._project, value.node, value._site


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sink([a, b])", ["a", "b"]),
        ("sink([a, *(b, c)])", ["a", "b", "c"]),
        ("sink(['?'] * n)", ["'?'"]),
        ("sink([a] + [b])", ["a", "b"]),
        ("sink(sorted({a}))", ["a"]),
        ("sink(f(x) for x in y)", ["f(x)"]),
        ("def f():\n l = [a]\n l.append(b)\n l += [c]\n sink(l)", ["a", "b", "c"]),
        ("def f():\n l = []\n for x in y:\n  l.append(x)\n sink(l)", ["x"]),
        ("def f():\n l = []\n while x:\n  l = l + [a]\n sink(l)", ["a"]),
        ("sink(x)", ["x"]),
        ("sink(f(x))", ["f(x)"]),
        ("def f(x): sink(x)", ["x"]),
        ("l = [a]\ndef g(): l.append(b)\ndef f(): sink(l)", ["l"]),
    ],
)
def test_items_are_found(text: str, expected: list[str]) -> None:
    """Of what is written, copied, repeated, joined and added to; what is not known stands for itself."""
    assert expected == [ast.unparse(node) for node, _ in items_of(*asked(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C = {'a': 'b'}\nsink(C[x])", True),
        ("C = {'a': 'b'}\nsink(C.get(x))", True),
        ("C = {'a': 'b'}\nsink(C.get(x, 'c'))", True),
        ("C = ('a', 'b')\nfor c in C: sink(c)", True),
        ("C = ('a', 'b')\n[sink(c) for c in sorted(C)]", True),
        ("C = {'a': 'b'}\nfor k, v in C.items(): sink(v)", True),
        ("C = {'a': 'b'}\nc = C[x]\nsink(c)", True),
        ("for c in enumerate(['a']): sink(c)", True),
        ("C = {'a': x}\nsink(C[y])", False),
        ("C = {'a': 'b'}\nC['c'] = x\nsink(C[y])", False),
        ("C = {'a': 'b'}\nsink(C.get(x, x))", False),
        ("for c in x: sink(c)", False),
        ("sink(x[y])", False),
        ("sink(x)", False),
        ("c = c\nsink(c)", False),
    ],
)
def test_what_comes_out_of_a_constant_container_is_known_enough(text: str, expected: bool) -> None:
    """It is the app's own, whoever chose it."""
    assert expected == one_of_several(*asked(text))
