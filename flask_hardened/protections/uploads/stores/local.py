"""LocalStore: a folder of the server, outside of everything that is served or run."""

from __future__ import annotations

import io
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from flask import Flask

from .stored import KEY, StoredUpload


class LocalStore:
    """Keeps uploads in a folder: mode 0700, files 0600, written whole or not at all.

    :param folder: made when it is needed. A relative path lies in the app's instance folder.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder = Path(folder)

    def within(self, app: Flask) -> LocalStore:
        """Return the same store with an absolute path."""
        return self if self.folder.is_absolute() else LocalStore(Path(app.instance_path) / self.folder)

    def save(self, stream: IO[bytes], stored: StoredUpload) -> None:
        """Write to a file of another name, and give it its own when all of it is on disk."""
        path = self._path(stored.key)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.parent.mkdir(exist_ok=True, mode=0o700)
        # The description comes first: a file without one would never be found, a description without file is nothing.
        self._write(path.with_name(f"{path.name}.json"), io.BytesIO(stored.to_json().encode("ascii")))
        try:
            self._write(path, stream)
        except BaseException:
            path.with_name(f"{path.name}.json").unlink(missing_ok=True)
            raise

    def open(self, key: str) -> tuple[StoredUpload, IO[bytes]]:
        """Open a file for reading; a link is not followed."""
        path = self._path(key)
        try:
            stored = StoredUpload.from_json(path.with_name(f"{path.name}.json").read_text("ascii"))
            return stored, os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC), "rb")
        except (ValueError, OSError) as error:
            raise FileNotFoundError(f"There is no upload {key!r}.") from error

    def delete(self, key: str) -> None:
        """Remove the file first, then what is known about it."""
        path = self._path(key)
        path.unlink(missing_ok=True)
        path.with_name(f"{path.name}.json").unlink(missing_ok=True)

    def faults(self, app: Flask) -> Iterator[str]:
        """Yield why the folder is no place for uploads in this app."""
        folder = Path(os.path.realpath(self.within(app).folder))
        for place, what in _served(app):
            if folder == place or place in folder.parents:
                yield f"{what}, so that uploads would be served or run from there."
        # Where the folder does not exist yet, whoever may write to the one above it may make it.
        existing = next(path for path in (folder, *folder.parents) if path.exists())
        mode = existing.stat().st_mode
        if mode & stat.S_IWOTH and not (existing != folder and mode & stat.S_ISVTX):
            yield "anyone on this machine can write to it."

    def _path(self, key: str) -> Path:
        if not KEY.fullmatch(key):
            raise FileNotFoundError("This is no key of an upload.")
        return self.folder / key[:2] / key

    def _write(self, path: Path, stream: IO[bytes]) -> None:
        partial = path.with_name(f".{path.name}.partial")
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as target:
                shutil.copyfileobj(stream, target, 1024 * 1024)
                target.flush()
                os.fsync(target.fileno())
            os.link(partial, path)  # unlike a rename it fails where the name is taken
        finally:
            partial.unlink(missing_ok=True)


def _served(app: Flask) -> Iterator[tuple[Path, str]]:
    for scaffold in (app, *app.blueprints.values()):
        if scaffold.static_folder:
            yield Path(os.path.realpath(scaffold.static_folder)), "it lies in a static folder"
        if scaffold.template_folder:
            templates = Path(scaffold.root_path, scaffold.template_folder)
            yield Path(os.path.realpath(templates)), "it lies in a template folder"
    root = Path(os.path.realpath(app.root_path))
    if (root / "__init__.py").exists() and root not in Path(os.path.realpath(app.instance_path)).parents:
        yield root, "it lies in the app's package"
