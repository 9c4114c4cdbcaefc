"""Files in pip's own format."""

import codecs
import os
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.audit.dependencies.project_files import read_project
from flask_hardened.audit.dependencies.requirement_lists import logical_lines, transitive_lines
from flask_hardened.audit.snapshot import Unchecked
from tests.audit.asking_dependencies import files

PINS = [("acme", "1.0", 1)]


def pins(text: str | bytes, **more: str) -> list[tuple[str, str | None, int | None]]:
    """Return name, version and line of each requirement."""
    texts = {"requirements.txt": text, **{f"{name}.txt": content for name, content in more.items()}}
    return [(each.name, each.version, each.location.line) for each in files(texts).requirements]


@pytest.mark.parametrize(
    "line",
    [
        "acme==1.0", "ACME == 1.0", "acme[x,y]==1.0", "acme===1.0", "acme (==1.0)", "acme==1.0 # why", "  acme==1.0",
        "acme==1.0;python_version>'3'", "acme==1.0 --hash=sha256:00 --hash=sha256:11", "acme\\\n==1.0",
        "acme==1.0 \\\n  --hash=sha256:00 \\\n  --hash=sha256:11", "acme>=0.5,==1.0", 'acme==1.0 --config-settings "a=b"',
    ],
)  # fmt: skip
def test_a_pin(line: str) -> None:
    """However it is written."""
    assert PINS == pins(line + "\n")


@pytest.mark.parametrize(
    "line", ["acme", "acme>=1.0", "acme~=1.0", "acme==1.*", "acme!=1.0", "acme @ https://a.example/acme-1.0.zip",
             "https://a.example/acme-1.0.zip#egg=acme", "-e git+https://a.example/acme.git#egg=acme&subdirectory=x"],
)  # fmt: skip
def test_no_pin(line: str) -> None:
    """A range, and what has no index that knows its version."""
    assert [("acme", None, 1)] == pins(line)


@pytest.mark.parametrize(
    "line", ["# acme==1.0", "", "acme==1.0; python_version < '3'", "--no-binary acme", "-e .", "./acme", "acme-1.0.zip",
             "--pre", "--index-url https://a.example/simple"],
)  # fmt: skip
def test_nothing(line: str) -> None:
    """Comments, options, another Python, and paths without a name."""
    assert [] == pins(line)


def test_lines_keep_their_numbers() -> None:
    """Of the first line of those that belong together; a comment does not go on."""
    text = "# first \\\nacme==1.0\n\nother==2 \\\n  --hash=sha256:00\nthird==3"
    assert [("acme", "1.0", 2), ("other", "2", 4), ("third", "3", 6)] == pins(text)


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_byte_order_marks(mark: bytes) -> None:
    """PowerShell writes UTF-16."""
    encoding = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}[mark]
    assert PINS == pins(mark + "acme==1.0\r\n".encode(encoding))


def test_other_lists_are_followed_once() -> None:
    """By name relative to the list; in a circle too; constraints are pins, and no requirements."""
    texts = {
        "requirements.txt": "-r deep/more.txt\n--constraint=limits.txt\nflask\n",
        "deep/more.txt": "-r ../requirements.txt\nacme==1.0\n",
        "limits.txt": "flask==3.1.3\nclick>=8\n",
    }
    found = files(texts).requirements
    assert {("acme", "list", "1.0"), ("flask", "list", None), ("flask", "lock", "3.1.3")} == {
        (each.name, each.kind, each.version) for each in found
    }


def test_a_list_of_the_root_may_be_named(tmp_path: Path) -> None:
    """The project may be one of several that share a list."""
    home = tmp_path / "web"
    home.mkdir()
    (home / "requirements.txt").write_text("-r ../shared.txt\n")
    (tmp_path / "shared.txt").write_text("acme==1.0\n")
    [found] = read_project(home, tmp_path, [].append).requirements
    assert ("shared.txt", False) == (found.location.file, found.development)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("-r missing.txt", "FileNotFoundError"),
        ("-r ../../../etc/passwd", "the list it names lies outside of the project"),
        ("-r https://a.example/requirements.txt", "the list it names lies on a server"),
        ("what is this", "it is no requirement"),
        ("acme==not,a,version", "it is no requirement"),
    ],
)
def test_what_is_not_read_is_said(line: str, reason: str) -> None:
    """With its place, and without its text."""
    unchecked: list[Unchecked] = []
    assert 1 == len(files({"requirements.txt": f"acme==1.0\n{line}\n"}, unchecked).requirements)
    [said] = unchecked
    assert reason == said.reason
    assert said.what in ("line 2 of requirements.txt", "missing.txt")


def test_a_list_that_is_no_text_is_said() -> None:
    """Binary under that name."""
    unchecked: list[Unchecked] = []
    assert () == files({"requirements.txt": b"\xff\xfe\x00\xd8\x00"}, unchecked).requirements
    assert [Unchecked(what="requirements.txt", reason="UnicodeDecodeError")] == unchecked


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """A list may name anything."""
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "requirements.txt").write_text("-r pipe.txt\nacme==1.0\n")
    unchecked: list[Unchecked] = []
    assert 1 == len(read_project(tmp_path, tmp_path, unchecked.append).requirements)
    assert [Unchecked(what="pipe.txt", reason="ValueError")] == unchecked


@pytest.mark.parametrize(
    "line", [" " * 200_000 + "x y", "a" + " " * 200_000 + "b", "a" * 200_000 + " @", "#" * 200_000]
)
def test_a_very_long_line_takes_no_time(line: str) -> None:
    """Nothing is tried at every place of it."""
    began = process_time()
    assert PINS == pins(f"acme==1.0\n{line}")
    assert process_time() - began < 2


def test_many_hashes_are_no_long_requirement() -> None:
    """A package may have hundreds of files."""
    assert PINS == pins("acme==1.0 \\\n" + " \\\n".join(["    --hash=sha256:" + "0" * 64] * 300))


def test_prose_that_is_called_like_a_list_is_passed_over() -> None:
    """A text about what customers want."""
    unchecked: list[Unchecked] = []
    prose = "The shop must be fast.\nIt must be cheap, too.\nNobody may look at other orders.\n"
    assert () == files({"user-requirements.txt": prose}, unchecked).requirements
    assert [] == unchecked


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("a==1  # via b", {1}),
        ("a==1\n    # via b", {1}),
        ("a==1 \\\n    --hash=sha256:00\n    # via\n    #   b\n    #   c\nd==2", {1}),
        ("a==1\n    # via b, c\nd==2\n    # via a\n", {1, 3}),
        ("a==1  # via -r requirements.in", set()),
        ("a==1\n    # via\n    #   b\n    #   -r requirements.in", set()),
        ("a==1\n    # via shop (pyproject.toml)", set()),
        ("# via nobody\na==1  # the viaduct\nb==2", set()),
    ],
)
def test_what_a_compiled_list_says_is_for_others(text: str, numbers: set[int]) -> None:
    """As pip-compile and uv write it, on the line or below it."""
    assert numbers == transitive_lines(text)
    found = files({"requirements.txt": text}).requirements
    assert numbers == {each.location.line for each in found if each.transitive}


def test_extras_and_hashes_are_kept() -> None:
    """They decide what is needed, and what an index can smuggle in."""
    [first, second] = files({"requirements.txt": "acme[b,a]==1.0 --hash=sha256:00\nother==1"}).requirements
    assert (frozenset({"a", "b"}), True) == (first.extras, first.hashed)
    assert (frozenset(), False) == (second.extras, second.hashed)


@given(st.text(alphabet="acme=1.0 \\\n#-rie[];@:/\"'<>~", max_size=60))
def test_any_list_is_read(text: str) -> None:
    """Nothing raises, and every requirement stands on a line of the list."""
    found = files({"requirements.txt": text}).requirements
    assert all(1 <= (each.location.line or 0) <= text.count("\n") + 1 for each in found)
    assert len(list(logical_lines(text))) <= text.count("\n") + 1
