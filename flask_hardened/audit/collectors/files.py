"""Collects what lies beside the source, and secrets in the source as well."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path, PurePath

from flask import Flask

from ..files.env_files import env_files
from ..files.facts import FileFacts, WrittenSecret
from ..files.modes import open_files
from ..files.repository import Repository, find_repository
from ..files.secrets.search import Page, family, is_searched, search
from ..files.served import served_files, static_folders
from ..files.shipping.collecting import Shipping
from ..snapshot import Unchecked
from ..tree import Tree
from .view_source import shown_path

Note = Callable[[Unchecked], None]

LARGEST_FILE = 1_000_000
"""Bytes of the largest file that is searched."""
MOST_TEXT = 100_000_000
"""Bytes that are searched in all."""


def collect_files(app: Flask | None, home: Path, root: Path, note: Note) -> FileFacts:
    """Read the files of the project.

    :param app: None when only a folder is audited; then its static and instance folders are guessed.
    :param home: the folder the project's files are below.
    :param root: files below it are named relative to it.
    :param note: takes what cannot be read.
    """
    home = home.resolve()
    tree = Tree(home=home)
    files = tuple(tree.files(note, hidden=True))
    own = [path for path in files if not tree.is_test(path)]
    repository = find_repository(home, note)
    shipping = Shipping(home=home, note=note)
    secrets: list[WrittenSecret] = []
    place = shown_path(str(home), root)
    for path, text in _texts(files, note):
        inside = path.relative_to(home)
        shown = inside.as_posix() if place == "." else f"{place}/{inside.as_posix()}"
        if not tree.is_test(path):
            shipping.read(path, text, shown)
        if is_searched(inside) and not _is_kept_out(app, path, inside, repository):
            secrets += search(Page(path=inside, shown=shown, text=text))
    folders = static_folders(app, home, files)
    return FileFacts(
        served=tuple(served_files(app, folders, root, note)),
        open_files=tuple(open_files(app, home, own, root)),
        env_files=() if repository is None else tuple(env_files(repository, own, root)),
        secrets=tuple(secrets),
        images=tuple(shipping.images),
        services=tuple(shipping.services),
        starts=tuple(shipping.starts),
        settings=tuple(shipping.settings),
        switches=tuple(shipping.switches),
        nginx=tuple(shipping.nginx),
    )


def _texts(files: tuple[Path, ...], note: Note) -> Iterator[tuple[Path, str]]:
    total = 0
    for path in files:
        if path.suffix.lower() in _NO_TEXT:
            continue
        try:
            if path.stat().st_size > LARGEST_FILE:
                continue
            raw = path.read_bytes()
        except OSError as error:
            note(Unchecked(what=f"the file {path.name}", reason=type(error).__name__))
            continue
        if b"\0" in raw[:8192]:
            continue
        total += len(raw)
        if total > MOST_TEXT:
            note(Unchecked(what="the texts of all files", reason=f"they have more than {MOST_TEXT} bytes"))
            return
        yield path, raw.decode("utf-8", "replace")


_NO_TEXT = frozenset(
    {
        ".png", ".jpg", ".jpeg", ".gif", ".ico", ".webp", ".avif", ".svg", ".woff", ".woff2", ".ttf", ".eot",
        ".otf", ".pdf", ".zip", ".gz", ".bz2", ".xz", ".tar", ".whl", ".mp3", ".mp4", ".webm", ".ogg", ".pyc",
        ".pyo", ".so", ".dll", ".exe", ".bin", ".db", ".sqlite", ".sqlite3", ".mo", ".po", ".pot", ".css",
        ".scss", ".less", ".map", ".md", ".rst",
    }
)  # fmt: skip
"""Pictures, fonts, archives, programs, and texts in which nobody keeps a secret."""


def _is_kept_out(app: Flask | None, path: Path, inside: PurePath, repository: Repository | None) -> bool:
    """Whether it is the very place for secrets: an environment file, the instance folder, what git leaves out."""
    if family(inside) == ".env" and not path.name.endswith((".example", ".sample", ".template", ".dist")):
        return True
    instance = Path(app.instance_path) if app is not None else path.parents[len(inside.parts) - 1] / "instance"
    return path.is_relative_to(instance) or (repository is not None and repository.is_ignored(path.resolve()))
