"""FHD010: code that starts the debugger."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Call, SourceFacts
from ....audit.source.naming import environment_default
from ....audit.source.placing import module_of, served_calls
from ....audit.source.surroundings import around
from ._runs import SWITCHED_ON, is_guarded, runs

_DEBUGGER = "werkzeug.debug.DebuggedApplication"
_OPTIONS = ("debug", "use_debugger")


@rule(
    code="FHD010",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(489, 94),
    owasp=("A05",),
    asvs=("13.4.2",),
)
def debug_code(snapshot: Snapshot) -> Iterator[Hit]:
    """The source starts the app with the debugger.

    ## What it does
    Reports `app.run(debug=True)`, `run_simple` with `use_debugger=True`, and `DebuggedApplication`, also where it is
    the default of an environment variable: as medium below `if __name__ == "__main__":`, where a production server
    never gets to.

    ## Why is this bad
    Whoever causes an error gets the source, the local variables and a console that runs Python on the server, behind a
    PIN that is computed from facts another fault may give away. Files that start so are started so in production, too.

    ## Example
    ```python
    app.run(host="0.0.0.0", debug=True)
    ```

    ## Use instead
    ```shell
    flask run --debug
    ```

    ## References
    - [CWE-489: Active Debug Code](https://cwe.mitre.org/data/definitions/489.html)
    - [Flask: Debug Mode](https://flask.palletsprojects.com/en/stable/quickstart/#debug-mode)
    """
    for call in runs(snapshot.source):
        option = next((name for name in _OPTIONS if _is_on(call, name)), None)
        if option is not None:
            yield Hit(
                message=f"{call.name}() is called with {option} on.",
                fix="Remove it, and use flask run --debug at your desk.",
                location=call.location,
                severity=Severity.MEDIUM if is_guarded(snapshot.source, call) else None,
            )
    for call in served_calls(snapshot.source, _DEBUGGER):
        if not _is_conditional(snapshot.source, call):
            yield Hit(
                message="DebuggedApplication shows a console to whoever causes an error, under every server.",
                fix="Remove it, and use flask run --debug at your desk.",
                location=call.location,
            )


def _is_on(call: Call, option: str) -> bool:
    value = call.argument(2 if option == "debug" and call.name == "run" else None, option)
    return value is not None and (value.constant is True or environment_default(value.node) in SWITCHED_ON)


def _is_conditional(source: SourceFacts, call: Call) -> bool:
    blocks = around(module_of(source, call).tree, call.location.line or 0)
    return any(isinstance(each, ast.If) for each in blocks)
