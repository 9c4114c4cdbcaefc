"""What is installed, read from metadata."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from flask_hardened.audit.dependencies.facts import Distribution
from flask_hardened.audit.dependencies.installed import read_installed
from flask_hardened.audit.snapshot import Unchecked


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder that packages are installed in."""
    site = tmp_path / "site-packages"
    site.mkdir()
    monkeypatch.setattr(sys, "path", [str(site)])
    return site


def install(site: Path, name: str, version: str, headers: str = "", **files: str) -> None:
    """Install a package: its metadata, and further files beside them."""
    folder = site / f"{name.replace('-', '_')}-{version}.dist-info"
    folder.mkdir()
    text = f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n{headers}\n\nRequires-Dist: what-the-text-says\n"
    (folder / "METADATA").write_text(text, "utf-8")
    for file, content in files.items():
        (folder / file.replace("__", ".")).write_text(content, "utf-8")


def read(home: Path) -> tuple[dict[str, Distribution], list[Unchecked]]:
    """Return what is installed, by name, and what could not be read."""
    unchecked: list[Unchecked] = []
    return {each.name: each for each in read_installed(home, unchecked.append)}, unchecked


def test_names_are_normalised(site: Path, tmp_path: Path) -> None:
    """As PEP 503 says; the description is no header."""
    install(site, "Flask_Cool.Ext", "1.0rc1", "Requires-Dist: flask>=3\nRequires-Dist: mypy; extra == 'dev'")
    found, unchecked = read(tmp_path)
    assert [] == unchecked
    cool = found["flask-cool-ext"]
    assert ("1.0rc1", ("flask>=3", "mypy; extra == 'dev'")) == (cool.version, cool.requires)
    assert ("index", False, False) == (cool.origin, cool.own, cool.system)


def test_the_first_of_two_counts(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the one that is imported."""
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.setattr(sys, "path", [str(site), str(other)])
    install(site, "acme", "2")
    install(other, "acme", "1")
    assert "2" == read(tmp_path)[0]["acme"].version


def test_modules(site: Path, tmp_path: Path) -> None:
    """The package's own name if it lies there, else what was recorded, else nothing."""
    (site / "flask_cool").mkdir()
    install(site, "Flask-Cool", "1")
    install(site, "PyYAML", "6", top_level__txt="_yaml\nyaml\n")
    recorded = (
        "PIL/__init__.py,sha256=x,1\npillow-1.dist-info/RECORD,,\nsingle.py,,\nfast.cpython-311.so,,\n../../bin/x,,\n"
    )
    install(site, "pillow", "1", RECORD=recorded)
    install(site, "bare", "1")
    found, _ = read(tmp_path)
    assert ("flask_cool",) == found["flask-cool"].modules
    assert ("_yaml", "yaml") == found["pyyaml"].modules
    assert {"PIL", "single", "fast"} <= set(found["pillow"].modules)
    assert not any("-" in module or "." in module for module in found["pillow"].modules)
    assert () == found["bare"].modules


@pytest.mark.parametrize(
    ("headers", "licenses"),
    [
        ("License-Expression: MIT OR Apache-2.0\nLicense: something", ("MIT OR Apache-2.0",)),
        ("License: BSD-3-Clause\nClassifier: License :: OSI Approved :: BSD License", ("BSD-3-Clause",)),
        ("License: UNKNOWN\nClassifier: License :: OSI Approved :: MIT License", ("MIT License",)),
        ("License: Copyright 2020\n        Permission is hereby granted", ()),
        ("Classifier: License :: OSI Approved\nClassifier: License :: Public Domain", ("Public Domain",)),
        ("Classifier: Framework :: Flask", ()),
    ],
)
def test_licenses(site: Path, tmp_path: Path, headers: str, licenses: tuple[str, ...]) -> None:
    """The expression, else a short name, else what the classifiers say; never a whole text."""
    install(site, "acme", "1", headers)
    assert licenses == read(tmp_path)[0]["acme"].licenses


def test_where_it_came_from(site: Path, tmp_path: Path) -> None:
    """A folder that holds the project, or lies in it, is the project itself; another one is not."""
    home = tmp_path / "shop"
    home.mkdir()
    for name, folder in (("shop", home), ("part", home / "part"), ("monorepo", tmp_path), ("other", tmp_path / "x y")):
        said = {"url": folder.as_uri(), "dir_info": {"editable": True}}
        install(site, name, "1", direct_url__json=json.dumps(said))
    install(site, "forked", "1", direct_url__json=json.dumps({"url": "https://x", "vcs_info": {"vcs": "git"}}))
    install(site, "wheel", "1", direct_url__json=json.dumps({"url": "https://x/w.whl", "archive_info": {}}))
    found, unchecked = read(home)
    assert [] == unchecked
    assert {"shop", "part", "monorepo"} == {name for name, each in found.items() if each.own}
    assert {"shop", "part", "monorepo", "other"} == {name for name, each in found.items() if each.origin == "folder"}
    assert ("repository", "archive") == (found["forked"].origin, found["wheel"].origin)


def test_an_app_that_is_installed_is_the_project_itself(site: Path) -> None:
    """The audit looks at its package among the others; a module among them is of nobody in particular."""
    (site / "shop" / "web").mkdir(parents=True)
    (site / "acme").mkdir()
    install(site, "shop", "1")
    install(site, "acme", "1")
    for home in (site / "shop", site / "shop" / "web"):
        assert ["shop"] == [name for name, each in read(home)[0].items() if each.own]
    assert [] == [name for name, each in read(site)[0].items() if each.own]


def test_what_the_system_brought(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Debian's own folder."""
    site = tmp_path / "dist-packages"
    site.mkdir()
    monkeypatch.setattr(sys, "path", [str(site)])
    install(site, "acme", "1")
    assert read(tmp_path)[0]["acme"].system


def test_packages_in_an_archive_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python imports from a zip file, too."""
    archive = tmp_path / "packages.zip"
    with ZipFile(archive, "w") as zipped:
        zipped.writestr("acme-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: acme\nVersion: 1\n")
        zipped.writestr("acme-1.dist-info/RECORD", "acme/__init__.py,,\n")
    monkeypatch.setattr(sys, "path", [str(archive)])
    found, unchecked = read(tmp_path)
    assert [] == unchecked
    assert ("acme",) == found["acme"].modules


def test_broken_metadata_is_said(site: Path, tmp_path: Path) -> None:
    """The others are read all the same."""
    (site / "empty-1.dist-info").mkdir()
    install(site, "acme", "1")
    install(site, "odd", "1", direct_url__json="{")
    found, unchecked = read(tmp_path)
    assert ["acme"] == list(found)
    assert 2 == len(unchecked)
    assert {"the metadata of an installed package"} == {each.what for each in unchecked}


def test_this_environment_is_read_without_importing_it(tmp_path: Path) -> None:
    """Flask and what it needs are there; no module is loaded by it."""
    before = set(sys.modules)
    found, _ = read(tmp_path)
    assert {"flask", "werkzeug", "jinja2"} <= set(found)
    assert ("flask",) == found["flask"].modules
    assert not {name.partition(".")[0] for name in set(sys.modules) - before} & {
        module for each in found.values() for module in each.modules
    }
