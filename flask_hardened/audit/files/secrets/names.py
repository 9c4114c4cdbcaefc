"""Names that say that their value is secret."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

_HINTS = ("passw", "passphrase", "pwd", "secret", "token", "credential", "accesskey", "connection")
_BEFORE_KEY = re.compile(
    r"(?:api|access|private|auth|account|encryption|signing|master|secret|shared|jwt|hmac|fernet|app)[ _.-]?$"
)
_GIVEN = re.compile(
    r"""\w*["']?[ ]{0,4}\]?[ ]{0,4}\)?[ ]{0,4}(?::[^\n=]{0,60})?(?:[=:,]|!=)[^\n"']{0,100}(?:\n\s{0,80}\w?)?["']""",
    re.ASCII,
)


def hints(text: str) -> list[int]:
    """Return where names of secrets may stand in `text`; to leave out, quickly, all that has none."""
    # of the same length as the text, which lower() of some letters is not
    lowered = text.encode("ascii", "replace").decode("ascii").lower()
    found = [place for hint in _HINTS for place in _places(lowered, hint)]
    found += [place for place in _places(lowered, "key") if _BEFORE_KEY.search(lowered, max(0, place - 12), place)]
    return found


def has_given_name(text: str) -> bool:
    """Whether in Python source such a name has a quote behind it, as far as can be told without a syntax tree."""
    return any(_GIVEN.match(text, place) for place in hints(text))


def _places(text: str, word: str) -> Iterator[int]:
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + len(word))


_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_PASSWORD = frozenset({"password", "passwd", "pwd", "passphrase", "passwort", "passcode", "userpass", "dbpass"})
_SECRET = frozenset({"secret", "secrets", "token", "tokens", "credential", "credentials", "apikey", "secretkey",
                     "accesskey", "authkey", "privatekey", "authtoken"})  # fmt: skip
_KEYS = frozenset(
    {
        "api", "access", "private", "auth", "account", "encryption", "signing", "master", "secret", "shared", "jwt",
        "hmac", "fernet", "app",
    }
)  # fmt: skip
_TAIL = frozenset({"value", "default", "prod", "production", "dev", "staging", "live", "base", "hex", "str", "string",
                   "bytes", "old", "new", "current", "previous", "fallback", "fallbacks", "primary", "secondary",
                   "id"})  # fmt: skip
_NEVER = frozenset({"csrf", "xsrf", "reset", "forgot", "forgotten", "change", "confirm", "no", "is", "has", "next",
                    "page", "cancel", "cancellation", "continuation", "public", "stop", "pad", "eos", "bos", "sep",
                    "mask", "unk", "sync", "pagination", "cursor", "design", "dkim", "update", "action", "lifecycle",
                    "verification", "idempotency", "sequence", "lock"})  # fmt: skip


def secrecy(name: str) -> Literal["password", "key", "framework-key"] | None:
    """Return what kind of secret `name` promises, or None.

    ``framework-key`` is Flask's own: whatever is given to it, random or not, is the key. The last words count:
    ``db_password`` and ``API_KEY_PROD`` are secrets, ``password_label``, ``token_url`` and ``csrf_token`` are not.
    """
    words = [word.lower() for word in _WORDS.findall(name)]
    while len(words) > 1 and (words[-1] in _TAIL - {"id"} or words[-1].isdigit()):
        words.pop()
    if not words or _NEVER & set(words):
        return None
    last = words[-1]
    if last in _PASSWORD or "".join(words[-2:]) in {"passphrase", "dbpass", "userpass", "smtppass"}:
        return "password"
    if name.upper() in {"SECRET_KEY", "FLASK_SECRET_KEY", "JWT_SECRET_KEY", "SECRET_KEY_FALLBACKS"}:
        return "framework-key"
    if last in _SECRET or (last == "key" and len(words) > 1 and words[-2] in _KEYS):
        return "key"
    return None
