"""Settings of the app that the source writes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Final

from .bindings import Site
from .facts import Setting
from .folding import fold
from .origins import is_a, origin_of
from .project import Project
from .reading import Reading, holder
from .scanning import Scan

_KEY: Final = re.compile(r"[A-Z][A-Z0-9_]*", re.ASCII)
_CONFIGURATIONS: Final = frozenset({"flask.Flask().config", "flask.Config()", "flask.config.Config()"})
_CLASS: Final = re.compile(r"Config|Settings", re.ASCII)
_MODULE: Final = re.compile(r"(?:\w*_)?(?:config|configs|configuration|settings|defaults|conf)(?:_\w*)?", re.ASCII)
_ATTRIBUTES: Final = {
    "secret_key": "SECRET_KEY",
    "debug": "DEBUG",
    "testing": "TESTING",
    "session_cookie_name": "SESSION_COOKIE_NAME",
    "permanent_session_lifetime": "PERMANENT_SESSION_LIFETIME",
    "send_file_max_age_default": "SEND_FILE_MAX_AGE_DEFAULT",
    "use_x_sendfile": "USE_X_SENDFILE",
}
_UPDATES: Final = frozenset({"update", "from_mapping", "setdefault"})


def settings_of(project: Project, scan: Scan, reading: Reading) -> tuple[Setting, ...]:
    """Return the settings that a module writes, in the order of its lines."""
    found = [*_assigned(project, scan, reading), *_updated(project, scan, reading), *_declared(scan, reading)]
    return tuple(sorted(found, key=lambda setting: setting.location.line or 0))


def _setting(
    reading: Reading, key: str, value: ast.expr, site: Site, how: str, *, at: ast.AST | None = None, owner: str = ""
) -> Setting:
    place = reading.place(value if at is None else at)
    return Setting(key=key, value=reading.value(value, site), how=how, location=place, owner=owner)


def _is_configuration(project: Project, node: ast.expr, site: Site) -> bool:
    """Whether it is the configuration of an app, or of something nobody knows that has a ``config``."""
    origin = origin_of(project, node, site)
    if origin:
        return origin in _CONFIGURATIONS or is_a(project, origin, "flask.Config")
    return isinstance(node, ast.Attribute) and node.attr == "config"


def _assigned(project: Project, scan: Scan, reading: Reading) -> Iterator[Setting]:
    for target, value, site in scan.assigned:
        if isinstance(target, ast.Subscript):
            key = fold(project, target.slice, site)
            if isinstance(key, str) and _KEY.fullmatch(key) and _is_configuration(project, target.value, site):
                yield _setting(reading, key, value, site, "item", at=target)
        elif isinstance(target, ast.Attribute) and target.attr in _ATTRIBUTES and _is_app(project, target.value, site):
            yield _setting(reading, _ATTRIBUTES[target.attr], value, site, "attribute", at=target)


def _is_app(project: Project, node: ast.expr, site: Site) -> bool:
    origin = origin_of(project, node, site)
    if origin:
        return is_a(project, origin, "flask.Flask")
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return name in {"app", "application", "flask_app"}


def _updated(project: Project, scan: Scan, reading: Reading) -> Iterator[Setting]:
    for node, site in scan.calls:
        function = node.func
        if not isinstance(function, ast.Attribute) or function.attr not in _UPDATES:
            continue
        if not _is_configuration(project, function.value, site):
            continue
        if function.attr == "setdefault":
            key = fold(project, node.args[0], site) if node.args else None
            if len(node.args) > 1 and isinstance(key, str) and _KEY.fullmatch(key):
                yield _setting(reading, key, node.args[1], site, "update")
            continue
        for each in node.keywords:
            if each.arg and _KEY.fullmatch(each.arg):
                yield _setting(reading, each.arg, each.value, site, "update", at=each)
        for given in node.args[:1]:
            held, place = holder(given, site)
            if isinstance(held, ast.Dict):
                yield from _of_dict(project, held, place, reading)


def _of_dict(project: Project, node: ast.Dict, site: Site, reading: Reading) -> Iterator[Setting]:
    for key_node, value in zip(node.keys, node.values, strict=True):
        key = None if key_node is None else fold(project, key_node, site)
        if isinstance(key, str) and _KEY.fullmatch(key):
            yield _setting(reading, key, value, site, "update")


def _declared(scan: Scan, reading: Reading) -> Iterator[Setting]:
    is_configuration = _MODULE.fullmatch(scan.top.dotted.rpartition(".")[2]) is not None
    for target, value, site in scan.assigned:
        if not isinstance(target, ast.Name) or not _KEY.fullmatch(target.id):
            continue
        if site.scope.kind == "class" and (is_configuration or _CLASS.search(site.scope.qualified)):
            yield _setting(reading, target.id, value, site, "class", at=target, owner=site.scope.qualified)
        elif site.scope.kind == "module" and is_configuration:
            yield _setting(reading, target.id, value, site, "module", at=target)
