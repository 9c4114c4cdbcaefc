"""Where in JavaScript a text ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.markup.script_reading import ScriptPoint, read_script
from flask_hardened.markup.tags import HOLE

ENDS = [
    ("", "code"),
    ("var a = ", "code"),
    ("'", "single"),
    ("'a\\'", "single"),
    ("'a\\\\'", "code"),
    ('"', "double"),
    ("\"it's", "double"),
    ("'a\n", "code"),
    ("'a\\\n", "single"),
    ("`", "template"),
    ("`a\n'", "template"),
    ("`$", "template"),
    ("`${", "code"),
    ("`${ '", "single"),
    ("`${ {a: 1}", "code"),
    ("`${ {a: 1} }", "template"),
    ("`${ `", "template"),
    ("`${ `${a}` }`", "code"),
    ("a / '", "single"),
    ("a = /'", "regex"),
    ("return /'", "regex"),
    ("f(/'", "regex"),
    ("f() / '", "single"),
    ("a[0] / '", "single"),
    ("} /'", "regex"),
    ("a++ / '", "single"),
    ("/[/']", "regex"),
    ("/[/]/ + '", "single"),
    ("/a\\/'", "regex"),
    ("/a/g + '", "single"),
    ("// '", "line-comment"),
    ("// '\n", "code"),
    ("// '\u2028'", "single"),
    ("/* '", "comment"),
    ("/* ' */ '", "single"),
    ("/**/", "code"),
    ("a /* b */ / '", "single"),
    ("<!-- '", "line-comment"),
    ("--> '", "line-comment"),
    ("a\n --> '", "line-comment"),
    ("a --> '", "single"),
    (f"{HOLE} / '", "single"),
    (f"f({HOLE}, '", "single"),
    (f"'{HOLE}", "single"),
]


@pytest.mark.parametrize(("text", "kind"), ENDS)
def test_the_kind_of_place(text, kind):
    """Strings, literals, regular expressions and comments are told from code."""
    assert kind == read_script(text).kind


@given(
    st.lists(
        st.sampled_from(
            [
                "'",
                '"',
                "`",
                "${",
                "}",
                "{",
                "/",
                "*",
                "\\",
                "\n",
                "a",
                " ",
                "//",
                "/*",
                "*/",
                "[",
                "]",
                "(",
                ")",
                "return",
                "<!--",
                HOLE,
            ]
        )
    )
)
def test_any_text_can_be_read(parts):
    """It never fails, and comes to one of the places."""
    assert isinstance(read_script("".join(parts)), ScriptPoint)


@given(
    st.lists(
        st.sampled_from(["'a'", "`b`", "/c/", "d", " = ", "(", ")", "{", "}", ";\n", "// e\n", "/* f */", "`${g}`"])
    ),
    st.integers(0, 12),
)
def test_reading_can_be_interrupted_between_tokens(parts, at):
    """In two steps it comes to the same place."""
    before, after = " ".join(parts[:at]) + " ", " ".join(parts[at:])
    assert read_script(before + after) == read_script(after, read_script(before))
