"""The file of the SQLite store: where it is, and that nobody else can read or replace it."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ..errors import ConfigurationError, Problem

SETTING = "HARDENED_STORAGE_URI"
_FORM = "Write sqlite:////absolute/path.db, or sqlite:///name.db for a file in the instance folder."


def file_of(uri: str, instance_path: str | None) -> Path:
    """Return the file that a ``sqlite:`` URI names: absolute after four slashes, in the instance folder after three.

    :raises ConfigurationError: if it names none, or has parts that mean nothing here.
    """
    parts = urlsplit(uri)
    name = unquote(parts.path[1:])
    if parts.netloc:
        raise _fault("a sqlite URI has no host; three or four slashes come before the path.", _FORM)
    if parts.query or parts.fragment:
        raise _fault("a sqlite URI takes no parameters after the path.", _FORM)
    if not name or name == ":memory:" or "\0" in name:
        raise _fault("the sqlite URI names no file.", f"{_FORM} For the memory of one process: memory://")
    if Path(name).is_absolute():
        return Path(name)
    if instance_path is None:
        raise _fault("the path is relative, and there is no instance folder.", _FORM)
    return Path(instance_path, name)


def check_place(file: Path) -> None:
    """Refuse a directory in which anybody could replace the file (CWE-732, CWE-379). What is missing is created, 0700.

    :raises ConfigurationError: naming the directory and the fix. A sticky directory (``/tmp``) is refused as well:
        there, others cannot take the file away, but put one in its place before it exists.
    """
    try:
        folder = file.parent.resolve()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        resolved = file.resolve()
        if resolved.is_dir():
            raise _fault(f"{str(file)!r} is a directory.", "Name a file.")
        _check_folders(resolved.parent)
    except OSError as error:
        fault = f"the directory of {str(file)!r} cannot be used: {error.strerror or error}."
        raise _fault(fault, "Name a file in a directory that the app can write to.") from error


def _check_folders(folder: Path) -> None:
    if os.name == "nt":  # access lists instead of mode bits
        return
    for place in (folder, *folder.parents):
        mode = place.stat().st_mode
        if mode & stat.S_IWOTH and (place == folder or not mode & stat.S_ISVTX):
            raise _fault(
                f"anybody on this machine can write to the directory {str(place)!r}.",
                f"Use a directory of the app's own (chmod o-w {str(place)!r}), or name another file.",
            )


def create(file: Path) -> None:
    """Create the file with mode 0600 whatever the umask; SQLite gives ``-wal`` and ``-shm`` the mode of the file.

    :raises OSError: if that cannot be done.
    """
    try:
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        found = file.stat()
        if os.name != "nt" and found.st_mode & 0o077 and found.st_uid == os.geteuid():
            file.chmod(0o600)


def _fault(fault: str, fix: str) -> ConfigurationError:
    return ConfigurationError([Problem(SETTING, fault, fix)])
