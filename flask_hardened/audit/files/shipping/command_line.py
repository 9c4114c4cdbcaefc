"""Which server a command starts, and with which settings."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, cast

Program = Literal["flask", "python", "gunicorn", "uvicorn", "uwsgi", "waitress", "hypercorn"]

_PROGRAMS = {"flask": "flask", "gunicorn": "gunicorn", "uvicorn": "uvicorn", "uwsgi": "uwsgi",
             "waitress-serve": "waitress", "hypercorn": "hypercorn"}  # fmt: skip
_PYTHON = re.compile(r"python(?:\d(?:\.\d+)?)?")
_BEFORE = frozenset(
    {
        "exec", "sudo", "time", "nohup", "poetry", "pipenv", "uv", "pdm", "hatch", "run", "env", "tini", "--",
        "dumb-init", "ddtrace-run", "newrelic-admin", "run-program", "opentelemetry-instrument", "then", "else", "do",
    }
)  # fmt: skip
_WRAPPERS = frozenset({"gosu", "su-exec", "setpriv", "chpst", "runuser"})
_ASSIGNMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*=.*", re.DOTALL)
_SEPARATOR = re.compile(r"\s*(?:&&|\|\||;|\n|(?<!\|)\|(?!\|)|(?<!&)&(?!&))\s*")
_SHELLS = frozenset({"sh", "bash", "ash", "dash"})
_SHORT = {
    "gunicorn": {"-b": "bind", "-t": "timeout", "-u": "user", "-c": "config"},
    "uwsgi": {"-s": "socket"},
}
_SWITCHES = frozenset({"reload", "debug", "proxy_headers", "honour_stdin", "show_config", "insecure"})
KEPT = frozenset(
    {
        "forwarded_allow_ips", "proxy_allow_ips", "reload", "debug", "timeout", "user", "uid", "limit_request_line",
        "socket", "uwsgi_socket", "stats", "py_autoreload",
    }
)  # fmt: skip
"""Settings that can hold no secret."""


@dataclass(frozen=True, kw_only=True)
class Command:
    """A command that starts a server."""

    program: Program
    settings: dict[str, str] = field(default_factory=dict)
    """Names as the server's settings file has them; a switch has the value ``true``."""
    target: str = ""
    """The script or the module that ``python`` runs."""
    is_run: bool = False
    """Whether it is ``flask run``."""
    environment: tuple[tuple[str, str], ...] = ()
    """What is written before the command: debug switches only."""


def commands(words: list[str]) -> Iterator[Command]:
    """Yield the servers that an argument list starts, also through ``sh -c``."""
    if words and words[0].rpartition("/")[2] in _SHELLS and "-c" in words[:-1]:
        yield from commands_of_script(words[words.index("-c") + 1])
        return
    command = _command(words)
    if command is not None:
        yield command


def commands_of_script(text: str) -> Iterator[Command]:
    """Yield the servers that a line of shell starts."""
    for part in _SEPARATOR.split(text):
        try:
            words = shlex.split(part, comments=True)
        except ValueError:
            words = part.split()
        command = _command(words)
        if command is not None:
            yield command


def _command(words: list[str]) -> Command | None:
    environment: list[tuple[str, str]] = []
    while words:
        first = words[0].rpartition("/")[2]
        if _ASSIGNMENT.fullmatch(words[0]):
            name, _, value = words[0].partition("=")
            if name.startswith("FLASK_"):
                environment.append((name, value))
            words = words[1:]
        elif first in _WRAPPERS:
            words = words[2:]
        elif first in _BEFORE or (words[0].startswith("-") and len(words) > 1):
            words = words[1:]
        else:
            break
    if not words:
        return None
    first, rest = words[0].rpartition("/")[2], words[1:]
    if _PYTHON.fullmatch(first):
        return _of_python(rest, tuple(environment))
    if first not in _PROGRAMS:
        return None
    return _of_program(cast("Program", _PROGRAMS[first]), rest, tuple(environment))


def _of_python(words: list[str], environment: tuple[tuple[str, str], ...]) -> Command | None:
    while words and words[0].startswith("-") and words[0] not in {"-m", "-c"}:
        words = words[2:] if words[0] in {"-W", "-X"} else words[1:]
    if not words or words[0] == "-c":
        return None
    if words[0] == "-m":
        module = words[1] if len(words) > 1 else ""
        if module in {"flask", "gunicorn", "uvicorn", "waitress", "hypercorn"}:
            return _of_program(cast("Program", module), words[2:], environment)
        return Command(program="python", target=module.replace(".", "/"), environment=environment)
    return Command(program="python", target=words[0], environment=environment)


def _of_program(program: Program, words: list[str], environment: tuple[tuple[str, str], ...]) -> Command:
    settings: dict[str, str] = {}
    place = 0
    while place < len(words):
        word = words[place]
        place += 1
        if not word.startswith("-") or word == "-":
            continue
        name, equals, value = word.partition("=")
        key = _SHORT.get(program, {}).get(name, name.lstrip("-").replace("-", "_"))
        if not equals and key not in _SWITCHES and place < len(words) and not words[place].startswith("-"):
            value = words[place]
            place += 1
        if key in KEPT:
            settings[key] = value or "true"
    return Command(
        program=program, settings=settings, is_run=program == "flask" and "run" in words, environment=environment
    )
