"""Which files say what an app is built on: declarations, locks, and what is passed over."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.markers import Marker

from flask_hardened.audit.dependencies import reading
from flask_hardened.audit.dependencies.facts import Requirement
from flask_hardened.audit.dependencies.project_files import read_project
from flask_hardened.audit.dependencies.reading import holds
from flask_hardened.audit.snapshot import Unchecked
from tests.audit.asking_dependencies import files


def said(texts: dict[str, str]) -> list[tuple[str, str | None, str, bool]]:
    """Return name, version, place and whether it is for development, of each requirement."""
    return [(each.name, each.version, str(each.location), each.development) for each in files(texts).requirements]


def only(texts: dict[str, str]) -> Requirement:
    """Return the one requirement."""
    [found] = files(texts).requirements
    return found


def test_pyproject() -> None:
    """[project] with extras, and dependency groups; what else is in the file is no matter."""
    text = """
[build-system]
requires = ["setuptools"]

[project]
dependencies = [
    "Flask>=3",
    "acme[fast]==1.0",
    "old; python_version < '3'",
]

[project.optional-dependencies]
redis = ["redis>=5"]
test = ["pytest==8.0"]

[dependency-groups]
lint = ["ruff", {include-group = "other"}]
"""
    assert [
        ("flask", None, "pyproject.toml:7", False),
        ("acme", "1.0", "pyproject.toml:8", False),
        ("redis", None, "pyproject.toml:13", False),
        ("pytest", "8.0", "pyproject.toml:14", True),
        ("ruff", None, "pyproject.toml:17", True),
    ] == said({"pyproject.toml": text})


def test_poetry() -> None:
    """A bare version is an exact one there; groups but main are for development."""
    text = """
[tool.poetry.dependencies]
python = "^3.10"
flask = "^3.1"
acme = "1.0"
inner = { path = "../inner" }
listed = [{ version = "2.0" }]

[tool.poetry.group.dev.dependencies]
pytest = "==8.0"
"""
    assert [
        ("flask", None, "pyproject.toml:4", False),
        ("acme", "1.0", "pyproject.toml:5", False),
        ("inner", None, "pyproject.toml:6", False),
        ("listed", None, "pyproject.toml:7", False),
        ("pytest", "8.0", "pyproject.toml:10", True),
    ] == said({"pyproject.toml": text})


def test_setup_cfg() -> None:
    """Requirements and extras; a file that they are read from is not taken for one."""
    text = "[options]\ninstall_requires =\n    # web\n    flask>=3\n[options.extras_require]\ntest =\n    pytest==8.0\n"
    assert [("flask", None, "setup.cfg:4", False), ("pytest", "8.0", "setup.cfg:7", True)] == said({"setup.cfg": text})
    assert [] == said({"setup.cfg": "[options]\ninstall_requires = file: wanted.in\n"})
    assert [] == said({"setup.cfg": "[flake8]\nmax-line-length = 100\n"})


@pytest.mark.parametrize("name", ["poetry.lock", "uv.lock", "pdm.lock"])
def test_locks(name: str) -> None:
    """Each package with its line; no list of files that stands between them is in the way."""
    text = """version = 1
[[package]]
name = "Acme_Core"
version = "1.0"

[[package.files]]
hash = "sha256:00"

[[package]]
name = "other"
version = "2"
"""
    assert [("acme-core", "1.0", f"{name}:2", False), ("other", "2", f"{name}:9", False)] == said({name: text})


def test_pylock() -> None:
    """PEP 751, whatever the file's second name."""
    text = '[[packages]]\nname = "acme"\nversion = "1.0"\nindex = "https://pypi.org/simple"\n'
    for name in ("pylock.toml", "pylock.web.toml"):
        assert [("acme", "1.0", f"{name}:1", False)] == said({name: text})


@pytest.mark.parametrize(
    "source", ['{ editable = "." }', '{ virtual = "." }', '{ directory = "part" }', '{ type = "directory", url = "p" }']
)
def test_the_project_itself_is_no_package_of_its_lock(source: str) -> None:
    """Nor are its parts."""
    assert [] == said({"uv.lock": f'[[package]]\nname = "shop"\nversion = "1"\nsource = {source}\n'})


@pytest.mark.parametrize(
    ("source", "indexed"),
    [
        ('source = { registry = "https://pypi.org/simple" }', True),
        ('source = { type = "legacy", url = "https://shop.example/simple", reference = "shop" }', True),
        ("", True),
        ('source = { git = "https://shop.example/acme.git" }', False),
        ('source = { url = "https://shop.example/acme.zip" }', False),
        ('source = { type = "git", url = "https://shop.example/acme.git" }', False),
        ('git = "https://shop.example/acme.git"', False),
        ('vcs = { type = "git" }', False),
    ],
)
def test_what_is_not_of_an_index(source: str, indexed: bool) -> None:
    """A version of somebody's own repository says nothing about published holes."""
    assert indexed == only({"uv.lock": f'[[package]]\nname = "acme"\nversion = "1"\n{source}\n'}).indexed


def test_groups_of_a_lock() -> None:
    """PDM and Poetry 2 say which; older Poetry has categories."""
    for line, development in (
        ('groups = ["default", "dev"]', False), ('groups = ["main"]', False), ('groups = ["dev"]', True),
        ("groups = []", False), ('category = "dev"', True), ('category = "main"', False),
    ):  # fmt: skip
        assert development == only({"pdm.lock": f'[[package]]\nname = "a"\nversion = "1"\n{line}\n'}).development


def test_pipfile_lock() -> None:
    """Both parts, with lines; what has no version comes from elsewhere."""
    lock = {
        "_meta": {"sources": [{"url": "https://pypi.org/simple", "verify_ssl": True}]},
        "default": {"acme": {"version": "==1.0", "hashes": ["sha256:00"]}, "inner": {"path": "./inner"}},
        "develop": {"acme": {"version": "==2.0"}, "pytest": {"version": "==8.0"}},
    }
    text = json.dumps(lock, indent=4)
    lines = text.splitlines()
    found = files({"Pipfile.lock": text}).requirements
    assert [("acme", "1.0", False), ("acme", "2.0", True), ("pytest", "8.0", True)] == [
        (each.name, each.version, each.development) for each in found
    ]
    assert ['"acme": {', '"acme": {', '"pytest": {'] == [lines[each.location.line - 1].strip() for each in found]


def test_what_is_no_requirement_is_said_with_its_line() -> None:
    """The others of the file are kept; a marker that nobody knows yet leaves nothing out."""
    unchecked: list[Unchecked] = []
    text = '[project]\ndependencies = [\n  "flask",\n  "what is this",\n]\n'
    assert ["flask"] == [each.name for each in files({"pyproject.toml": text}, unchecked).requirements]
    assert [Unchecked(what="line 4 of pyproject.toml", reason="it is no requirement")] == unchecked
    assert holds(Marker("os_name ~= 'what is this'"))


def test_a_python_that_cannot_be_read_is_said() -> None:
    """Binary under that name."""
    unchecked: list[Unchecked] = []
    assert () == files({"runtime.txt": b"\xff\x00"}, unchecked).pythons
    assert [Unchecked(what="runtime.txt", reason="UnicodeDecodeError")] == unchecked


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pyproject.toml", "[project"),
        ("setup.cfg", "no section"),
        ("uv.lock", "[[package]"),
        ("Pipfile.lock", "{"),
        ("Pipfile.lock", "[]"),
        ("Pipfile.lock", "[" * 100_000),
        ("pyproject.toml", "a = " + "[" * 100_000),
    ],
)
def test_a_file_that_cannot_be_parsed_is_said(name: str, text: str) -> None:
    """By its name, and the kind of fault."""
    unchecked: list[Unchecked] = []
    assert () == files({name: text}, unchecked).requirements
    assert [name] == [each.what for each in unchecked]


def test_a_file_of_another_shape_is_no_fault() -> None:
    """TOML and JSON that hold something else under the names we know."""
    unchecked: list[Unchecked] = []
    texts = {
        "pyproject.toml": "project = 1\n[tool]\npoetry = {source = [{url = 3}]}\nuv = []\npdm = {source = 3}\n[dependency-groups]\na = 1",
        "uv.lock": 'package = [1, {name = 2}, {name = "a"}]',
        "poetry.lock": "[[package]]\nname = 1\nversion = []\nsource = {url = 1}",
        "pdm.lock": "package = 3",
        "Pipfile.lock": '{"_meta": {"sources": [{}, 1]}, "default": {"a": 1, "b": {"version": 2}}, "develop": null}',
    }
    assert () == files(texts, unchecked).requirements
    assert [] == unchecked


def test_a_file_that_is_too_large_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not read to its end."""
    monkeypatch.setattr(reading, "LARGEST", 10)
    unchecked: list[Unchecked] = []
    files({"requirements.txt": "acme==1.0.0.0"}, unchecked)
    assert [Unchecked(what="requirements.txt", reason="ValueError")] == unchecked


def test_which_lists_are_read() -> None:
    """By name, or in a folder of lists; not those of tests, of installed packages, or very far down."""
    read = [
        "requirements.txt",
        "requirements-web.txt",
        "web_requirements.txt",
        "requirements/prod.txt",
        "api/requirements.txt",
    ]
    passed = ["notes.txt", "tests/requirements.txt", "node_modules/a/requirements.txt", "a/b/c/d/e/requirements.txt"]
    found = files(dict.fromkeys((*read, *passed), "acme==1.0")).requirements
    assert sorted(read) == sorted(each.location.file or "" for each in found)


def test_no_list_of_installed_packages_is_read(tmp_path: Path) -> None:
    """An app of one module lies among the packages themselves; their files are not its own."""
    home = tmp_path / "site-packages"
    (home / "acme").mkdir(parents=True)
    (home / "acme" / "requirements.txt").write_text("--extra-index-url https://shop.example/simple\nflask==0.5\n")
    said = read_project(home, home, [].append)
    assert ((), ()) == (said.requirements, said.remarks)
    assert ["flask"] == [each.name for each in read_project(home / "acme", home, [].append).requirements]


@pytest.mark.parametrize(
    ("name", "development"),
    [
        ("requirements.txt", False), ("requirements-prod.txt", False), ("requirements-latest.txt", False),
        ("requirements/contest.txt", False), ("requirements-dev.txt", True), ("dev-requirements.txt", True),
        ("requirements/test.txt", True), ("docs/requirements.txt", True), ("examples/shop/requirements.txt", True),
    ],
)  # fmt: skip
def test_what_is_for_development(name: str, development: bool) -> None:
    """As names of files and folders tell."""
    assert development == only({name: "acme==1.0"}).development


@given(
    st.dictionaries(st.sampled_from(["name", "version", "source", "groups"]), st.sampled_from(['"a"', "1", "[]", "{}"]))
)
def test_any_lock_is_read(fields: dict[str, str]) -> None:
    """Whatever stands where a name is expected."""
    text = "[[package]]\n" + "".join(f"{key} = {value}\n" for key, value in fields.items())
    unchecked: list[Unchecked] = []
    assert (fields.get("name") == fields.get("version") == '"a"') == bool(
        files({"uv.lock": text}, unchecked).requirements
    )
    assert [] == unchecked
