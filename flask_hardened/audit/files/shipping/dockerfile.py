"""The grammar of Dockerfiles: instructions, continued lines, here-documents, stages (Docker's reference of it)."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field

_DIRECTIVE = re.compile(r"#\s*([A-Za-z]+)\s*=\s*(\S+)\s*")
_INSTRUCTION = re.compile(r"\s*([A-Za-z]+)(?:\s+|$)(.*)", re.DOTALL)
_HEREDOC = re.compile(r"<<-?(['\"]?)([A-Za-z_][A-Za-z0-9_]*)\1")
_FLAG = re.compile(r"--([a-z-]+)(?:=(\S*))?\s*")
_PAIR = re.compile(r"""([A-Za-z_][\w.-]*)=((?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"'\\])*)""", re.DOTALL)
_HAS_HEREDOCS = frozenset({"RUN", "COPY", "ADD"})


@dataclass(frozen=True, kw_only=True)
class Instruction:
    """One instruction, its continued lines joined."""

    name: str
    """In capitals. Of ``ONBUILD`` it is what happens then."""
    flags: dict[str, str] = field(default_factory=dict)
    value: str
    """Without flags; with the text of here-documents."""
    line: int

    @property
    def words(self) -> list[str]:
        """The arguments: of the JSON form, or split as a shell does."""
        text = self.value.strip()
        if text.startswith("["):
            try:
                listed = json.loads(text)
            except (ValueError, RecursionError):
                listed = None
            if isinstance(listed, list) and all(isinstance(each, str) for each in listed):
                return listed
        try:
            return shlex.split(text, comments=False)
        except ValueError:
            return text.split()

    @property
    def is_exec_form(self) -> bool:
        """Whether it is written as a JSON list, so that no shell is started."""
        return self.value.strip().startswith("[")

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Names and values of ``ENV``, ``ARG`` and ``LABEL``; a name without a value has an empty one."""
        text = self.value.strip()
        if self.name == "ENV" and not re.match(r"[\w.-]+=", text):
            name, _, value = text.partition(" ")
            return [(name, value.strip())]  # ENV name value, the old form
        if self.name == "ARG" and "=" not in text:
            return [(name, "") for name in text.split()]
        return [(name, value.strip("\"'")) for name, value in _PAIR.findall(text)]


@dataclass(frozen=True, kw_only=True)
class Stage:
    """What one ``FROM`` begins."""

    base: str
    name: str
    line: int
    instructions: tuple[Instruction, ...]


def stages(text: str) -> tuple[tuple[Instruction, ...], tuple[Stage, ...]]:
    """Return the instructions before the first ``FROM``, and the stages, the shipped one last."""
    before: list[Instruction] = []
    found: list[tuple[Instruction, list[Instruction]]] = []
    for instruction in instructions(text):
        if instruction.name == "FROM":
            found.append((instruction, []))
        elif found:
            found[-1][1].append(instruction)
        else:
            before.append(instruction)
    return tuple(before), tuple(_stage(start, inside) for start, inside in found)


def _stage(start: Instruction, inside: list[Instruction]) -> Stage:
    words = start.words
    name = words[2] if len(words) > 2 and words[1].lower() == "as" else ""
    return Stage(base=words[0] if words else "", name=name, line=start.line, instructions=tuple(inside))


def instructions(text: str) -> Iterator[Instruction]:
    """Yield the instructions of a Dockerfile, in order. A line that is none is left out."""
    lines = text.splitlines()
    escape = _escape(lines)
    place = 0
    while place < len(lines):
        first = place
        joined, place = _joined(lines, place, escape)
        found = _INSTRUCTION.fullmatch(joined)
        if not found:
            continue
        name, rest = found[1].upper(), found[2]
        if name == "ONBUILD":
            inner = _INSTRUCTION.fullmatch(rest)
            if not inner:
                continue
            name, rest = inner[1].upper(), inner[2]
        if name in _HAS_HEREDOCS:
            rest, place = _with_heredocs(rest, lines, place)
        flags, rest = _flags(rest)
        yield Instruction(name=name, flags=flags, value=rest, line=first + 1)


def _escape(lines: list[str]) -> str:
    """Return the sign that continues a line: a backslash, unless the directives at the top say otherwise."""
    for line in lines:
        found = _DIRECTIVE.fullmatch(line.strip())
        if not found:
            break
        if found[1].lower() == "escape":
            return "`" if found[2] == "`" else "\\"
    return "\\"


def _joined(lines: list[str], place: int, escape: str) -> tuple[str, int]:
    """Join a line with those that continue it; comments and empty lines between them are left out, as Docker does."""
    parts: list[str] = []
    while place < len(lines):
        line = lines[place]
        place += 1
        if line.lstrip().startswith("#") or (parts and not line.strip()):
            if parts:
                continue
            return "", place
        stripped = line.rstrip()
        if not stripped.endswith(escape):
            parts.append(line)
            break
        parts.append(stripped[:-1])
    return "".join(parts), place


def _with_heredocs(rest: str, lines: list[str], place: int) -> tuple[str, int]:
    for found in _HEREDOC.finditer(rest):
        body: list[str] = []
        start = place
        while place < len(lines) and lines[place].lstrip("\t") != found[2]:
            body.append(lines[place])
            place += 1
        if place == len(lines):
            return rest, start  # never closed: it was a shift or a text
        place += 1
        rest = "\n".join([rest, *body])
    return rest, place


def _flags(rest: str) -> tuple[dict[str, str], str]:
    flags: dict[str, str] = {}
    while (found := _FLAG.match(rest)) is not None:
        flags[found[1]] = found[2] or ""
        rest = rest[found.end() :]
    return flags, rest
