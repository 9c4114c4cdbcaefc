"""Two audits of the same are the same, and an audit leaves the process and the disk as they were."""

from __future__ import annotations

import json
import locale
import logging
import os
import random
import signal
import sqlite3
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.cli import ScriptInfo

from flask_hardened.cli import hardened, without_app
from tests.audit.running import run

REPOSITORY = Path(__file__).parent.parent.parent
LEAKY = REPOSITORY / "tests" / "apps" / "leaky"


def on_disk(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Return mode, time of change and content of everything below a folder."""
    return {
        str(path.relative_to(folder)): (
            path.lstat().st_mode, path.lstat().st_mtime_ns, path.read_bytes() if path.is_file() else b"",
        )
        for path in sorted(folder.rglob("*"))
    }  # fmt: skip


def of_the_process() -> dict[str, Any]:
    """Return what one audit could leave behind for the next, or for the app that it runs beside."""
    umask = os.umask(0)
    os.umask(umask)
    return {
        "folder": os.getcwd(),
        "environment": dict(os.environ),
        "path": [*sys.path],
        "warnings": [*warnings.filters],
        "signals": [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM)],
        "random": random.getstate(),
        "umask": umask,
        "locale": locale.setlocale(locale.LC_ALL),
        "logging": (logging.root.level, [*logging.root.handlers], logging.root.manager.disable),
        "recursion": sys.getrecursionlimit(),
        "hooks": (sys.excepthook, sys.displayhook),
    }


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with something in it for every collector, and a database."""
    folder = tmp_path / "shop"
    for name in ("templates", "static"):
        (folder / name).mkdir(parents=True)
    (folder / "app.py").write_text(
        "import sqlite3\nfrom flask import Flask, request\napp = Flask(__name__)\napp.secret_key = 'x'\n"
        "@app.route('/<name>', methods=['GET', 'POST'])\ndef view(name):\n"
        "    with sqlite3.connect('shop.db') as db:\n        db.execute('INSERT INTO a VALUES (1)')\n"
        "        return str(db.execute('SELECT ' + name))\n"
        "@app.route('/')\ndef home():\n    return view('1')\n",
        "utf-8",
    )
    (folder / "templates" / "a.html").write_text("<a href={{ x }}>{{ y|safe }}", "utf-8")
    (folder / "static" / "a.css").write_text("a {}", "utf-8")
    (folder / "requirements.txt").write_text("flask==0.12\n", "utf-8")
    (folder / "Dockerfile").write_text("FROM python\nCMD flask run --debug\n", "utf-8")
    (folder / ".env").write_text("A=b\n", "utf-8")
    with sqlite3.connect(folder / "shop.db") as database:
        database.execute("CREATE TABLE a (b INTEGER)")
    return folder


def test_a_folder_and_the_process_are_left_as_they_were(project: Path) -> None:
    """Nothing is written, not even the cache of a module, and nothing is imported."""
    run(without_app, "audit", str(project), "--offline")  # what is imported for it the first time stays
    disk, process, modules = on_disk(project), of_the_process(), {*sys.modules}
    assert 1 == run(without_app, "audit", str(project), "--offline").exit_code
    assert disk == on_disk(project)
    assert process == of_the_process()
    assert modules == {*sys.modules}


def test_an_app_and_the_process_are_left_as_they_were(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No row, no instance folder, by default."""
    monkeypatch.chdir(project)

    def make() -> Flask:
        app = Flask("shop", root_path=str(project), instance_path=str(project / "instance"))

        def view() -> str:
            with sqlite3.connect(project / "shop.db") as database:
                database.execute("INSERT INTO a VALUES (1)")
            return "x"

        app.add_url_rule("/", "view", view, methods=["GET", "POST"])
        return app

    def audit() -> int:
        return run(hardened, "audit", "--offline", obj=ScriptInfo(create_app=make, set_debug_flag=False)).exit_code

    audit()
    disk, process = on_disk(project), of_the_process()
    assert 1 == audit()
    assert disk == on_disk(project)
    assert process == of_the_process()


def test_the_real_command_writes_nothing(project: Path) -> None:
    """In a process of its own, where Python may not write its caches either."""
    disk = on_disk(project)
    done = flask(project, "0", "text")
    assert 1 == done.returncode
    assert disk == on_disk(project)


def flask(project: Path, seed: str, form: str) -> subprocess.CompletedProcess[str]:
    """Run ``flask hardened audit`` as in a shell."""
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", "hardened", "audit", "--offline", "--format", form],
        cwd=project, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONHASHSEED": seed, "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip


def test_two_runs_say_the_same(project: Path) -> None:
    """Byte for byte but for the seconds, whatever the order of sets is."""
    documents = []
    for seed in ("1", "2"):
        document = json.loads(flask(project, seed, "json").stdout)
        assert document.pop("seconds") > 0
        documents.append(json.dumps(document))
    assert documents[0] == documents[1]


@pytest.mark.parametrize("form", ["json", "sarif", "html", "markdown", "junit", "github"])
def test_a_large_project_twice(form: str) -> None:
    """The leaky shop, in one process."""
    texts = []
    for _ in range(2):
        text = run(without_app, "audit", str(LEAKY), "--offline", "--format", form, "--only", "source,files").stdout
        texts.append(
            [line for line in text.splitlines() if "seconds" not in line and " s." not in line and "time" not in line]
        )
    assert texts[0] == texts[1]
    assert len(texts[0]) > 3
