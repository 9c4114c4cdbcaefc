"""Settings of gunicorn, from ``gunicorn.conf.py``, which is parsed, never run."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator

from ...finding import Location
from .command_line import KEPT
from .facts import ServerSetting


def read_gunicorn(text: str, shown: str) -> Iterator[ServerSetting]:
    """Yield the settings that are constants and can hold no secret.

    :raises SyntaxError: for what is not Python.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(text)
    for node in tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        for target in targets:
            value = node.value if isinstance(node, (ast.Assign, ast.AnnAssign)) else None
            if isinstance(target, ast.Name) and target.id in KEPT and value is not None:
                constant = _constant(value)
                if constant is not None:
                    place = Location(file=shown, line=node.lineno)
                    yield ServerSetting(program="gunicorn", name=target.id, value=constant, location=place)


def _constant(value: ast.expr) -> str | None:
    """Return a constant as a text; of ``os.environ.get("X", constant)`` the default."""
    if isinstance(value, ast.Call) and len(value.args) == 2:
        return _constant(value.args[1])
    if isinstance(value, ast.Call) and len(value.args) == 1 and isinstance(value.func, ast.Name):
        return _constant(value.args[0])  # int(…)
    if isinstance(value, ast.BoolOp):
        return _constant(value.values[-1])
    if not isinstance(value, ast.Constant) or value.value is None:
        return None
    return str(value.value).lower() if isinstance(value.value, bool) else str(value.value)
