"""FHW007: the app itself, for anybody to download."""

from pathlib import Path

from flask import Blueprint, Flask

from flask_hardened.audit.snapshot import Snapshot
from flask_hardened.audit.topics.exposure.served_project import served_project
from tests.audit.asking_files import facts_of, write


def ask(home: Path, **options: str) -> list[str]:
    """Return what is found for an app whose package is ``shop`` below a folder."""
    write(home, {"shop/__init__.py": "", "shop/static/app.css": "", "instance/app.db": b""})
    app = Flask("shop", root_path=str(home / "shop"), instance_path=str(home / "instance"), **options)
    return [str(hit.location) for hit in served_project.findings(Snapshot(file_facts=facts_of(home, app)))]


def test_found_for_the_package_and_what_is_around_it(tmp_path: Path) -> None:
    """The package's own folder, and the project's."""
    assert ["shop"] == ask(tmp_path, static_folder=".")
    assert [tmp_path.name] == [
        Path(place).name or tmp_path.name for place in ask(tmp_path, static_folder=str(tmp_path))
    ]


def test_found_for_the_instance_folder(tmp_path: Path) -> None:
    """The database in it is not listed once more."""
    assert ["instance"] == ask(tmp_path, static_folder=str(tmp_path / "instance"))


def test_found_for_a_blueprint(tmp_path: Path) -> None:
    """Blueprints serve folders of their own."""
    write(tmp_path, {"shop/__init__.py": ""})
    app = Flask("shop", root_path=str(tmp_path / "shop"), static_folder=None)
    app.register_blueprint(Blueprint("b", "shop", static_folder=str(tmp_path / "shop"), root_path=str(tmp_path)))
    assert 1 == len(list(served_project.findings(Snapshot(file_facts=facts_of(tmp_path, app)))))


def test_not_found_for_a_folder_of_its_own(tmp_path: Path) -> None:
    """The usual place, a name that begins alike, and none at all."""
    assert [] == ask(tmp_path, static_folder="static")
    write(tmp_path, {"shop_static/app.css": ""})
    assert [] == ask(tmp_path, static_folder=str(tmp_path / "shop_static"))
    assert [] == ask(tmp_path, static_folder="missing")
