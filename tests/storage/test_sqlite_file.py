"""The SQLite file is private, and lies where nobody else can replace it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from flask_hardened.errors import ConfigurationError
from flask_hardened.storage import SqliteStorage
from flask_hardened.storage.sqlite_file import file_of


@pytest.fixture
def permissive_umask() -> object:
    """A umask that takes nothing away."""
    before = os.umask(0)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, str]:
    """Return the permissions of the files in a folder."""
    return {path.name: oct(stat.S_IMODE(path.stat().st_mode)) for path in sorted(folder.iterdir())}


@pytest.mark.usefixtures("permissive_umask")
def test_all_files_are_private(tmp_path: Path) -> None:
    """The file, its log and its index are 0600, and a folder that had to be made is 0700, whatever the umask."""
    folder = tmp_path / "instance"
    storage = SqliteStorage("sqlite:///store.db", instance_path=str(folder))
    storage.incr("key", 60)
    assert dict.fromkeys(("store.db", "store.db-shm", "store.db-wal"), "0o600") == modes(folder)
    assert 0o700 == stat.S_IMODE(folder.stat().st_mode)
    storage.database.close()


def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    """An existing file of the app's own loses the rights of others."""
    file = tmp_path / "store.db"
    file.touch()
    file.chmod(0o666)
    storage = SqliteStorage(f"sqlite:///{file}")
    storage.incr("key", 60)
    assert {"0o600"} == set(modes(tmp_path).values())
    storage.database.close()


@pytest.mark.parametrize("mode", [0o777, 0o1777, 0o702])
def test_a_folder_that_anybody_can_write_to_is_refused(tmp_path: Path, mode: int) -> None:
    """Sticky or not; the error names the setting, the folder and the fix."""
    folder = tmp_path / "open"
    folder.mkdir()
    folder.chmod(mode)
    with pytest.raises(ConfigurationError) as caught:
        SqliteStorage(f"sqlite:///{folder}/store.db")
    (problem,) = caught.value.problems
    assert "HARDENED_STORAGE_URI" == problem.setting
    assert str(folder) in problem.fault
    assert "chmod o-w" in problem.fix


@pytest.mark.parametrize("mode", [0o700, 0o755, 0o775])
def test_a_folder_of_ones_own_is_accepted(tmp_path: Path, mode: int) -> None:
    """Others may look, and a group may share."""
    folder = tmp_path / "own"
    folder.mkdir()
    folder.chmod(mode)
    SqliteStorage(f"sqlite:///{folder}/store.db")


def test_a_folder_inside_an_open_one_is_refused(tmp_path: Path) -> None:
    """Whoever can write to the folder above can put another one in the place of the app's; sticky ones prevent that."""
    above = tmp_path / "open"
    (above / "own").mkdir(parents=True, mode=0o700)
    above.chmod(0o777)
    with pytest.raises(ConfigurationError, match=str(above)):
        SqliteStorage(f"sqlite:///{above}/own/store.db")
    above.chmod(0o1777)
    SqliteStorage(f"sqlite:///{above}/own/store.db")


def test_links_are_followed_before_the_folder_is_judged(tmp_path: Path) -> None:
    """A link in a good folder does not hide a bad one."""
    bad = tmp_path / "open"
    bad.mkdir()
    bad.chmod(0o777)
    (tmp_path / "store.db").symlink_to(bad / "store.db")
    with pytest.raises(ConfigurationError, match="anybody"):
        SqliteStorage(f"sqlite:///{tmp_path}/store.db")


@pytest.mark.parametrize(
    ("uri", "file"),
    [
        ("sqlite:///store.db", "/app/instance/store.db"),
        ("sqlite:///sub/store.db", "/app/instance/sub/store.db"),
        ("sqlite:////srv/store.db", "/srv/store.db"),
        ("sqlite:////srv/with%20space.db", "/srv/with space.db"),
    ],
)
def test_three_slashes_are_relative_four_absolute(uri: str, file: str) -> None:
    """As in SQLAlchemy: relative to the instance folder, or from the root."""
    assert Path(file) == file_of(uri, "/app/instance")


@pytest.mark.parametrize(
    "uri",
    ["sqlite://store.db", "sqlite:///", "sqlite://", "sqlite:///:memory:", "sqlite:///a.db?mode=ro", "sqlite:///a%00b"],
)
def test_what_names_no_file_is_refused(uri: str) -> None:
    """A missing slash, no path, memory, parameters: the error shows the two right forms."""
    with pytest.raises(ConfigurationError, match=r"HARDENED_STORAGE_URI.*sqlite:////absolute"):
        file_of(uri, "/app/instance")


def test_a_relative_path_needs_an_instance_folder() -> None:
    """`limits` alone knows none."""
    with pytest.raises(ConfigurationError, match="instance folder"):
        file_of("sqlite:///store.db", None)


def test_a_folder_cannot_be_the_file(tmp_path: Path) -> None:
    """The path of a folder, and one below a file, are faults of the configuration."""
    with pytest.raises(ConfigurationError, match="is a directory"):
        SqliteStorage(f"sqlite:///{tmp_path}")
    (tmp_path / "file").touch()
    with pytest.raises(ConfigurationError, match="cannot be used"):
        SqliteStorage(f"sqlite:///{tmp_path}/file/store.db")


def test_an_sqlite_without_upsert_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite before 3.35 is named as the fault, instead of a syntax error at the first request."""
    monkeypatch.setattr("sqlite3.sqlite_version_info", (3, 34, 1))
    with pytest.raises(ConfigurationError, match=r"3\.35"):
        SqliteStorage(f"sqlite:///{tmp_path}/store.db")
