"""Names and the texts they are given, in settings files, scripts and JavaScript, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .names import hints
from .python_values import Given

QUOTED = frozenset(
    {".js", ".mjs", ".cjs", ".ts", ".jsx", ".tsx", ".vue", ".json", ".toml", ".php", ".rb", ".tf", ".jsonc"}
)
"""Where a text without quotes is something else."""
PLAIN = frozenset(
    {".env", ".ini", ".cfg", ".conf", ".properties", ".yaml", ".yml", ".sh", ".bash", ".service", ".flaskenv"}
)
_LONGEST = 1000

_KEY = r"""(?P<name>"[\w.$ -]{2,80}"|'[\w.$ -]{2,80}'|[A-Za-z_$][\w.$-]{1,80})"""
_TEXT = r"""(?P<value>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'"""
_QUOTED = re.compile(rf"{_KEY}\]?\s*(?::\s*string\s*)?(?:=>|\|\|=|\?\?=|:=|[:=])\s*{_TEXT}|`[^`$]*`)")
_NO_PAIR = r"""(?!["']?[A-Za-z_]\w*=[^=\s"',])"""
_PLAIN = re.compile(rf"(?:^|[\s;,=\[{{(\"'-]){_KEY}\s*[:=]\s*{_NO_PAIR}{_TEXT}|[^\s\"'#;,\]}}]+)(?=[\s;,\]}}\"']|$)")
_COMMENT = re.compile(r"\s*(?:#|//|;|\*|/\*|<!--)")


def given_on_lines(text: str, suffix: str) -> Iterator[Given]:
    """Yield each text with the name it is given to, on the lines that hold a name of a secret.

    :param suffix: decides whether texts are quoted.
    """
    pattern = _QUOTED if suffix in QUOTED else _PLAIN if suffix in PLAIN else None
    if pattern is None:
        return
    seen, number = 0, 1
    for place in sorted(hints(text)):
        if place < seen:
            continue  # on the same line
        start = text.rfind("\n", 0, place) + 1
        number += text.count("\n", seen, start)
        end = text.find("\n", place)
        seen = len(text) if end < 0 else end
        line = text[start:seen]
        if len(line) > _LONGEST or _COMMENT.match(line):
            continue
        for found in pattern.finditer(line):
            yield Given(name=found["name"].strip("\"'"), text=_unquoted(found["value"]), line=number)


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'`" else value
