"""The grammar of nginx's files: words, quotes, blocks, comments (as ``ngx_conf_read_token`` reads them)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...finding import Location
from .facts import Directive

_DEPTH = 60
_WORD = re.compile(r"""(?:\$\{[^}\s]{0,200}\}|\\.|[^\s;{}"'\\])(?:\$\{[^}\s]{0,200}\}|\\.|[^\s;{\\])*""", re.DOTALL)
_SPACE = re.compile(r"\s+")
_QUOTED = {'"': re.compile(r'"((?:\\.|[^"\\])*)"', re.DOTALL), "'": re.compile(r"'((?:\\.|[^'\\])*)'", re.DOTALL)}
_KEPT = frozenset(
    {
        "location", "alias", "autoindex", "server_tokens", "proxy_set_header", "uwsgi_param", "add_header",
        "ssl_protocols", "return", "rewrite", "proxy_pass", "client_max_body_size", "user",
    }
)  # fmt: skip
"""Directives whose arguments some rule asks for, and that hold no secret but for the headers of :data:`_SECRET`."""
_SECRET = re.compile(r"authorization|cookie|token|secret|key|password", re.IGNORECASE)


class NotNginx(ValueError):  # noqa: N818 - says what it is
    """The text does not follow nginx's grammar."""


def parse(text: str, shown: str) -> tuple[Directive, ...]:
    """Return the outermost directives.

    :param shown: the file's name in reports.
    :raises NotNginx: for blocks that are not closed or never opened, quotes and directives without an end.
    """
    tokens = list(_tokens(text))
    directives, place = _block(tokens, 0, shown, 0)
    if place != len(tokens):
        raise NotNginx("A block is closed that was not opened.")
    return tuple(directives)


def _block(tokens: list[tuple[str, bool, int]], place: int, shown: str, depth: int) -> tuple[list[Directive], int]:
    if depth > _DEPTH:
        raise NotNginx("The blocks are nested too deep.")
    found: list[Directive] = []
    words: list[str] = []
    line = 0
    while place < len(tokens):
        text, is_word, at = tokens[place]
        if is_word:
            line = line if words else at
            words.append(text)
            place += 1
            continue
        if text == "}":
            if words:
                raise NotNginx("A directive has no end.")
            return found, place
        if not words:
            raise NotNginx("A directive has no name.")
        children: list[Directive] = []
        place += 1
        if text == "{":
            children, place = _block(tokens, place, shown, depth + 1)
            if place >= len(tokens):
                raise NotNginx("A block is not closed.")
            place += 1
        found.append(
            Directive(
                name=words[0],
                args=_arguments(words),
                location=Location(file=shown, line=line),
                children=tuple(children),
            )
        )
        words = []
    if words:
        raise NotNginx("A directive has no end.")
    return found, place


def _arguments(words: list[str]) -> tuple[str, ...]:
    """Return the arguments, without what may be a secret."""
    name, args = words[0], words[1:]
    if name not in _KEPT:
        return ()
    if args and name.endswith(("_header", "_param", "set")) and _SECRET.search(args[0]):
        return (args[0],)
    return tuple(args)


def _tokens(text: str) -> Iterator[tuple[str, bool, int]]:
    """Yield words, and the signs ``;``, ``{`` and ``}``, with their lines."""
    place, line, end = 0, 1, len(text)
    while place < end:
        sign = text[place]
        space = _SPACE.match(text, place)
        if space:
            taken, token = space.end(), None
        elif sign == "#":
            stop = text.find("\n", place)
            taken, token = (end if stop < 0 else stop), None
        elif sign in ";{}":
            taken, token = place + 1, (sign, False, line)
        elif sign in _QUOTED:
            found = _QUOTED[sign].match(text, place)
            if not found:
                raise NotNginx("A quote is not closed.")
            taken, token = found.end(), (re.sub(r"\\([\"'\\])", r"\1", found[1]), True, line)
        else:
            word = _WORD.match(text, place)
            if not word:
                raise NotNginx("A sign stands where none may.")
            taken, token = word.end(), (word[0], True, line)
        if token is not None:
            yield token
        line += text.count("\n", place, taken)
        place = taken
