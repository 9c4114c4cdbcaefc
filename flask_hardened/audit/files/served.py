"""What lies in folders that anybody can download from."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from flask import Flask

from ..collectors.view_source import shown_path
from ..finding import Location
from ..snapshot import Unchecked
from .beginning import beginning
from .facts import ServedFile, ServedKind

MOST_ENTRIES = 50_000
"""Files that are looked at in one static folder."""

_SECRET = re.compile(
    r"\.env(?:\.(?!example$|sample$|template$|dist$).+)?|.*\.(?:p12|pfx|jks|keystore|kdbx|ppk)"
    r"|id_(?:rsa|dsa|ecdsa|ed25519)"
    r"|\.htpasswd|\.netrc|\.pgpass|\.my\.cnf|\.pypirc|\.git-credentials|wp-config\.php|service[-_]account.*\.json",
    re.IGNORECASE,
)
_BACKUP = re.compile(
    r".+\.(?:bak|old|orig|save|backup|swp|swo|swn)|.+~|#.+#|.+\.(?:py|html?|js|php|ini|cfg|ya?ml)\.(?:\d|txt|copy)"
    r"|(?:.*[-_.])?(?:backups?|dump|database|htdocs|wwwroot)(?:[-_.].*)?\.(?:zip|tar|tgz|tar\.\w+|gz|bz2|xz|7z|rar)",
    re.IGNORECASE,
)
_DUMP = re.compile(r".+\.(?:sql|dump)(?:\.(?:gz|bz2|xz|zip))?", re.IGNORECASE)
_DATABASE = frozenset({".db", ".sqlite", ".sqlite3", ".db3", ".dat", ""})
_SOURCE = frozenset({".py", ".pyw", ".pyc", ".pyo", ".ipynb"})
_LEFTOVERS = frozenset({".ds_store", "thumbs.db", "desktop.ini", ".idea", ".vscode"})
_REPOSITORIES = frozenset({".git", ".svn", ".hg", ".bzr"})
_KEY_HEADER = re.compile(rb"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY")
_LIBRARY = re.compile(
    r"(?:^|/)(?:vendors?|libs?|node_modules|third[-_]party|bower_components|plugins|dist)(?:/|$)|\.min\.|bootstrap"
    r"|jquery|popper",
    re.IGNORECASE,
)


def static_folders(app: Flask | None, home: Path, files: tuple[Path, ...]) -> list[Path]:
    """Return the folders that are served: the app's and its blueprints'; without an app, those called ``static``.

    Those of installed extensions are left out, since the app's authors put nothing there.
    """
    if app is None:
        found = {_outermost_static(path, home) for path in files}
    else:
        found = {
            Path(scaffold.static_folder).resolve()
            for scaffold in (app, *app.blueprints.values())
            if scaffold.static_folder
        }
    return sorted(
        folder
        for folder in found
        if folder is not None
        and folder.is_dir()
        and (folder.is_relative_to(home) or "site-packages" not in folder.parts)
    )


def _outermost_static(path: Path, home: Path) -> Path | None:
    parts = path.relative_to(home).parts[:-1]
    if "static" not in parts or {"tests", "test", "docs"} & set(parts):
        return None
    return home.joinpath(*parts[: parts.index("static") + 1])


def served_files(
    app: Flask | None, folders: list[Path], root: Path, note: Callable[[Unchecked], None]
) -> Iterator[ServedFile]:
    """Yield what should not lie in `folders`, and folders that hold the app itself."""
    seen: set[Path] = set()
    for folder in folders:
        around = _holds(app, folder)
        if around is not None:
            yield ServedFile(kind=around, location=Location(file=shown_path(str(folder), root)))
            continue  # else every module would be listed
        maps: list[Path] = []
        for path, kind in _classified(folder, note):
            if path in seen:
                continue
            seen.add(path)
            if kind == "source-map":
                maps.append(path)
            else:
                yield ServedFile(kind=kind, location=Location(file=shown_path(str(path), root)))
        if maps:
            yield ServedFile(kind="source-map", location=Location(file=shown_path(str(maps[0]), root)))


def _holds(app: Flask | None, folder: Path) -> ServedKind | None:
    if app is None:
        return None
    if Path(app.root_path).resolve().is_relative_to(folder):
        return "project"
    instance = Path(app.instance_path).resolve()
    return "instance" if instance.is_dir() and instance.is_relative_to(folder) else None


def _classified(folder: Path, note: Callable[[Unchecked], None]) -> Iterator[tuple[Path, ServedKind]]:
    count = 0

    def say(error: OSError) -> None:
        note(Unchecked(what=f"a folder below {folder.name}", reason=type(error).__name__))

    for place, names, files in os.walk(folder, onerror=say):
        names.sort()
        for name in [*names, *sorted(files)]:
            path = Path(place, name)
            kind = _kind(path, folder, is_folder=name in names)
            if kind is not None:
                yield path, kind
        names[:] = [name for name in names if name.lower() not in _REPOSITORIES | _LEFTOVERS and name != "__pycache__"]
        count += len(files)
        if count > MOST_ENTRIES:
            note(Unchecked(what=f"all the files below {folder.name}", reason=f"there are more than {MOST_ENTRIES}"))
            return


def _kind(path: Path, folder: Path, *, is_folder: bool) -> ServedKind | None:
    name = path.name
    if name.lower() in _REPOSITORIES:
        return "repository"
    if name.lower() in _LEFTOVERS:
        return "leftover"
    if is_folder:
        return None
    if _SECRET.fullmatch(name) or (path.suffix.lower() in {".pem", ".key"} and _KEY_HEADER.search(beginning(path))):
        return "secret"
    if _BACKUP.fullmatch(name):
        return "backup"
    if _DUMP.fullmatch(name):
        return "dump"
    if path.suffix.lower() in _DATABASE and beginning(path).startswith(b"SQLite format 3\0"):
        return "database"
    if path.suffix.lower() in _SOURCE:
        return "source"
    if name.endswith((".js.map", ".css.map")) and not _LIBRARY.search(path.relative_to(folder).as_posix()):
        return "source-map"
    return None
