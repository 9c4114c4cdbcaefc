"""What names tell about values: whether something that goes by a name is a password or another secret."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WORD = re.compile(r"[a-z]+|[0-9]+")

_PASSWORDS = frozenset({"password", "passwd", "pwd", "passphrase", "passcode", "passwort"})
_SECRETS = frozenset(
    {"secret", "token", "otp", "totp", "csrf", "xsrf", "nonce", "apikey", "signature", "hmac", "sessionid", "secretkey"}
)
_PAIRS = frozenset(
    {
        *(
            (word, "key")
            for word in ("api", "secret", "private", "signing", "encryption", "session", "access", "reset")
        ),
        *((word, "key") for word in ("auth", "activation", "recovery", "master", "hmac", "crypto", "aes", "fernet")),
        *((word, "code") for word in ("verification", "reset", "activation", "confirmation", "auth", "invite", "otp")),
        *((word, "code") for word in ("recovery", "login", "access", "security", "confirm", "invitation", "verify")),
        ("session", "id"),
        ("password", "reset"),
        ("auth", "tag"),
    }
)
_ABOUT = frozenset(
    {
        *("age", "algorithm", "at", "attempt", "attempts", "backend", "cache", "changed", "class", "column"),
        *("complexity", "config", "context", "count", "counter", "created", "date", "default", "delta"),
        *("description", "doc", "docs", "duration", "enabled", "endpoint", "error", "errors", "expire"),
        *("expired", "expires", "expiration", "expiry", "exp", "field", "file", "filename", "form", "format"),
        *("function", "handler", "header", "headers", "help", "hint", "index", "interval", "kind", "kwargs"),
        *("label", "len", "length", "lifetime", "limit", "link", "list", "location", "max", "message"),
        *("method", "min", "minutes", "mode", "model", "name", "names", "number", "param", "parameter"),
        *("params", "parser", "path", "pattern", "placeholder", "policy", "pos", "position", "prefix", "regex"),
        *("regexp", "required", "retries", "rule", "rules", "schema", "scheme", "scope", "seconds", "service"),
        *("size", "sleep", "start", "state", "status", "strength", "suffix", "table", "template", "text"),
        *("time", "timeout", "timestamp", "title", "ttl", "type", "types", "uri", "url", "usage", "used"),
        *("user", "username", "validator", "value", "version", "view", "window", "budget", "bucket", "lexer"),
        *("stream", "tokenizer", "generator"),
    }
)
"""Last words of names that say something about a secret, and are none: ``password_field``, ``token_url``."""


@lru_cache(maxsize=4096)
def words(name: str) -> tuple[str, ...]:
    """Return the words of a name in lower case: ``resetToken`` and ``RESET_TOKEN`` are ``("reset", "token")``."""
    return tuple(_WORD.findall(_HUMP.sub("_", name[:200]).lower()))


@lru_cache(maxsize=4096)
def is_password(name: str) -> bool:
    """Tell whether a password goes by this name; ``password_field`` and ``password_hash`` are none."""
    found = words(name)
    return (
        bool(found) and _PASSWORDS.intersection(found) != frozenset() and not _is_about(found) and not is_hashed(name)
    )


@lru_cache(maxsize=4096)
def is_hashed(name: str) -> bool:
    """Tell whether the name says that it holds something hashed or encrypted."""
    marks = {
        *("hash", "hashed", "hashes", "hasher", "digest", "encrypted", "encoded", "salt", "salted"),
        *("crypt", "bcrypt"),
    }
    return not marks.isdisjoint(words(name))


@lru_cache(maxsize=4096)
def is_secret(name: str) -> bool:
    """Tell whether a token, key, one-time code, signature or password goes by this name."""
    found = words(name)
    if not found or _is_about(found):
        return False
    return is_password(name) or not _SECRETS.isdisjoint(found) or not _PAIRS.isdisjoint(pairwise(found))


def _is_about(found: tuple[str, ...]) -> bool:
    return found[-1] in _ABOUT or found[0] in {"is", "has", "num", "max", "min", "count", "no", "use", "check", "needs"}


def names_in(node: ast.AST) -> Iterator[str]:
    """Yield the names that an expression is made of: variables, attributes, keys and functions."""
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            yield part.id
        elif isinstance(part, ast.Attribute):
            yield part.attr
        elif isinstance(part, ast.Subscript):
            yield from _text(part.slice)
        elif isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute) and part.func.attr in ("get", "pop"):
            yield from (name for argument in part.args[:1] for name in _text(argument))


def said_in(node: ast.AST) -> Iterator[str]:
    """Yield the names and the constant texts in an expression."""
    yield from names_in(node)
    yield from (part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str))


def last_name(node: ast.AST) -> str:
    """Return the name that a value goes by; empty if it has none.

    It is ``token`` in ``user.token``, ``row["token"]``, ``form.token.data``, ``args.get("token")``, ``token.encode()``.
    """
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return last_name(node.value) if node.attr == "data" else node.attr
    if isinstance(node, ast.Subscript):
        return next(_text(node.slice), "") or last_name(node.value)
    if isinstance(node, ast.Await):
        return last_name(node.value)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr in ("get", "pop", "getlist") and node.args:
            return next(_text(node.args[0]), "")
        if node.func.attr in ("encode", "decode", "strip", "lower", "upper", "hexdigest", "digest"):
            return last_name(node.func.value)
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("str", "bytes")
        and node.args
    ):
        return last_name(node.args[0])
    return ""


def environment_default(node: ast.expr) -> object:
    """Return the constant that is used when an environment variable is not set; None if there is none.

    It is ``"x"`` in ``os.environ.get("KEY", "x")`` and in ``os.getenv("KEY") or "x"``.
    """
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or) and _reads_environment(node.values[0]):
        return getattr(node.values[-1], "value", None) if isinstance(node.values[-1], ast.Constant) else None
    if isinstance(node, ast.Call) and _reads_environment(node) and len(node.args) == 2:
        return node.args[1].value if isinstance(node.args[1], ast.Constant) else None
    return None


def _reads_environment(node: ast.expr) -> bool:
    if not isinstance(node, ast.Call):
        return False
    function = node.func
    if isinstance(function, ast.Attribute) and function.attr == "get":
        return last_name(function.value) == "environ"
    return last_name(function) == "getenv"


def root_name(node: ast.AST) -> str:
    """Return the variable that an expression starts from: ``form`` in ``form.password.data``."""
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _text(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
