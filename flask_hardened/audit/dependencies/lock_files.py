"""What a tool resolved: ``poetry.lock``, ``uv.lock``, ``pdm.lock``, ``pylock.toml`` (PEP 751) and ``Pipfile.lock``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

from .addresses import is_clear, is_remote
from .facts import PythonVersion, Requirement, SourceRemark
from .project_tables import table, tables, toml
from .reading import Gathered, line_of, text_of

LOCKS = frozenset({"poetry.lock", "uv.lock", "pdm.lock", "Pipfile.lock"})
_PYLOCK = re.compile(r"pylock(\.[^.]+)?\.toml")
_BLOCK = re.compile(r"^\[\[packages?\]\][ \t\r]*$", re.MULTILINE)
_KEY = re.compile(r'\s*"([^"\\]*)"\s*:')
_FOLDERS = frozenset({"editable", "virtual", "directory", "path"})
_ELSEWHERE = frozenset({"git", "url", "vcs", "archive", "file"})


def is_lock(name: str) -> bool:
    """Whether a file of this name is a lock."""
    return name in LOCKS or _PYLOCK.fullmatch(name) is not None


def read_lock(file: Path, gathered: Gathered) -> None:
    """Read one lock file."""
    try:
        text = text_of(file)
        said = json.loads(text) if file.name == "Pipfile.lock" else toml(text)
        if not isinstance(said, Mapping):
            raise ValueError("no table")  # noqa: TRY004 - what is wrong with a file is a value
    except (OSError, ValueError, RecursionError) as error:
        gathered.unread(file, type(error).__name__)
        return
    read = _pipfile if file.name == "Pipfile.lock" else _packages
    gathered.requirements.extend(read(file, text, said, gathered))


def _packages(file: Path, text: str, said: Mapping[str, Any], gathered: Gathered) -> Iterator[Requirement]:
    starts = list(_line_numbers(text))
    for number, package in enumerate(tables(said.get("package", said.get("packages")))):
        name, version = package.get("name"), package.get("version")
        if not isinstance(name, str) or not isinstance(version, str):
            continue
        place = gathered.place(file, starts[number] if number < len(starts) else None)
        source = {**table(package, "source"), **{key: 1 for key in (*_FOLDERS, *_ELSEWHERE) if key in package}}
        kind = source.get("type")
        if kind == "directory" or not _FOLDERS.isdisjoint(source):
            continue  # the project itself, or a part of it
        for address in (source.get("url"), source.get("registry"), package.get("index")):
            if isinstance(address, str) and is_clear(address):
                gathered.remarks.append(
                    SourceRemark(kind="clear", about="the index", location=place, names=(canonicalize_name(name),))
                )
        groups = package.get("groups")
        yield Requirement(
            name=canonicalize_name(name),
            version=version,
            location=place,
            kind="lock",
            development=_only_development(groups) or package.get("category") == "dev",
            indexed=kind not in _ELSEWHERE and _ELSEWHERE.isdisjoint({*source} - ({"url"} if kind else set())),
            hashed=True,
        )


def _line_numbers(text: str) -> Iterator[int]:
    """Yield the line of each package's table."""
    line, before = 1, 0
    for block in _BLOCK.finditer(text):
        line, before = line + text.count("\n", before, block.start()), block.start()
        yield line


def _only_development(groups: object) -> bool:
    """Whether PDM or Poetry 2 says that no group but those for development needs a package."""
    return isinstance(groups, list) and bool(groups) and not {"main", "default"} & {str(each) for each in groups}


def _pipfile(file: Path, text: str, said: Mapping[str, Any], gathered: Gathered) -> Iterator[Requirement]:
    meta = table(said, "_meta")
    for source in tables(meta.get("sources")):
        address = source.get("url")
        if isinstance(address, str):
            place = gathered.place(file, line_of(text, json.dumps(address)))
            if is_clear(address):
                gathered.remarks.append(SourceRemark(kind="clear", about="sources", location=place))
            if source.get("verify_ssl") is False and is_remote(address):
                gathered.remarks.append(SourceRemark(kind="unverified", about="verify_ssl", location=place))
    wanted = table(meta, "requires")
    python = wanted.get("python_full_version", wanted.get("python_version"))
    if isinstance(python, str):
        place = gathered.place(file, line_of(text, '"requires"'))
        gathered.pythons.append(PythonVersion(version=python, implementation="", location=place))
    lines = _key_lines(text)
    for section, development in (("default", False), ("develop", True)):
        start = next(iter(lines.get(section, ())), 0)
        for name, details in table(said, section).items():
            version = details.get("version") if isinstance(details, Mapping) else None
            if not isinstance(version, str) or not version.startswith("=="):
                continue
            line = next((number for number in lines.get(name, ()) if number > start), None)
            yield Requirement(
                name=canonicalize_name(name),
                version=version.lstrip("="),
                location=gathered.place(file, line),
                kind="lock",
                development=development,
                hashed=bool(details.get("hashes")),
            )


def _key_lines(text: str) -> Mapping[str, list[int]]:
    """Return the lines that each key of a JSON text begins."""
    lines: dict[str, list[int]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        key = _KEY.match(line)
        if key is not None:
            lines.setdefault(key[1], []).append(number)
    return lines
