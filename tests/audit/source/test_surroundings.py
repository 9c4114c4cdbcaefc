"""What stands around a node of a module."""

import ast
from textwrap import dedent

import pytest

from flask_hardened.audit.source.surroundings import around, covers, given_names, nodes, path_to
from tests.audit.asking_source import source


def calls_in(tree: ast.Module, name: str) -> list[ast.Call]:
    """Return the calls of a function."""
    return [each for each in ast.walk(tree) if isinstance(each, ast.Call) and getattr(each.func, "id", "") == name]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("token = draw()", ["token"]),
        ("self.token = str(draw())", ["token"]),
        ("a, b = draw(), 1", ["a", "b"]),
        ("session['token'] = draw()", ["token"]),
        ("User(password=draw())", ["password"]),
        ("row = {'key': draw(), 'other': 1}", ["key", "row"]),
        ("if stored == draw(): pass", ["stored"]),
        ("def make_token(): return draw()", ["make_token"]),
        ("token: str = draw()", ["token"]),
        ("(token := draw())", ["token"]),
        ("draw()", []),
        ("row[1] = draw()", []),
        ("{**draw()}", []),
        ("*rest, last = draw()", ["last"]),
        ("f(*draw())", []),
        ("token = lambda: draw()", []),
    ],
)
def test_given_names(text: str, expected: list[str]) -> None:
    """From the innermost outward, up to the statement or the function."""
    tree = ast.parse(text)
    (call,) = calls_in(tree, "draw")
    assert expected == list(given_names(tree, call))


def test_path_to() -> None:
    """From the module to the node, through decorators, too; nothing for what is elsewhere."""
    tree = ast.parse("@guard(draw())\ndef view():\n    return 1\n")
    (call,) = calls_in(tree, "draw")
    assert ["Module", "FunctionDef", "Call", "Call"] == [type(each).__name__ for each in path_to(tree, call)]
    assert [] == path_to(ast.parse("x = 1"), call)


def test_path_to_through_many_levels() -> None:
    """No depth of an expression is too much."""
    text = "x = " + "f(" * 90 + "draw()" + ")" * 90
    tree = ast.parse(text)
    (call,) = calls_in(tree, "draw")
    assert call is path_to(tree, call)[-1]


def test_around() -> None:
    """Statements, outermost first, by every branch."""
    tree = ast.parse(
        dedent("""
        class A:
            def b(self):
                if c:
                    pass
                else:
                    try:
                        pass
                    except E:
                        d = 1
        """)
    )
    assert ["ClassDef", "FunctionDef", "If", "Try", "Assign"] == [type(each).__name__ for each in around(tree, 10)]
    assert [] == around(tree, 99)


def test_covers() -> None:
    """From the first decorator to the last line."""
    (function,) = ast.parse("\n@guard\ndef view():\n    return 1\n").body
    assert [False, True, True, True, False] == [covers(function, line) for line in range(1, 6)]


def test_nodes() -> None:
    """All of one kind, at any depth; asked again, the same."""
    (module,) = source("a = 1\ndef f():\n    assert b\n    c = d = {}\n").source.modules
    assert [1, 4] == [each.lineno for each in nodes(module, ast.Assign)]
    assert [3] == [each.lineno for each in nodes(module, ast.Assert)]
    assert nodes(module, ast.Dict) is nodes(module, ast.Dict)
