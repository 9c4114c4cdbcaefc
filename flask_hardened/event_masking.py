"""What must never stand in a log: passwords, tokens, keys, cookies (OWASP Logging Cheat Sheet, "Data to exclude")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

MASK = "***"

_ANYWHERE = (
    *("password", "passwd", "passphrase", "passcode", "pwd", "secret", "token", "jwt", "bearer", "credential"),
    *("authorization", "cookie", "session", "csrf", "xsrf", "signature", "apikey", "accesskey", "privatekey"),
    *("secretkey", "signingkey", "encryptionkey", "cardnumber", "creditcard", "accountnumber"),
)
_WHOLE_WORDS = frozenset({"auth", "cvc", "cvv", "iban", "otp", "pan", "pass", "pin", "pw", "sid", "sig", "ssn", "totp"})

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WORD = re.compile(r"[a-z0-9]+")

LONGEST_TEXT = 8192
"""Characters of one text that are looked at; what stands behind them is cut, never shown unmasked."""

_USERINFO = re.compile(r"(?<=//)[^/?#@\s\"'<>]{1,512}(?:@[^/?#@\s\"'<>]{0,512}){0,4}@")
_USERINFO_CUT = re.compile(r"(?<=//)[^/?#@\s]+\Z")
_HEADER = re.compile(r"\b((?:set-)?cookie|(?:proxy-)?authorization)(\s{0,3}:\s{0,3})[^\r\n]+", re.IGNORECASE)
_SCHEME = re.compile(r"\b(Basic|Bearer)(\s{1,3})(?=\S{0,40}[0-9=+/]|\S{20})[A-Za-z0-9+/=._~-]{4,}", re.IGNORECASE)
_JWT = re.compile(r"\beyJ[A-Za-z0-9_-]{6,}(?:\.[A-Za-z0-9_-]*){1,4}")
_NAME = re.compile(
    r"""(?<![A-Za-z0-9_.\-\[\]])([A-Za-z0-9_.\-\[\]]{2,128})\\?["']?\s{0,3}(?:=|:|%3[dDaA])\s{0,3}""",
)
_VALUE = re.compile(
    r"""\\?"(?:[^"\\]|\\[\s\S])*(?:"|\\?\Z)|\\?'(?:[^'\\]|\\[\s\S])*(?:'|\\?\Z)|[\[{][\s\S]*|[^\s&;,"'}]+""",
)
"""Quoted, or a list or mapping (which is masked up to the end of the text), or everything up to a space."""


class Masking:
    """Knows which names are secret, and takes secrets out of texts.

    A name is secret when it contains one of the long words ("password", "token", ...) in any spelling (``apiKey``,
    ``API-KEY``, ``x_api_key``), or has one of the short ones ("pin", "otp", ...) as a whole word, so that ``spinner``
    and ``author`` are not.

    :param names: further names, matched like the long words.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        further = ("".join(_WORD.findall(name.lower())) for name in names)
        self._anywhere = (*_ANYWHERE, *filter(None, further))

    def hides(self, name: str) -> bool:
        """Tell whether the value that goes by `name` is secret."""
        words = _WORD.findall(_HUMP.sub("-", name[:200]).lower())
        joined = "".join(words)
        return any(word in joined for word in self._anywhere) or not _WHOLE_WORDS.isdisjoint(words)

    def text(self, text: str) -> str:
        """Return `text` without the secrets that can be told by their form.

        These are the user part of URLs, cookie and authorization headers, credentials after "Basic" and "Bearer", JWTs,
        and ``name=value`` or ``"name": "value"`` pairs whose name is secret. Text beyond 8192 characters is cut off
        before it is looked at.
        """
        if len(text) > LONGEST_TEXT:
            text = _USERINFO_CUT.sub(MASK, text[:LONGEST_TEXT])
        text = _HEADER.sub(rf"\1\2{MASK}", text)
        text = _SCHEME.sub(rf"\1\2{MASK}", text)
        text = _JWT.sub(MASK, text)
        if "//" in text:
            text = _USERINFO.sub(f"{MASK}@", text)
        return "".join(self._without_pairs(text))

    def _without_pairs(self, text: str) -> Iterator[str]:
        position = 0
        while found := _NAME.search(text, position):
            yield text[position : found.end()]
            position = found.end()
            if self.hides(found[1]) and (value := _VALUE.match(text, position)):
                yield MASK
                position = value.end()
        yield text[position:]

    def uri(self, path: str, query: str) -> str:
        """Return a request's path and query as one ASCII text in which no parameter has its value.

        :param path: as WSGI has it: decoded, its bytes as Latin-1.
        :param query: the raw query string. The names of at most 40 parameters are kept, also those of secrets.
        """
        quoted = quote(_bytes(path[:LONGEST_TEXT]), safe="/:@!$&'()*+,;=~-._")
        shown = self.text(quoted)
        if not query:
            return shown
        names = []
        for parameter in query[:LONGEST_TEXT].split("&", 40)[:40]:
            name, sign, _ = parameter.partition("=")
            # A parameter without "=" may be a bare token, so it is a value and not a name.
            names.append(f"{quote(_bytes(name), safe='%[]~-._+')}={MASK}" if sign else MASK)
        return f"{shown}?{'&'.join(names)}"


def _bytes(text: str) -> bytes:
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
