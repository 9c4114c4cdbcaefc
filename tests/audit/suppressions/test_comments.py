"""Suppressions in Python files and templates."""

from __future__ import annotations

from pathlib import Path

import pytest

from flask_hardened.audit.suppressions.comments import read_comments
from flask_hardened.audit.suppressions.suppression import Malformed, Suppression
from tests.audit.findings_for_tests import finding

IGNORE = "hardened: ignore[FHD002] why"


def read(folder: Path, name: str, text: str) -> list[Suppression | Malformed]:
    """Read one file."""
    (folder / name).write_text(text, "utf-8")
    return [*read_comments(name, folder, {"FHD001", "FHD002"})]


def covered(folder: Path, name: str, text: str) -> list[int]:
    """Return the lines on which a finding would be suppressed."""
    said = read(folder, name, text)
    lines = range(1, text.count("\n") + 3)
    return [line for line in lines if any(each.covers(finding(file=name, line=line)) for each in said)]


@pytest.mark.parametrize(
    ("name", "text", "lines"),
    [
        ("compose.yaml", f"a: 1\nb: 2 # {IGNORE}\nc: 3\n", [2]),
        ("compose.yaml", f"a: 1\n# {IGNORE}\n# more\n\nb: 2\n", [5]),
        ("compose.yaml", f"a: x#{IGNORE}\n", []),
        ("requirements-web.txt", f"flask==2.0 # {IGNORE}\nwerkzeug==2.0\n", [1]),
        ("nginx.conf", f"server {{\n    # {IGNORE}\n    listen 80;\n}}\n", [3]),
        ("Dockerfile", f"# {IGNORE}\nFROM python\nUSER app\n", [2]),
        ("Dockerfile", f"FROM python # {IGNORE}\n", []),
        ("setup.cfg", f"[a]\nb = c # {IGNORE}\n", []),
        (".env", f"# {IGNORE}\nPASSWORD=x\n", [2]),
        ("notes.txt", f"a # {IGNORE}\n", []),
    ],
)
def test_settings_have_comments_too(name: str, text: str, lines: list[int], tmp_path: Path) -> None:
    """Behind a value only where the format takes that for a comment."""
    assert lines == covered(tmp_path, name, text)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"a = 1\nb = 2  # {IGNORE}\nc = 3\n", [2]),
        (f"a = 1\n# {IGNORE}\nb = 2\nc = 3\n", [3]),
        (f"# {IGNORE}\n\n# more\nb = 2\n", [4]),
        (f"run(\n    a,  # {IGNORE}\n    b,\n)\nc = 3\n", [1, 2, 3, 4]),
        (f"@a\n@b\ndef f():  # {IGNORE}\n    x = 1\n    return x\n", [1, 2, 3]),
        (f"# {IGNORE}\n@a\n@b\ndef f():\n    return 1\n", [2, 3, 4]),
        (f"@a\ndef f():\n    x = 1\n    return x  # {IGNORE}\n", [4]),
        (f"class C:\n    # {IGNORE}\n    def f(self):\n        return 1\n", [3]),
        (f"a = 1\n# {IGNORE}\n", [2]),
        (f'a = "# {IGNORE}"\n', []),
        (f'"""\n# {IGNORE}\n"""\na = 1\n', []),
        (f'a = f"{{1}} # {IGNORE}"\n', []),
        ("a = 1  # hardened: ignore[FHD001] why\n", []),
    ],
)
def test_what_a_comment_in_python_speaks_of(tmp_path: Path, text: str, lines: list[int]) -> None:
    """The statement it stands behind or above, a function's head with its decorators; strings are no comments."""
    assert lines == covered(tmp_path, "a.py", text)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"<p>\n<b onclick='f()'> {{# {IGNORE} #}}\n</p>\n", [2]),
        (f"<p>\n{{# {IGNORE} #}}\n<b>\n</p>\n", [3]),
        (f"{{#- {IGNORE} -#}}\n<b>\n", [2]),
        ("{# hardened: ignore[FHD002] a reason\n   of two lines #}\n<b>\n", [3]),
        (f"<!-- # {IGNORE} -->\n<b>\n", []),
    ],
)
def test_what_a_comment_in_a_template_speaks_of(tmp_path: Path, text: str, lines: list[int]) -> None:
    """Its own line, or the next one when it stands alone; HTML comments are sent to everybody and do not count."""
    assert lines == covered(tmp_path, "a.html", text)


def test_another_file_is_not_covered(tmp_path: Path) -> None:
    """A comment speaks of its own file."""
    (said,) = read(tmp_path, "a.py", f"a = 1  # {IGNORE}\n")
    assert not said.covers(finding(file="b.py", line=1))
    assert not said.covers(finding(setting="DEBUG"))


def test_what_is_malformed_has_its_line(tmp_path: Path) -> None:
    """So that it can be found."""
    (said,) = read(tmp_path, "a.py", "a = 1\nb = 2  # hardened: ignore[FHD002]\n")
    assert isinstance(said, Malformed)
    assert "a.py:2" == str(said.source)


@pytest.mark.parametrize("content", [b"def f(:\n", b"\xff\xfe", b"'''", b"\x00", b"# coding: nope\n"])
def test_what_cannot_be_read_says_nothing(tmp_path: Path, content: bytes) -> None:
    """Python could not run it either."""
    (tmp_path / "a.py").write_bytes(content + f"  # {IGNORE}\n".encode())
    assert [] == [*read_comments("a.py", tmp_path, {"FHD002"})]
    assert [] == [*read_comments("missing.py", tmp_path, {"FHD002"})]
    assert [] == [*read_comments("nul\x00.py", tmp_path, {"FHD002"})]
