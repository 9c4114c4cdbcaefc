"""Files in pip's own format, ``requirements.txt``: requirements, options, further files.

As https://pip.pypa.io/en/stable/reference/requirements-file-format/ says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from packaging.utils import canonicalize_name

from .addresses import has_hash, is_clear, is_loopback, is_remote
from .facts import Requirement, SourceRemark
from .reading import Gathered, exact, for_development, holds, parsed, text_of

_COMMENT = re.compile(r"(?:^|(?<=\s))#.*$")
_HASH = re.compile(r"\s--hash[=\s]")
_PER_REQUIREMENT = re.compile(r"(?<=\s)--?[A-Za-z].*$")
_LONGEST = 2_000
"""Characters of the longest requirement, without its hashes."""
_DEEPEST = 50
"""How many lists may lie between one that is read and the first that leads to it."""
_OPTION = re.compile(r"(?P<name>--[a-z-]+|-[a-zA-Z])(?:\s*=\s*|\s+|(?<=^-\w))?(?P<value>.*)$")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_NAMED = re.compile(r"[A-Za-z0-9._-]+\s*(\[[^\]]*\])?\s*@\s*\S")
_PATH = re.compile(r"^(\.{0,2}[/\\]|[A-Za-z]:[/\\]|\.{1,2}$|~)|\.(whl|zip|tar\.gz|tar\.bz2|tgz)(\[|$|\s)")
_EGG = re.compile(r"[#&]egg=([A-Za-z0-9._-]+)")
Kind = Literal["list", "lock"]
_LONG_NAMES = {
    "-r": "--requirement",
    "-c": "--constraint",
    "-e": "--editable",
    "-i": "--index-url",
    "-f": "--find-links",
    "--pypi-url": "--index-url",
}


class RequirementLists:
    """Reads lists, and those that they name; each file once."""

    def __init__(self, gathered: Gathered) -> None:
        self._gathered = gathered
        self._seen: set[Path] = set()
        self._transitive: frozenset[int] = frozenset()
        self._depth = 0

    def read(self, file: Path, kind: Kind = "list", *, named: bool = False) -> None:
        """Read one file. What cannot be read, and each line that is no requirement, is noted.

        :param kind: ``lock`` for constraints, which pin packages and install none.
        :param named: whether another list names it; else it may be some other text that is called like a list.
        """
        file = file.resolve()
        if file in self._seen:
            return
        self._seen.add(file)
        try:
            text = text_of(file)
        except (OSError, ValueError) as error:
            self._gathered.unread(file, type(error).__name__)
            return
        transitive = transitive_lines(text)
        before, wrong = len(self._gathered.requirements), list[int]()
        for number, line in logical_lines(text):
            self._transitive = transitive
            try:
                self._line(file, number, line, kind)
            except ValueError:
                wrong.append(number)
        if named or len(wrong) <= len(self._gathered.requirements) - before:
            for number in wrong:
                self._gathered.unread(file, "it is no requirement", number)

    def _line(self, file: Path, number: int, line: str, kind: Kind) -> None:
        if not line.startswith("-"):
            self._requirement(file, number, line, kind)
            return
        found = _OPTION.match(line)
        if found is None:
            raise ValueError("no option")
        option = _LONG_NAMES.get(found["name"], found["name"])
        self._option(file, number, option, found["value"].strip().strip("\"'"), kind)

    def _option(self, file: Path, number: int, option: str, value: str, kind: Kind) -> None:
        place = self._gathered.place(file, number)
        if option in {"--requirement", "--constraint"}:
            self._further(file, number, option, value, kind)
        elif option == "--editable":
            self._requirement(file, number, value, kind)
        elif option == "--trusted-host":
            if not is_loopback(value.partition(":")[0] if value.count(":") == 1 else value):
                self._gathered.remarks.append(SourceRemark(kind="unverified", about=option, location=place))
        elif option in {"--index-url", "--extra-index-url", "--find-links"}:
            if is_clear(value):
                self._gathered.remarks.append(SourceRemark(kind="clear", about=option, location=place))
            if option == "--extra-index-url" and is_remote(value):
                self._gathered.remarks.append(SourceRemark(kind="extra", about=option, location=place))

    def _further(self, file: Path, number: int, option: str, value: str, kind: Kind) -> None:
        if _ADDRESS.match(value):
            if is_clear(value):
                place = self._gathered.place(file, number)
                self._gathered.remarks.append(SourceRemark(kind="clear", about=option, location=place))
            self._gathered.unread(file, "the list it names lies on a server", number)
            return
        further = (file.parent / value).resolve()
        if not any(further.is_relative_to(place.resolve()) for place in (self._gathered.home, self._gathered.root)):
            self._gathered.unread(file, "the list it names lies outside of the project", number)
        else:
            self._named(file, number, further, "lock" if option == "--constraint" else kind)

    def _named(self, file: Path, number: int, further: Path, kind: Kind) -> None:
        if self._depth >= _DEEPEST:
            self._gathered.unread(file, "too many lists name one another", number)
            return
        self._depth += 1
        try:
            self.read(further, kind, named=True)
        finally:
            self._depth -= 1

    def _requirement(self, file: Path, number: int, line: str, kind: Kind) -> None:
        text, hashed = _PER_REQUIREMENT.sub("", line).strip(), _HASH.search(line) is not None
        if len(text) > _LONGEST:
            raise ValueError("too long")
        name, version, extras, address = "", None, frozenset[str](), ""
        if not _NAMED.match(text) and (_ADDRESS.match(text) or _PATH.search(text.partition(";")[0])):
            egg = _EGG.search(text)
            name, address = (egg[1] if egg else ""), text
        else:
            requirement = parsed(text)
            if not holds(requirement.marker):
                return
            name, address = requirement.name, requirement.url or ""
            version, extras = exact(requirement.specifier), frozenset(requirement.extras)
        place = self._gathered.place(file, number)
        if address and is_clear(address) and not hashed and not has_hash(address):
            names = (canonicalize_name(name),) if name else ()
            about = "the address of a package"
            self._gathered.remarks.append(SourceRemark(kind="clear", about=about, location=place, names=names))
        if name and (version or kind == "list"):
            self._gathered.requirements.append(
                Requirement(
                    name=canonicalize_name(name),
                    location=place,
                    kind=kind,
                    version=version,
                    extras=extras,
                    development=for_development(shown_below(file, self._gathered.home)),
                    indexed=not address,
                    hashed=hashed,
                    transitive=number in self._transitive,
                )
            )


def logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line that says something, without comments, with those joined that a backslash continues.

    The number is that of the first line, from 1.
    """
    start, parts = 0, list[str]()
    for number, raw in enumerate(text.splitlines(), 1):
        comment = raw.lstrip().startswith("#")
        if not parts:
            start = number
        if raw.endswith("\\") and not comment:
            parts.append(raw[:-1])
            continue
        parts.append(raw)
        line, parts = _COMMENT.sub("", " ".join(parts)).strip(), []
        if line:
            yield start, line
    line = _COMMENT.sub("", " ".join(parts)).strip()
    if line:
        yield start, line


def transitive_lines(text: str) -> frozenset[int]:
    """Return the numbers of the requirements that pip-compile or uv put there for the sake of others.

    Behind or below each requirement they write ``# via`` and who needs it: other packages, or ``-r requirements.in``,
    or the project, with its file in brackets.
    """
    found: set[int] = set()
    number, sources, annotated = 0, list[str](), False
    for at, raw in enumerate([*text.splitlines(), "end"], 1):
        line, _, comment = raw.partition("#")
        if line.strip() and not line.startswith((" ", "\t")):
            if number and annotated and not any(each.startswith("-") or "(" in each for each in sources):
                found.add(number)
            number, sources, annotated = at, [], False
        words = comment.strip()
        if words == "via" or words.startswith("via "):
            annotated, words = True, words[3:].strip()
        if annotated and words:
            sources += [each.strip() for each in words.split(",")]
    return frozenset(found)


def shown_below(file: Path, home: Path) -> str:
    """Return the path of a file below the project's folder; else its name."""
    try:
        return file.relative_to(home.resolve()).as_posix()
    except ValueError:
        return file.name
