"""How an audit ends: 0 nothing, 1 findings or a lack under ``--strict``, 2 it could not do its work."""

from __future__ import annotations

import json
import socket
import sys
from pathlib import Path

import pytest
from flask import Flask
from flask.cli import ScriptInfo

from flask_hardened.audit.rule import Rule
from flask_hardened.cli import hardened, without_app
from tests.audit.running import run


def audit(folder: Path, *arguments: str) -> int:
    """Return how the audit of a folder ends."""
    return run(without_app, "audit", str(folder), "--offline", *arguments).exit_code


def test_source_that_cannot_be_parsed(tmp_path: Path) -> None:
    """A lack, unless nobody wanted the source."""
    (tmp_path / "bad.py").write_text("x = (\n", "utf-8")
    assert 0 == audit(tmp_path)
    assert 1 == audit(tmp_path, "--strict")
    assert 0 == audit(tmp_path, "--strict", "--only", "templates,files")


def test_what_offline_leaves_out_is_no_lack(tmp_path: Path) -> None:
    """The user asked for it; and what only an app has is not expected of a folder."""
    (tmp_path / "requirements.txt").write_text("click==8.1.7\n", "utf-8")
    assert 0 == audit(tmp_path, "--strict")
    assert 0 == audit(tmp_path, "--strict", "--only", "source")


def test_a_rule_that_crashes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """2, whatever the others found."""

    def crash(self: Rule, snapshot: object) -> object:
        raise RuntimeError(self.name)

    assert 0 == audit(tmp_path)
    monkeypatch.setattr(Rule, "findings", crash)
    assert 2 == audit(tmp_path)


@pytest.mark.parametrize("option", ["-o", "--write-baseline", "--sbom"])
def test_a_folder_that_is_not_there(tmp_path: Path, option: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said before the work, not after it."""
    monkeypatch.setattr("flask_hardened.commands.audit_folder.collect_folder", lambda *_: pytest.fail("it worked"))
    result = run(without_app, "audit", str(tmp_path), option, str(tmp_path / "missing" / "file"))
    assert 2 == result.exit_code
    assert "there is no such folder" in result.stderr


def test_an_sbom_without_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What to install is said before the work."""
    monkeypatch.setitem(sys.modules, "cyclonedx.model.bom", None)
    monkeypatch.setattr("flask_hardened.commands.audit_folder.collect_folder", lambda *_: pytest.fail("it worked"))
    result = run(without_app, "audit", str(tmp_path), "--sbom", str(tmp_path / "sbom.json"))
    assert 2 == result.exit_code
    assert 'install "flask-hardened[audit]"' in result.stderr


def test_a_server_that_does_not_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said, and a lack."""
    monkeypatch.chdir(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
    info = ScriptInfo(create_app=lambda: Flask("shop"), set_debug_flag=False)
    further = ("--only", "responses", "--url", url, "--format", "json", "--fail-on", "critical")
    result = run(hardened, "audit", "--offline", *further, obj=info)
    assert 0 == result.exit_code
    said = [each["message"] for each in json.loads(result.stdout)["findings"] if each["name"] == "unchecked-evidence"]
    assert ["Could not check the server at --url: ConnectionRefusedError."] == said
    assert 1 == run(hardened, "audit", "--offline", *further, "--strict", obj=info).exit_code


@pytest.mark.parametrize("name", ["Dockerfile", "app.py"])
def test_a_baseline_does_not_know_lines(tmp_path: Path, name: str) -> None:
    """Moved down it is the same finding, also in files that are no Python; a second one of the kind is new."""
    texts = {
        "Dockerfile": "FROM python\nCMD flask run --debug\n",
        "app.py": "from flask import Flask\nFlask(__name__).run(debug=True)\n",
    }
    folder, baseline = tmp_path / "shop", str(tmp_path / "baseline.json")
    folder.mkdir()
    (folder / name).write_text(texts[name], "utf-8")
    level = ("--fail-on", "low")
    assert 1 == audit(folder, *level)
    assert 0 == audit(folder, "--write-baseline", baseline)
    (folder / name).write_text("# moved\n\n" + texts[name], "utf-8")
    assert 0 == audit(folder, "--baseline", baseline, *level)
    (folder / f"second_{name}" if name == "app.py" else folder / "Dockerfile.second").write_text(texts[name], "utf-8")
    assert 1 == audit(folder, "--baseline", baseline, *level)
