"""Character references in attribute values, as a browser decodes them.

Source: WHATWG HTML, 13.2.5.72 to 13.2.5.80. ``html.unescape`` follows the rules for text: it decodes ``&copy=1``, which
an attribute keeps, and drops characters that a browser keeps.
"""

import re
from html.entities import html5

_REFERENCE = re.compile(r"&(?:#[xX](?P<hex>[0-9a-fA-F]+);?|#(?P<dec>[0-9]+);?|(?P<name>[0-9A-Za-z]+;?))")
_LONGEST = max(map(len, html5))
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_WINDOWS_1252 = {
    code: bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}


def attribute_value(source: str) -> str:
    """Give the value a browser reads from the text between an attribute's quotes."""
    text = normalized(source)
    if "&" not in text:
        return text
    return _REFERENCE.sub(_decode, text)


def normalized(source: str) -> str:
    r"""Apply what a browser does to every text: ``\r\n`` and ``\r`` become ``\n``, NUL becomes U+FFFD."""
    return source.replace("\r\n", "\n").replace("\r", "\n").replace("\0", _REPLACEMENT)


def _decode(match: re.Match[str]) -> str:
    if (digits := match["hex"]) is not None:
        return _character(int(digits, 16))
    if (digits := match["dec"]) is not None:
        # More digits than this are out of range anyway, and int() refuses thousands of them.
        return _character(int(digits.lstrip("0")[:9] or "0"))
    name: str = match["name"]
    for length in range(min(len(name), _LONGEST), 0, -1):
        character = html5.get(name[:length])
        if character is None:
            continue
        after = match.string[match.start() + 1 + length : match.start() + 2 + length]
        if name[length - 1] != ";" and (after == "=" or (after.isascii() and after.isalnum())):
            break
        return character + name[length:]
    return match[0]


def _character(code: int) -> str:
    if code == 0 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return _REPLACEMENT
    return _WINDOWS_1252.get(code) or chr(code)
