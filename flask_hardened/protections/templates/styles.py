"""Values in CSS: what could load something, or end what the template wrote, is refused.

Source: CSS Syntax Level 3; Go's ``html/template/css.go``.
"""

from __future__ import annotations

import re

from markupsafe import escape

REFUSED = "hardened-refused"
"""What is put where a value is refused: a word that means nothing in any property."""

_TOKEN = re.compile(
    r"(?P<string>\"[^\"\\\n\r\f<]*\"|'[^'\\\n\r\f<]*')|(?P<function>-?[A-Za-z_][\w-]*)\(|(?P<close>\))"
    r"|(?P<bad>/\*|[<>\\{}@`\"'\0(]|--(?=>)|[\x00-\x08\x0b\x0e-\x1f\x7f])|(?P<end>;)|.",
    re.DOTALL,
)
_LOADS = frozenset(
    {
        *("url", "src", "image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade", "element"),
        *("-moz-element", "expression", "paint", "attr", "import", "local", "url-prefix", "domain", "document"),
    }
)
_BINDINGS = re.compile(r"-moz-binding|behaviou?r\s*:|progid\s*:|expression", re.IGNORECASE)
_STRING = str.maketrans({character: f"\\{ord(character):x} " for character in "\\\"'\n\r\f<>"})
_RAW_STRING = str.maketrans({character: f"\\{ord(character):x} " for character in "\\\n\r\f"})
_ADDRESS = str.maketrans({character: f"%{ord(character):02X}" for character in "\\\"'()<> \t\n\r\f"})


def is_plain_style(text: str, *, declarations: bool) -> bool:
    """Tell whether a value is made of words, numbers, colours, strings and functions that load nothing.

    :param declarations: whether whole declarations may stand there, so that a semicolon ends nothing else.
    """
    depth = 0
    for match in _TOKEN.finditer(text):
        if match["bad"] or (match["end"] and not declarations):
            return False
        if match["function"]:
            if match["function"].lower() in _LOADS:
                return False
            depth += 1
        elif match["close"]:
            depth -= 1
            if depth < 0:
                return False
    return depth == 0 and not _BINDINGS.search(text)


def text_in_string(text: str, *, raw: bool) -> str:
    """Escape a text for a string; where references do not count it is escaped for HTML too, as Jinja does."""
    return str(escape(text)).translate(_RAW_STRING) if raw else text.translate(_STRING)


def address_in_style(text: str) -> str:
    """Percent-encode what would end an address in ``url(...)``."""
    return text.translate(_ADDRESS)


def text_in_comment(text: str, *, raw: bool) -> str:
    """Keep a text inside a comment."""
    inner = (str(escape(text)) if raw else text).replace("*/", "* /")
    return f"{' ' if inner[:1] == '/' else ''}{inner}{' ' if inner[-1:] == '*' else ''}"
