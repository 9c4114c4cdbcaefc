"""Which views may be asked with ``--probe-views``, and what they are asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from flask import Flask
from werkzeug.routing import Rule

from .probe import FOREIGN, Probe

_UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
_WORDS = frozenset(
    {
        "abort", "activate", "add", "approve", "archive", "ban", "block", "buy", "cancel", "clean", "cleanup",
        "clear", "close", "confirm", "consume", "create", "deactivate", "del", "delete", "deploy", "destroy",
        "disable", "download", "drop", "enable", "end", "erase", "exec", "execute", "export", "fire", "flush",
        "generate", "import", "init", "install", "invite", "kill", "leave", "lock", "logoff", "logout", "mail",
        "migrate", "new", "notify", "order", "pay", "process", "publish", "purge", "quit", "rebuild", "reboot",
        "refresh", "regenerate", "reindex", "reject", "reload", "remove", "reset", "restart", "restore", "resume",
        "revoke", "rotate", "run", "save", "seed", "send", "setup", "shutdown", "signoff", "signout", "start",
        "stop", "submit", "subscribe", "sync", "task", "test", "toggle", "trash", "trigger", "truncate", "unblock",
        "uninstall", "unlock", "unpublish", "unsubscribe", "update", "upgrade", "upload", "verify", "wipe", "write",
    }
)  # fmt: skip
"""What the path or the endpoint of a view may not contain as a word."""
_SPLIT = re.compile(r"[^a-zA-Z]+|(?<=[a-z])(?=[A-Z])")


def looks_harmless(rule: str, endpoint: str) -> bool:
    """Tell whether neither path nor endpoint names something that is done."""
    words = {word.lower() for text in (rule, endpoint) for word in _SPLIT.split(text)}
    return words.isdisjoint(_WORDS)


def askable(app: Flask, most: int, *, unsafe: bool = False) -> tuple[Rule, ...]:
    """Return the rules without variables that answer GET and look harmless, without static files; at most `most`.

    :param unsafe: also those that answer unsafe methods only.
    """
    wanted = {"GET", *_UNSAFE} if unsafe else {"GET"}
    found = [
        rule
        for rule in app.url_map.iter_rules()
        if not rule.arguments
        and not rule.build_only
        and not rule.websocket
        and rule.redirect_to is None
        and not wanted.isdisjoint(rule.methods or ())
        and rule.endpoint.rpartition(".")[2] != "static"
        and looks_harmless(rule.rule, rule.endpoint)
    ]
    return tuple(found[:most])


def view_probes(rules: Iterable[Rule], *, unsafe: bool) -> Iterator[Probe]:
    """Yield what views are asked: as anybody, from another origin, and with `unsafe` for each method that changes."""
    foreign = ("Origin", f"https://{FOREIGN}")
    for rule in rules:
        target = quote(rule.rule)
        if "GET" in (rule.methods or ()):
            yield Probe(kind="view", target=target, endpoint=rule.endpoint)
            yield Probe(kind="view-origin", target=target, endpoint=rule.endpoint, headers=(foreign,))
        if not unsafe:
            continue
        for method in _UNSAFE:
            if method in (rule.methods or ()):
                headers = (foreign, ("Sec-Fetch-Site", "cross-site"), ("Content-Type", _FORM))
                yield Probe(
                    kind="unsafe", method=method, target=target, endpoint=rule.endpoint, headers=headers, length="0"
                )


_FORM = "application/x-www-form-urlencoded"
