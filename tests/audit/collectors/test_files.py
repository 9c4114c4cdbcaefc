"""The files of a project: bounded, never changed, and nothing stops the rest."""

from __future__ import annotations

import os
import socket
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Blueprint, Flask

from flask_hardened.audit.collectors import files
from flask_hardened.audit.collectors.files import collect_files
from flask_hardened.audit.files.facts import FileFacts
from flask_hardened.audit.snapshot import Snapshot, Unchecked
from tests.audit.asking_files import write

SECRET = "kd93Jf02hGs8" + "1LqPz7TnVb45"


def collected(home: Path, app: Flask | None = None) -> tuple[FileFacts, list[tuple[str, str]]]:
    """Return the facts, and what could not be read with its reason."""
    unchecked: list[Unchecked] = []
    facts = collect_files(app, home, home, unchecked.append)
    return facts, [(each.what, each.reason) for each in unchecked]


def test_an_empty_folder_has_no_facts(tmp_path: Path) -> None:
    """Nor has an app without files."""
    assert (FileFacts(), []) == collected(tmp_path)
    assert (FileFacts(), []) == collected(
        tmp_path, Flask("a", root_path=str(tmp_path), instance_path=str(tmp_path / "i"))
    )


def test_files_are_named_relative_to_the_root(tmp_path: Path) -> None:
    """Also where the project is a folder below it; an app's static folder counts wherever it is."""
    write(
        tmp_path,
        {
            "shop/app.py": f'API_KEY = "{SECRET}"',
            "shop/files/.env": "A=1",
            "shop/nginx.conf": "server { autoindex on; }",
        },
    )
    app = Flask("a", root_path=str(tmp_path / "shop"), static_folder="files")
    unchecked: list[Unchecked] = []
    facts = collect_files(app, tmp_path / "shop", tmp_path, unchecked.append)
    assert ["shop/app.py"] == [each.location.file for each in facts.secrets]
    assert ["shop/files/.env"] == [each.location.file for each in facts.served]
    assert ["shop/nginx.conf"] == [each.location.file for each in facts.nginx]


def test_static_folders_of_installed_extensions_are_left_out(tmp_path: Path) -> None:
    """The app's authors put nothing there."""
    write(tmp_path, {"site-packages/ext/static/x.bak": "", "static/x.bak": ""})
    app = Flask("a", root_path=str(tmp_path))
    blueprint = Blueprint("ext", "ext", static_folder="static", root_path=str(tmp_path / "site-packages/ext"))
    app.register_blueprint(blueprint)
    home = tmp_path / "elsewhere"
    home.mkdir()
    assert [str(tmp_path / "static/x.bak")] == [each.location.file for each in collected(home, app)[0].served]


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    """A broken file of each kind; the others are read."""
    write(
        tmp_path,
        {
            "nginx.conf": "server {",
            "docker-compose.yml": "services: {a: [}",
            "gunicorn.conf.py": "reload = ",
            "app.py": f'API_KEY = "{SECRET}"',
            "broken.py": "API_KEY = '",
        },
    )
    facts, unchecked = collected(tmp_path)
    assert {
        "the file nginx.conf": "NotNginx",
        "the file docker-compose.yml": "ParserError",
        "the file gunicorn.conf.py": "SyntaxError",
    } == dict(unchecked)
    assert ["app.py"] == [each.location.file for each in facts.secrets]


def test_without_pyyaml_compose_files_are_not_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the report says why."""
    monkeypatch.setitem(sys.modules, "yaml", None)
    write(tmp_path, {"compose.yaml": "services: {}"})
    assert [("the file compose.yaml", "PyYAML is not installed")] == collected(tmp_path)[1]


def test_strange_files_are_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Links out of the project and in circles, pipes, sockets, binary files, other encodings, files too large."""
    write(
        tmp_path,
        {
            "static/a.css": "",
            "binary.py": b"\0API_KEY = '" + SECRET.encode(),
            "latin.py": b"# \xe9\xff\nx = 1\n",
            "large.py": f'API_KEY = "{SECRET}"\n' + "#" * files.LARGEST_FILE,
        },
    )
    (tmp_path / "static/loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "static/gone.db").symlink_to(tmp_path / "missing")
    os.mkfifo(tmp_path / "static/pipe.db")
    os.mkfifo(tmp_path / "pipe.py")
    with socket.socket(socket.AF_UNIX) as server:
        # a path of its own, because that of a socket must be short
        monkeypatch.chdir(tmp_path)
        server.bind("server.key")
        facts, unchecked = collected(tmp_path)
    assert ((), (), []) == (facts.secrets, facts.served, unchecked)


def test_the_end_of_a_long_search_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More text than is searched."""
    monkeypatch.setattr(files, "MOST_TEXT", 100)
    write(tmp_path, {"a.py": "#" * 60, "b.py": "#" * 60})
    assert [("the texts of all files", "they have more than 100 bytes")] == collected(tmp_path)[1]


def test_nothing_is_written(tmp_path: Path) -> None:
    """The folder is the same afterwards, times included."""
    write(
        tmp_path,
        {
            ".git/HEAD": "ref",
            ".env": "A=1",
            "static/app.db": b"SQLite format 3\0",
            "Dockerfile": "FROM a",
            "a.py": "x = 1",
        },
    )
    before = {str(path): path.stat() for path in tmp_path.rglob("*")}
    collected(tmp_path)
    after = {str(path): path.stat() for path in tmp_path.rglob("*")}
    assert {name: (stat.st_mtime_ns, stat.st_mode, stat.st_size) for name, stat in before.items()} == {
        name: (stat.st_mtime_ns, stat.st_mode, stat.st_size) for name, stat in after.items()
    }


def test_no_secret_is_in_the_snapshot(tmp_path: Path) -> None:
    """Wherever it is written."""
    write(
        tmp_path,
        {
            "app.py": f'API_KEY = "{SECRET}"\nURI = "redis://u:{SECRET}@cache.internal"\n',
            ".git/HEAD": "ref",
            ".env": f"API_KEY={SECRET}",
            "static/.env": f"API_KEY={SECRET}",
            "Dockerfile": f"FROM a\nENV API_KEY={SECRET}\nARG T=ghp_{SECRET}\nCMD API_KEY={SECRET} gunicorn --env A={SECRET} a:b\n",
            "compose.yaml": f"services:\n  a:\n    image: redis\n    environment: [API_KEY={SECRET}]\n    command: redis --requirepass {SECRET}\n",
            "nginx.conf": f"server {{ proxy_set_header X-Token {SECRET}; location /a {{ add_header X-Key {SECRET}; }} }}\n",
            "gunicorn.conf.py": f"raw_env = ['API_KEY={SECRET}']\n",
            "a.service": f"[Service]\nEnvironment=API_KEY={SECRET}\nExecStart=/bin/gunicorn --env A={SECRET} a:b\n",
            "uwsgi.ini": f"[uwsgi]\nenv = API_KEY={SECRET}\n",
        },
    )
    facts, unchecked = collected(tmp_path)
    assert 3 <= len(facts.secrets)
    assert SECRET not in repr(Snapshot(file_facts=facts))
    assert SECRET not in repr(unchecked)


def test_the_whole_repository_of_this_package_has_nothing_high() -> None:
    """Its own source, its documentation and its example app."""
    home = Path(__file__).parent.parent.parent.parent
    facts, _ = collected(home)
    assert [] == [each for each in facts.secrets if each.location.file and not each.location.file.startswith("tests/")]
    assert ((), ()) == (facts.served, facts.env_files)
    # what its instance folder holds is the matter of whoever ran it
    assert FileFacts() == replace(collected(home / "example_app")[0], open_files=())
