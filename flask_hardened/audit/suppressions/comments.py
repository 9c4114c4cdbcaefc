"""Suppressions in comments of Python files, templates and settings. Strings that look like one do not count."""

from __future__ import annotations

import ast
import bisect
import io
import re
import tokenize
from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path

from ..finding import Location
from .grammar import is_meant, parse
from .suppression import Malformed, Suppression

_TEMPLATE_COMMENT = re.compile(r"\{#-?(?P<text>.*?)-?#\}", re.DOTALL)
_BEHIND = frozenset({".toml", ".yaml", ".yml", ".conf", ".sh"})
_ALONE = frozenset({".cfg", ".ini", ".env", ".service", ".dockerfile"})
_LARGEST = 5_000_000
_NO_CODE = frozenset(
    {
        tokenize.COMMENT,
        tokenize.NL,
        tokenize.NEWLINE,
        tokenize.INDENT,
        tokenize.DEDENT,
        tokenize.ENCODING,
        tokenize.ENDMARKER,
    }
)


def read_comments(file: str, root: Path, known: Collection[str]) -> Iterator[Suppression | Malformed]:
    """Yield what the comments of a file say; nothing when it cannot be read, since then it has no findings of its own.

    :param file: as findings name it.
    :param known: the codes of all rules.
    """
    try:
        path = root / file
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return
        content = path.read_bytes()
        found = [*_reader(path)(content)]
    except (OSError, SyntaxError, ValueError, tokenize.TokenError, RecursionError):
        return
    for text, line, span in found:
        source = Location(file=file, line=line)
        try:
            said = parse(text, known)
        except ValueError as error:
            yield Malformed(fault=str(error), source=source)
        else:
            yield Suppression(
                codes=said.codes, reason=said.reason, until=said.until, source=source, kind="inSource", lines=span
            )


def _reader(path: Path) -> Callable[[bytes], Iterator[Comment]]:
    if path.suffix in {".py", ".pyw"}:
        return _in_python
    if path.suffix in _BEHIND or path.name.startswith("requirements"):
        return partial(_in_lines, behind=True)
    if path.suffix in _ALONE or path.name.startswith((".env", "Dockerfile", "Containerfile", "Procfile")):
        return partial(_in_lines, behind=False)
    return _in_template


Comment = tuple[str, int, tuple[int, int]]
"""The text, its line, and the first and the last line it speaks of."""


def _in_python(content: bytes) -> Iterator[Comment]:
    tokens = [*tokenize.tokenize(io.BytesIO(content).readline)]
    meant = [token for token in tokens if token.type == tokenize.COMMENT and is_meant(token.string[1:])]
    if not meant:
        return
    with_code = sorted({token.start[0] for token in tokens if token.type not in _NO_CODE})
    spans = sorted(_spans(ast.parse(content)))
    for token in meant:
        line = token.start[0]
        place = bisect.bisect_left(with_code, line)
        spoken_of = with_code[place] if place < len(with_code) else line
        yield token.string[1:], line, _innermost(spans, spoken_of)


def _spans(tree: ast.AST) -> Iterator[tuple[int, int]]:
    """Yield the first and last line of each statement; of one with a body, of its head with the decorators."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.stmt):
            continue
        first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", ()))])
        body = getattr(node, "body", None)
        last = body[0].lineno - 1 if isinstance(body, list) else node.end_lineno or node.lineno
        yield first, max(last, node.lineno)


def _innermost(spans: list[tuple[int, int]], line: int) -> tuple[int, int]:
    around = [span for span in spans if span[0] <= line <= span[1]]
    return min(around, key=lambda span: span[1] - span[0], default=(line, line))


def _in_lines(content: bytes, *, behind: bool) -> Iterator[Comment]:
    """Yield what follows a ``#``; a line that is nothing but a comment speaks of the next one that is more.

    :param behind: a ``#`` after white space begins a comment too, as in YAML, and unlike in a Dockerfile.
    """
    lines = content.decode("utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        code, mark, text = line.partition("#") if line.lstrip().startswith("#") or not behind else _split(line)
        if not mark or not is_meant(text) or (code.strip() and not behind):
            continue
        below = (place for place, next_line in enumerate(lines[number:], number + 1) if _is_code(next_line))
        spoken_of = number if code.strip() else next(below, number + 1)
        yield text, number, (spoken_of, spoken_of)


def _split(line: str) -> tuple[str, str, str]:
    found = re.search(r"\s#", line)
    return (line, "", "") if found is None else (line[: found.start()], "#", line[found.end() :])


def _is_code(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _in_template(content: bytes) -> Iterator[Comment]:
    """Yield Jinja comments; one that stands alone on its lines speaks of the next line."""
    text = content.decode("utf-8")
    for found in _TEMPLATE_COMMENT.finditer(text):
        if not is_meant(found["text"]):
            continue
        first = text.count("\n", 0, found.start()) + 1
        last = text.count("\n", 0, found.end()) + 1
        before = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        after = text[found.end() :].partition("\n")[0]
        alone = not before.strip() and not after.strip()
        yield found["text"], first, (last + 1, last + 1) if alone else (first, last)
