"""What all readers of the project's files about packages share: the text, the line of a word, and what is gathered."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement as Parsed
from packaging.specifiers import SpecifierSet

from ..collectors.view_source import shown_path
from ..finding import Location
from ..snapshot import Unchecked
from .facts import PythonVersion, Requirement, SourceRemark

LARGEST = 20_000_000
"""Bytes of the largest file that is read."""
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DEVELOPMENT = re.compile(
    r"(?<![a-z])(dev|develop|development|tests?|testing|docs?|documentation|lint|linting|style|typing|types|ci|build"
    r"|release|min|minimum|minimal|lowest|oldest|examples?|samples?|demos?|fixtures|bench|benchmarks?|tools|scripts|local|debug)(?![a-z])"
)


@dataclass(kw_only=True)
class Gathered:
    """What the files said so far."""

    home: Path
    root: Path
    note: Callable[[Unchecked], None]
    requirements: list[Requirement] = field(default_factory=list)
    remarks: list[SourceRemark] = field(default_factory=list)
    pythons: list[PythonVersion] = field(default_factory=list)

    def shown(self, file: Path) -> str:
        """Return the name of a file as the report shows it."""
        return shown_path(str(file), self.root)

    def place(self, file: Path, line: int | None) -> Location:
        """Return a line of a file."""
        return Location(file=self.shown(file), line=line)

    def unread(self, file: Path, reason: str, line: int | None = None) -> None:
        """Say that a file, or a line of it, could not be read."""
        name = self.shown(file)
        self.note(Unchecked(what=name if line is None else f"line {line} of {name}", reason=reason))


def text_of(file: Path) -> str:
    """Return the text of a file: UTF-8, or what its byte order mark says.

    :raises OSError: when it cannot be read.
    :raises ValueError: when it is too large, or no text.
    """
    if file.exists() and not file.is_file():  # a pipe would be waited for
        raise ValueError("no file")
    with file.open("rb") as stream:
        content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ValueError("too large")
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding)
    return content.decode("utf-8")


def line_of(text: str, needle: str) -> int | None:
    """Return the line, from 1, of the first place that holds `needle`."""
    place = text.find(needle)
    return None if place < 0 else text.count("\n", 0, place) + 1


def for_development(name: str) -> bool:
    """Whether the name of a file, a folder or a group says that it is for tests, documents or the desk."""
    return _DEVELOPMENT.search(name.lower()) is not None


def exact(specifier: SpecifierSet) -> str | None:
    """Return the only version that a specifier allows; None if it allows several."""
    parts = list(specifier)
    for part in parts:
        if part.operator == "===" or (part.operator == "==" and not part.version.endswith(".*")):
            return part.version
    return None


def holds(marker: Marker | None) -> bool:
    """Whether a requirement with this marker is installed here, with no extras."""
    try:
        return marker is None or marker.evaluate({"extra": ""})
    except (ValueError, KeyError, TypeError):  # a marker of a later time
        return True


def parsed(text: str) -> Parsed:
    """Parse a requirement as PEP 508 says.

    :raises ValueError: when it is none.
    """
    return Parsed(text)
