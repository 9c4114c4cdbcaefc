"""Calls that start the development server, as the rules of this room read them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ....audit.source.facts import Call, SourceFacts
from ....audit.source.naming import last_name, root_name, words
from ....audit.source.placing import module_of, served_calls
from ....audit.source.surroundings import around

_APPS = ("flask.Flask().run", "dash.Dash().run", "dash.Dash().run_server", "flask_socketio.SocketIO().run")
_NAMES = frozenset({"app", "application", "socketio", "server", "webapp", "flaskapp"})
_OPTIONS = ("debug", "host", "port", "use_reloader", "use_debugger", "threaded", "ssl_context")
SWITCHED_ON = (True, 1, "1", "true", "True", "TRUE", "yes", "on")
"""Defaults of environment variables that turn something on."""
EVERYWHERE = frozenset({"0.0.0.0", "::", "[::]"})  # noqa: S104 - what is looked for


def runs(source: SourceFacts) -> Iterator[Call]:
    """Yield the calls that start the development server."""
    for call in served_calls(source, *_APPS, "*.run", "werkzeug.serving.run_simple"):
        if call.target in _APPS or call.name == "run_simple" or _is_of_app(call):
            yield call


def _is_of_app(call: Call) -> bool:
    """Whether it is ``run`` of something that nobody knows, but is called and asked like an app."""
    if not call.target.startswith("?.") or call.receiver is None:
        return False
    node = call.receiver.node
    name = root_name(node) if isinstance(node, ast.Call) else last_name(node)
    named = not _NAMES.isdisjoint(words(name))
    return named and any(option in call.keywords for option in _OPTIONS)


def is_guarded(source: SourceFacts, call: Call) -> bool:
    """Tell whether a call stands below ``if __name__ == "__main__":``, or in a file that is only ever run."""
    module = module_of(source, call)
    blocks = around(module.tree, call.location.line or 0)
    return any(isinstance(each, ast.If) and is_main(each.test) for each in blocks) or module.name.endswith("__main__")


def is_main(test: ast.expr) -> bool:
    """Tell whether a condition asks for ``__name__ == "__main__"``."""
    return any(isinstance(part, ast.Name) and part.id == "__name__" for part in ast.walk(test))
