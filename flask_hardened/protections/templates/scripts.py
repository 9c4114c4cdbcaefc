"""Values in JavaScript and JSON.

Nothing here escapes less than Jinja does: in a string of a ``script`` element ``<`` stays ``&lt;``, because pages rely
on that when a script hands the string to ``innerHTML``. ``tojson`` gives the exact value.

Source: ECMA-262, 12.9.4 "String Literals"; OWASP Cross Site Scripting Prevention Cheat Sheet, "JavaScript Contexts".
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from jinja2.runtime import Undefined
from markupsafe import escape

_LINES = {0x0A: "\\n", 0x0D: "\\r", 0x2028: "\\u2028", 0x2029: "\\u2029"}
_STRING = str.maketrans(
    {"\\": "\\\\", '"': "\\u0022", "'": "\\u0027", **{chr(code): text for code, text in _LINES.items()}}
)
_TEMPLATE = str.maketrans({"`": "\\u0060"})
_JSON_STRING = str.maketrans({"\\": "\\\\", '"': "\\u0022", **{chr(code): f"\\u{code:04x}" for code in range(0x20)}})
_LITERAL = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&'/*`\u2028\u2029"})
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?", re.ASCII)
_WORD = re.compile(r"[A-Za-z_$][\w$]*", re.ASCII)
_SAFE_ANYWHERE = re.compile(r"[^\w .,:%+\u0080-\U0010ffff-]|[\u0085\u00a0\u2028\u2029]")
_BREAKS = re.compile(r"[\n\r\u2028\u2029]")
_RESERVED = frozenset(
    """async await break case catch class const continue debugger default delete do else enum eval export extends
    finally for function if implements import in instanceof interface let new of package private protected public
    return static super switch throw try typeof var void while with yield""".split()  # noqa: SIM905 - reads better
)
_ENDINGS = re.compile(r"<(?=/script|script|!--)", re.IGNORECASE)
_DELIMITERS = {
    "single": re.compile(r"\\.|(?P<bad>['\n\r]|\\$)", re.DOTALL),
    "double": re.compile(r'\\.|(?P<bad>["\n\r]|\\$)', re.DOTALL),
    "template": re.compile(r"\\.|(?P<bad>`|\$(?=\{|$)|\\$)", re.DOTALL),
}
_NEUTRAL = {"'": "\\u0027", '"': "\\u0022", "`": "\\u0060", "$": "\\u0024", "\n": "\\n", "\r": "\\r", "\\": "\\\\"}

Dumps = Callable[[object], str]


def text_in_string(text: str, kind: str, *, json_text: bool, raw: bool) -> str:
    """Escape a text for the inside of a string or a template literal.

    :param raw: whether references do not count around it, so that it is escaped for HTML first, as Jinja does.
    """
    inner = str(escape(text)) if raw else text
    inner = inner.translate(_JSON_STRING if json_text else _STRING)
    if kind == "template":
        inner = inner.translate(_TEMPLATE).replace("${", "\\u0024{")
        if inner.endswith("$"):
            inner = f"{inner[:-1]}\\u0024"
    return inner


def text_anywhere(text: str) -> str:
    """Escape a text so that it ends neither a string nor a regular expression, and means nothing in code."""
    return _SAFE_ANYWHERE.sub(_as_escapes, text)


def text_in_regex(text: str) -> str:
    """Escape a text for a regular expression, where nothing at all would begin a comment."""
    return text_anywhere(text) or "(?:)"


def text_in_comment(text: str, kind: str, *, raw: bool) -> str:
    """Keep a text inside a comment, of one line or of several."""
    inner = str(escape(text)) if raw else text
    if kind == "line-comment":
        return _BREAKS.sub(" ", inner)
    inner = inner.replace("*/", "* /")
    return f"{' ' if inner[:1] == '/' else ''}{inner}{' ' if inner[-1:] == '*' else ''}"


def value_in_code(value: object, dumps: Dumps, *, json_text: bool) -> str:
    """Write a value as a literal.

    Numbers and single words stay as they are, since ``{{ prefix }}_total`` and ``{{ callback }}()`` are common, and
    nothing stays nothing. Anything else becomes a literal.
    """
    if isinstance(value, Undefined):
        return str(value)
    if value is None or value is True or value is False:
        return "null" if value is None else str(value).lower()
    text = value if type(value) is str else str(value)
    if not text or _NUMBER.fullmatch(text):
        return text
    if isinstance(value, (list, tuple, dict)):
        try:
            return dumps(value)
        except (TypeError, ValueError):
            return _literal(text)
    if not json_text and _WORD.fullmatch(text) and text not in _RESERVED:
        return text
    return _literal(text)


def markup_in_string(text: str, kind: str) -> str:
    """Keep markup inside a string: what would end it is escaped, all else stays."""
    pattern = _DELIMITERS[kind]
    return pattern.sub(lambda match: _NEUTRAL[match["bad"]] if match["bad"] else match[0], text)


def inside_script_element(text: str) -> str:
    """Keep text from ending the ``script`` element, or from changing how its end is found."""
    return _ENDINGS.sub(lambda match: "<\\" if match.string[match.end()] == "/" else "\\u003c", text)


def at_an_edge(text: str, edge: str) -> str:
    """Escape the first character of a text that would complete an end tag, or a comment, with what stands before it."""
    first = text[:1]
    lowered = text[:6].lower()
    completes = (
        first in "/!-"
        if edge == "<"
        else "script".startswith(lowered)
        if edge == "</"
        else first.isalnum() or first in "/!-"
    )
    return f"{_as_escapes(first)}{text[1:]}" if first and completes else text


def _literal(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).translate(_LITERAL)


def _as_escapes(match: re.Match[str] | str) -> str:
    character = match if isinstance(match, str) else match[0]
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
