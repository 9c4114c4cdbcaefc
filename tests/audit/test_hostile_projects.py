"""Whatever lies in a folder, its audit ends soon, and no rule crashes."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flask_hardened.cli import without_app
from tests.audit.running import run

PATIENCE = 20.0
"""Seconds; each takes less than one on a quiet machine, and took minutes or forever before."""
VIEW = """import os
from flask import Flask, request
app = Flask(__name__)
@app.route("/<name>")
def view(name):
"""


def audit(folder: Path, *arguments: str) -> dict[str, Any]:
    """Return the JSON report; fail where it takes too long, or the audit itself failed."""
    started = time.monotonic()
    result = run(without_app, "audit", str(folder), "--offline", "--format", "json", *arguments)
    assert result.exit_code in {0, 1}
    assert PATIENCE > time.monotonic() - started
    document: dict[str, Any] = json.loads(result.stdout)
    return document


def unchecked(document: dict[str, Any]) -> list[str]:
    """Return what could not be checked."""
    return [each["message"] for each in document["findings"] if each["name"] == "unchecked-evidence"]


FILES = (
    "a.py", ".env", "Dockerfile", "compose.yml", "nginx.conf", "requirements.txt", "pyproject.toml", "setup.cfg",
    "hardened-audit.toml", ".gitignore", ".git/index", ".git/HEAD", ".dockerignore", "templates/a.html",
    "static/a.sqlite", "poetry.lock", "Pipfile.lock", "gunicorn.conf.py", ".python-version", "runtime.txt",
)  # fmt: skip


def pipe(path: Path) -> None:
    """Make a pipe, which nobody will ever write to."""
    os.mkfifo(path)


def endless(path: Path) -> None:
    """Make a link to a device that never ends."""
    path.symlink_to("/dev/zero")


def itself(path: Path) -> None:
    """Make a link that leads to itself."""
    path.symlink_to(path.name)


@pytest.mark.parametrize("make", [pipe, endless, itself])
def test_what_is_no_file_is_not_waited_for(tmp_path: Path, make: Callable[[Path], None]) -> None:
    """Under every name that the audit looks for."""
    for name in FILES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        make(tmp_path / name)
    assert [] == [each for each in audit(tmp_path)["findings"] if each["severity"] in {"high", "critical"}]


def test_the_index_of_git_that_is_a_pipe(tmp_path: Path) -> None:
    """Beside a sound ``HEAD``; it is said that it was not read."""
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_text("ref: refs/heads/main\n", "utf-8")
    os.mkfifo(tmp_path / ".git" / "index")
    assert ["Could not check the index of git: ValueError."] == unchecked(audit(tmp_path))


@pytest.mark.parametrize(
    "step", ["a{0} + a{0}", "f'{{a{0}}}{{a{0}}}'", "[a{0}, a{0}]", "a{0} if a{0} else (a{0} or a{0})", "(a{0},) * 99",
             "{{'a': a{0}, 'b': a{0}}}", "''.join([x for x in a{0} for y in a{0}])", "'%s%s' % (a{0}, a{0})"],
)  # fmt: skip
def test_values_that_double_sixty_times(tmp_path: Path, step: str) -> None:
    """Read one by one they would be more than there are atoms in a gram."""
    lines = "".join(f"    a{number + 1} = {step.format(number)}\n" for number in range(60))
    (tmp_path / "a.py").write_text(f"{VIEW}    a0 = name\n{lines}    os.system(a60)\n    return open(a60)\n", "utf-8")
    assert [] == unchecked(audit(tmp_path))


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "[" * 90 + "]" * 90,
        "x = [" + "'a', " * 60_000 + "]",
        "x = '" + "a" * 900_000 + "'",
        VIEW + "    q = name\n" + "    q = q + name\n" * 4_000 + "    os.system(q)",
        VIEW + "    os.system(" + " + ".join(["name"] * 800) + ")",
        VIEW + "    os.system(request.args" + ".get('a')" * 800 + ")",
        VIEW + "    x = y\n    y = x\n    os.system(x)\ndef f(a): return g(a)\ndef g(a): return f(a)\nclass A(A): pass",
        "class B(C): pass\nclass C(B): pass\nx = y\ny = x\nfrom a import *\nimport a as a\na = a.a.a",
        "x = 9 ** 9 ** 9\ny = 'x' * 10 ** 12\nz = 1 << 10 ** 12\nw = '%1000000000d' % 1\nv = f'{1:1000000000}'",
        'x = "\\ud800"\nimport os\nos.system("\\ud800" + input())',
    ],
    ids=range(10),
)
def test_source_that_is_sound_python(tmp_path: Path, text: str) -> None:
    """Deep, long, wide, circular, or huge once it is computed."""
    (tmp_path / "a.py").write_text(text + "\n", "utf-8")
    assert [] == unchecked(audit(tmp_path))


def test_source_that_is_too_deep_is_said_to_be(tmp_path: Path) -> None:
    """And fails a strict audit."""
    (tmp_path / "a.py").write_text("x = " + "[" * 300 + "]" * 300 + "\n", "utf-8")
    (said,) = unchecked(audit(tmp_path, "--strict"))
    assert said.startswith("Could not check the file a.py: ")


@pytest.mark.parametrize(
    "text", ["<a " * 30_000, "<a href=x:" * 9_000, "<" * 90_000, "<div>" * 60_000 + "{{ a }}", "<!--" * 30_000,
             "{{ 9**9**9 }}{{ 'a' * 10**12 }}", "{% extends 'a.html' %}{% include 'a.html' %}"],
    ids=range(7),
)  # fmt: skip
def test_templates(tmp_path: Path, text: str) -> None:
    """Tens of thousands of attributes in one tag took minutes."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "a.html").write_text(text, "utf-8")
    audit(tmp_path)


def test_lists_that_name_each_other(tmp_path: Path) -> None:
    """In a circle, or a thousand in a row: the rest is still read."""
    (tmp_path / "requirements.txt").write_text("-r requirements.txt\n-r requirements-0.txt\n", "utf-8")
    for number in range(1_000):
        text = f"-r requirements-{number + 1}.txt\n-r requirements.txt\n"
        (tmp_path / f"requirements-{number}.txt").write_text(text, "utf-8")
    (tmp_path / "requirements-1000.txt").write_text("flask==0.12\n", "utf-8")
    document = audit(tmp_path)
    assert any("too many lists name one another" in each for each in unchecked(document))
    assert {"requirements-1000.txt"} == {
        each["location"]["file"] for each in document["findings"] if each["name"] == "outdated-packages"
    }


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pyproject.toml", "a = " + "[" * 20_000),
        ("hardened-audit.toml", "a = " + "[" * 20_000),
        ("poetry.lock", "a = " + "{a=" * 5_000),
        ("Pipfile.lock", "[" * 90_000),
        ("pyproject.toml", "[tool.poetry.group]\na = 1\n"),
        ("pyproject.toml", "project = 1\ntool = 2\n[[build-system]]\n"),
        ("compose.yml", "[" * 20_000),
        ("compose.yml", "services: &a {web: *a, environment: {1: 2}}\n"),
        ("nginx.conf", "http {" * 20_000),
        ("Dockerfile", 'FROM a\nCMD ["' + "a" * 400 + '.sh"]\n'),
        (".dockerignore", "*a" * 100),
    ],
    ids=range(11),
)
def test_files_of_settings(tmp_path: Path, name: str, text: str) -> None:
    """Too deep for their parsers, or of another shape than the tools that own them would take."""
    (tmp_path / "requirements.txt").write_text("flask==0.12\n", "utf-8")
    (tmp_path / name).write_text(text, "utf-8")
    found = {each["name"] for each in audit(tmp_path)["findings"]}
    assert "outdated-packages" in found  # what else there is is not lost


@pytest.mark.parametrize("name", ["a\nb.py", "\x1b[31mred.py", "<script>.py", "::error::.py", "%0A.py", b"bad\xff.py"])
@pytest.mark.parametrize("form", ["text", "json", "sarif", "html", "markdown", "junit", "github"])
def test_names_of_files(tmp_path: Path, name: str | bytes, form: str) -> None:
    """No report breaks, and none passes control characters on to a terminal."""
    place = os.path.join(os.fsencode(tmp_path), os.fsencode(name))
    with open(place, "w", encoding="utf-8") as file:
        file.write("from flask import Flask\nFlask(__name__).run(debug=True)\n")
    result = run(without_app, "audit", str(tmp_path), "--offline", "--format", form)
    assert 1 == result.exit_code
    assert "\x1b" not in result.stdout
    assert "<script>.py" not in result.stdout or form not in {"html", "junit"}  # Markdown has it as code
    assert not any(line.startswith("::error::.py") for line in result.stdout.splitlines())
