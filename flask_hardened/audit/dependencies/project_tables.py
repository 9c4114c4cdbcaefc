"""What a project declares: ``pyproject.toml`` ([project], dependency groups, Poetry, uv, PDM) and ``setup.cfg``."""

from __future__ import annotations

import configparser
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

from .addresses import is_clear, is_remote
from .facts import Requirement, SourceRemark
from .reading import Gathered, exact, for_development, holds, line_of, parsed, text_of

if sys.version_info >= (3, 11):
    import tomllib
else:  # pragma: no cover - the same parser, under its name before Python 3.11
    import tomli as tomllib  # type: ignore[import-not-found, unused-ignore]

_UNSAFE_STRATEGIES = frozenset({"unsafe-first-match", "unsafe-best-match"})


def read_pyproject(file: Path, gathered: Gathered, *, locked: bool) -> None:
    """Read ``pyproject.toml``.

    :param locked: whether a lock file lies beside it, which says from where each package comes.
    """
    try:
        text = text_of(file)
        said = toml(text)
    except (OSError, ValueError, RecursionError) as error:
        gathered.unread(file, type(error).__name__)
        return
    place = _Place(file, text, gathered)
    project, tool = table(said, "project"), table(said, "tool")
    place.declare(strings(project.get("dependencies")), development=False)
    for group, members in table(project, "optional-dependencies").items():
        place.declare(strings(members), development=for_development(group))
    for members in table(said, "dependency-groups").values():
        place.declare(strings(members), development=True)
    _poetry(table(tool, "poetry"), place, locked=locked)
    _uv(table(tool, "uv"), place)
    for source in tables(table(tool, "pdm").get("source")):
        place.source(source, "tool.pdm.source")


def read_setup_cfg(file: Path, gathered: Gathered) -> None:
    """Read ``setup.cfg``."""
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        text = text_of(file)
        parser.read_string(text)
    except (OSError, ValueError, configparser.Error) as error:
        gathered.unread(file, type(error).__name__)
        return
    place = _Place(file, text, gathered)
    if parser.has_section("options"):
        required = parser.get("options", "install_requires", fallback="")
        if not required.strip().startswith("file:"):
            place.declare(_lines(required), development=False)
    if parser.has_section("options.extras_require"):
        for group, members in parser.items("options.extras_require"):
            place.declare(_lines(members), development=for_development(group))


class _Place:
    """One file, and where in it something is said."""

    def __init__(self, file: Path, text: str, gathered: Gathered) -> None:
        self._file, self._text, self._gathered = file, text, gathered

    def declare(self, requirements: Iterator[str], *, development: bool) -> None:
        """Keep requirements in the form of PEP 508."""
        for text in requirements:
            line = line_of(self._text, text)
            try:
                requirement = parsed(text)
            except ValueError:
                self._gathered.unread(self._file, "it is no requirement", line)
                continue
            if requirement.url and is_clear(requirement.url):
                names = (canonicalize_name(requirement.name),)
                self.remark("clear", "the address of a package", line, names)
            if holds(requirement.marker):
                self.add(
                    requirement.name,
                    line,
                    version=exact(requirement.specifier),
                    extras=frozenset(requirement.extras),
                    development=development,
                    indexed=requirement.url is None,
                )

    def add(self, name: str, line: int | None, **said: Any) -> None:
        """Keep one requirement."""
        location = self._gathered.place(self._file, line)
        self._gathered.requirements.append(
            Requirement(name=canonicalize_name(name), location=location, kind="project", **said)
        )

    def remark(self, kind: Any, about: str, line: int | None, names: tuple[str, ...] = ()) -> None:
        """Keep one remark."""
        place = self._gathered.place(self._file, line)
        self._gathered.remarks.append(SourceRemark(kind=kind, about=about, location=place, names=names))

    def source(self, source: Mapping[str, Any], about: str) -> None:
        """Remark on an index that is reached in clear text, or whose certificate is not looked at."""
        address = source.get("url")
        if not isinstance(address, str):
            return
        line = self.line(address)
        if is_clear(address):
            self.remark("clear", about, line)
        if source.get("verify_ssl") is False and is_remote(address):
            self.remark("unverified", about, line)

    def line(self, needle: str) -> int | None:
        """Return the line of a text in the file."""
        return line_of(self._text, needle)

    def key_line(self, name: str) -> int | None:
        """Return the line on which a key stands."""
        lines = enumerate(self._text.splitlines(), 1)
        return next((number for number, line in lines if line.split("=")[0].strip(" \t\"'") == name), None)


def _poetry(poetry: Mapping[str, Any], place: _Place, *, locked: bool) -> None:
    groups = {"main": table(poetry, "dependencies"), "dev": table(poetry, "dev-dependencies")}
    groups |= {name: table(group, "dependencies") for name, group in table(poetry, "group").items()}
    for group, members in groups.items():
        for name, said in members.items():
            if name.lower() != "python":
                _poetry_member(name, said, place, development=group != "main")
    for number, source in enumerate(tables(poetry.get("source"))):
        place.source(source, "tool.poetry.source")
        mixed = source.get("priority", "primary") != "explicit" or source.get("secondary") is True
        if mixed and number >= _first_extra(poetry) and not locked and isinstance(source.get("url"), str):
            place.remark("extra", "tool.poetry.source", place.line(source["url"]))


def _first_extra(poetry: Mapping[str, Any]) -> int:
    """Return the number of the first source that stands beside another one.

    One primary source takes the place of the public index, and a supplemental one alone stands beside it.
    """
    kinds = [source.get("priority", "primary") for source in tables(poetry.get("source"))]
    return 1 if kinds and kinds[0] in {"primary", "default"} else 0


def _poetry_member(name: str, said: object, place: _Place, *, development: bool) -> None:
    details: Mapping[str, Any] = said if isinstance(said, Mapping) else {"version": said}
    address = next((details[key] for key in ("url", "git") if isinstance(details.get(key), str)), "")
    line, wanted = place.key_line(name), details.get("version")
    # A bare version is an exact one here.
    bare = wanted.removeprefix("==").strip() if isinstance(wanted, str) else ""
    pinned = bare if bare[:1].isdigit() and not set(bare) & set("*,|<>~^ ") else None
    if is_clear(address):
        place.remark("clear", "the address of a package", line, (canonicalize_name(name),))
    indexed = not address and "path" not in details
    place.add(name, line, version=pinned, development=development, indexed=indexed)


def _uv(uv: Mapping[str, Any], place: _Place) -> None:
    for source in tables(uv.get("index")):
        place.source(source, "tool.uv.index")
    for key in ("index-url", "extra-index-url", "find-links"):
        values = uv.get(key)
        for address in strings(values if isinstance(values, list) else [values]):
            if is_clear(address):
                place.remark("clear", f"tool.uv.{key}", place.line(address))
    if next(strings(uv.get("allow-insecure-host")), None):
        place.remark("unverified", "tool.uv.allow-insecure-host", place.key_line("allow-insecure-host"))
    # uv asks the first index that knows a name, and no other one, unless it is told otherwise.
    if uv.get("index-strategy") in _UNSAFE_STRATEGIES and (uv.get("index") or uv.get("extra-index-url")):
        place.remark("extra", "tool.uv.index-strategy", place.key_line("index-strategy"))


def toml(text: str) -> Mapping[str, Any]:
    """Parse TOML.

    :raises ValueError: when it is none.
    """
    parsed_text: Mapping[str, Any] = tomllib.loads(text)
    return parsed_text


def table(said: object, key: str) -> Mapping[str, Any]:
    """Return the table under a key; an empty one if there is none."""
    found = said.get(key) if isinstance(said, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def tables(said: object) -> Iterator[Mapping[str, Any]]:
    """Yield the tables of an array."""
    return (each for each in said if isinstance(each, Mapping)) if isinstance(said, list) else iter(())


def strings(said: object) -> Iterator[str]:
    """Yield the strings of an array."""
    return (each for each in said if isinstance(each, str)) if isinstance(said, list) else iter(())


def _lines(text: str) -> Iterator[str]:
    lines = (line.strip() for line in text.splitlines())
    return (line for line in lines if line and not line.startswith("#"))
