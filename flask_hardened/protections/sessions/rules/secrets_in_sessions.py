"""FHS009: passwords in a cookie that its owner can read."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Module
from ....audit.source.naming import is_password, words
from ....audit.source.placing import served
from ....audit.source.surroundings import nodes
from ..options import SessionsOptions

_PAIRS = frozenset(
    {
        ("api", "key"),
        ("secret", "key"),
        ("private", "key"),
        ("client", "secret"),
        ("access", "key"),
        ("password", "hash"),
    }
)
_CODES = frozenset({"otp", "totp", "captcha", "pin"})
_FOREIGN = ("flask_session", "flask_kvsession")
"""What keeps sessions on the server."""


@rule(
    code="FHS009",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(312, 315, 522),
    owasp=("A02", "A04"),
    asvs=("14.3.3",),
)
def secrets_in_sessions(snapshot: Snapshot) -> Iterator[Hit]:
    """A password, a key or a one-time code is put into the session, which its owner can read.

    ## What it does
    Reports `session["password"] = ...` and its likes for Flask's own sessions: as high for the code of a captcha or a
    second factor, which its owner is to find elsewhere. Where Flask-Session or the sessions feature of `Hardened(app)`
    keeps sessions on the server, or encrypts them, nothing is reported.

    ## Why is this bad
    Flask's session is signed, not encrypted: anybody decodes the cookie. It lies on the disk of every browser, and in
    proxies' logs, with the password in it; and who should type in a code reads it there instead.

    ## Example
    ```python
    session["otp"] = code
    ```

    ## Use instead
    ```python
    Hardened(app, sessions=SessionsOptions(server_side=True))  # the cookie holds an id only
    ```

    ## References
    - [CWE-315: Cleartext Storage of Sensitive Information in a Cookie](https://cwe.mitre.org/data/definitions/315.html)
    - [Flask: Sessions](https://flask.palletsprojects.com/en/stable/quickstart/#sessions)
    """
    if _is_unreadable(snapshot):
        return
    source = snapshot.source
    if any(name.partition(".")[0] in _FOREIGN for name, _ in source.imports):
        return
    for module in served(source):
        for key, line in _stored(module):
            kind = _kind(key)
            if kind is not None:
                yield Hit(
                    message=f"{key} is put into the session, and anybody who has the cookie can read it.",
                    fix="Keep it on the server: SessionsOptions(server_side=True) keeps all of the session there.",
                    location=Location(file=module.file, line=line),
                    severity=kind,
                )


def _is_unreadable(snapshot: Snapshot) -> bool:
    options = snapshot.options(SessionsOptions) if snapshot.hardening_facts is not None else None
    return options is not None and (options.server_side or options.encrypted)


def _kind(key: str) -> Severity | None:
    found = words(key)
    if is_password(key) or not _PAIRS.isdisjoint(pairwise(found)):
        return Severity.MEDIUM
    return Severity.HIGH if (found and found[-1] in _CODES) or found[-2:] == ("verification", "code") else None


def _stored(module: Module) -> Iterator[tuple[str, int]]:
    """Yield the keys that are set in Flask's session, by name; constants such as True are no secret."""
    if not any(name in ("flask.session", "flask") for name in module.imports):
        return
    direct = "flask.session" in module.imports
    for node in nodes(module, ast.Assign):
        if isinstance(node.value, ast.Constant):
            continue
        for target in node.targets:
            if isinstance(target, ast.Subscript) and _is_session(target.value, direct=direct):
                key = target.slice
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield key.value, node.lineno


def _is_session(node: ast.expr, *, direct: bool) -> bool:
    if isinstance(node, ast.Name):
        return direct and node.id == "session"
    return (
        isinstance(node, ast.Attribute)
        and node.attr == "session"
        and isinstance(node.value, ast.Name)
        and node.value.id == "flask"
    )
