"""Reading a project's Python files."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.audit.collectors.source import collect_source
from flask_hardened.audit.snapshot import Unchecked
from flask_hardened.audit.source.facts import SourceFacts
from flask_hardened.audit.source.parsing import Unreadable, parse_bytes
from tests.audit.asking_source import source


def read(folder: Path) -> tuple[SourceFacts, list[Unchecked]]:
    """Read a folder."""
    unchecked: list[Unchecked] = []
    return collect_source(folder, folder, unchecked.append), unchecked


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"def", "SyntaxError"),
        (b"print 'x'", "SyntaxError"),
        (b"a = 1\0", ("ValueError", "SyntaxError")),
        (b"\xff", ("UnicodeDecodeError", "SyntaxError")),
        (b"# coding: nonsense\n", "SyntaxError"),
        (b"# coding: rot13\n", ("LookupError", "SyntaxError")),
        (b"(" * 5000, ("MemoryError", "SyntaxError", "RecursionError")),
        (b"x = " + b"-" * 50_000 + b"1", ("MemoryError", "RecursionError", "SyntaxError")),
        (b"#" * 1_000_001, "it is larger than 1000000 bytes"),
    ],
)
def test_a_file_that_cannot_be_parsed_is_said(content: bytes, reason: str | tuple[str, ...], tmp_path: Path) -> None:
    """With its name and the kind of the error; the others are read."""
    (tmp_path / "bad.py").write_bytes(content)
    (tmp_path / "good.py").write_text("import hashlib\nhashlib.md5()", "utf-8")
    facts, unchecked = read(tmp_path)
    assert ["good.py"] == [module.file for module in facts.modules]
    assert ["the file bad.py"] == [each.what for each in unchecked]
    assert unchecked[0].reason in ([reason] if isinstance(reason, str) else reason)


@pytest.mark.parametrize(
    "content",
    [
        "# coding: latin-1\nsink('é')".encode("latin-1"),
        "\ufeffsink('é')".encode(),
        "sink('é')".encode(),
        b"sink('\\xe9')\r\n",
    ],
)
def test_encodings_are_those_of_python(content: bytes, tmp_path: Path) -> None:
    """What the file says, a byte order mark, else UTF-8."""
    (tmp_path / "app.py").write_bytes(content)
    facts, unchecked = read(tmp_path)
    assert ["é"] == [call.arguments[0].constant for call in facts.modules[0].calls]
    assert [] == unchecked


def test_an_empty_file_is_read(tmp_path: Path) -> None:
    """It has one line at most, and no calls."""
    (tmp_path / "app.py").write_bytes(b"")
    assert () == read(tmp_path)[0].modules[0].calls


def test_remarks_of_the_interpreter_do_not_leak() -> None:
    """An invalid escape or a comparison by ``is`` is not ours to report."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        parse_bytes(b"a = '\\d'\nb = a is 'x'\nassert (1, 2)\n1()\n")
    assert [] == caught


def test_deep_nesting_is_read_without_going_down(tmp_path: Path) -> None:
    """What Python itself can parse, the walk survives."""
    (tmp_path / "app.py").write_text("sink(" + "+".join(["'a'"] * 800) + ")\n" + "q" + ".x()" * 600, "utf-8")
    facts, unchecked = read(tmp_path)
    assert "a" * 800 == next(call for call in facts.modules[0].calls if call.name == "sink").arguments[0].constant
    assert [] == unchecked


def test_a_file_that_cannot_be_opened_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the superuser, whom no mode keeps out, this cannot be tried for real."""
    (tmp_path / "app.py").write_text("", "utf-8")

    def refuse(*arguments: object, **more: object) -> object:
        raise PermissionError("secret")

    monkeypatch.setattr(Path, "open", refuse)
    assert [Unchecked(what="the file app.py", reason="PermissionError")] == read(tmp_path)[1]


_WORDS = st.sampled_from(
    """def class return if else elif for in while with as try except finally lambda yield await async import from global
    nonlocal del pass not and or is None True x y self f request app ( ) [ ] { } : , . = == := += % + * ** -> @ 'a' f'{x}'
    1 \\n \\n\\t \\n\\t\\t ; match case _ | ... print""".replace("\\n", "\n").replace("\\t", "\t").split(" ")
)  # fmt: skip
_STATEMENTS = st.sampled_from(
    [
        "x = y", "y = x", "x += y", "x, y = y, x", "x = [x for x in y]", "x = x.y(x)", "x.y = x", "from x import *",
        "import x.y as x", "global x", "x = lambda x: x", "x = (y := x)", "del x", "x: y", "x: 'y' = x", "return x", "yield x",
        "x = f'{x}' + y % x", "x = y if x else x", "x = {x: y, **x}", "sink(x, *y, k=x, **y)", "await x", "x[y] = x",
        "assert x", "raise x", "pass", "break", "continue", "from . import x", "from ...x import y", "x = getattr(x, 'y')",
    ]
)  # fmt: skip
_HEADS = st.sampled_from(
    [
        "if x:", "else:", "for x in y:", "while x:", "with x as y:", "with x as (y, x):", "try:", "except x as y:", "finally:",
        "def f(x, *y, **k):", "def x(self: x = y):", "class x(y, x):", "async def y(x):", "@x.route('/<x>')\n{}def f(x):",
        "match x:", "case {'a': x, **y}:", "for x, *y in x:", "except* x:",
    ]
)  # fmt: skip


@st.composite
def _programs(draw: st.DrawFn) -> str:
    lines, depth = [], 0
    for _ in range(draw(st.integers(0, 25))):
        depth = draw(st.integers(0, depth))
        if draw(st.booleans()):
            lines.append(" " * depth + draw(_HEADS).replace("{}", " " * depth))
            depth += 1
            lines.append(" " * depth + draw(_STATEMENTS))
        else:
            lines.append(" " * depth + draw(_STATEMENTS))
    return "\n".join(lines)


@given(st.one_of(_programs(), st.lists(_WORDS, max_size=30).map(" ".join)))
def test_no_program_breaks_the_reading(text: str) -> None:
    """Whatever parses is read, and every value can be asked everything; the rest is said to be unreadable."""
    text = "pass\n" + text  # or the first line would set the margin
    snapshot = source(text)
    try:
        parse_bytes(text.encode())
    except Unreadable:
        assert 1 == len(snapshot.unchecked)
    else:
        assert () == snapshot.unchecked
    for module in snapshot.source.modules:
        values = [value for _, value, _ in module.assignments] + [
            value for _, values, _ in module.comparisons for value in values
        ]
        for call in module.calls:
            values += [*call.arguments, *call.keywords.values(), *([call.receiver] if call.receiver else [])]
        for value in values:
            assert value.parts is not None
            assert isinstance(value.built and value.requested and value.parameter, bool)
            assert isinstance(value.origin, str)
            assert not (value.built and value.known)


@given(st.binary(max_size=60))
def test_bytes_are_read_or_refused(content: bytes) -> None:
    """Nothing else can happen."""
    try:
        tree, lines, *_ = parse_bytes(content)
    except Unreadable:
        return
    assert lines >= max((getattr(node, "lineno", 1) for node in tree.body), default=0)
