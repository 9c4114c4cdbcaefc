"""FHQ004: text that is run as code."""

from __future__ import annotations

from collections.abc import Iterator

from ...composition.sinks import composed, shown
from ...composition.way import way
from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot

_EVALUATING = {
    **{f"{prefix}{name}": (0, "source") for prefix in ("", "builtins.") for name in ("eval", "exec", "compile")},
    "code.InteractiveInterpreter().runsource": (0, "source"),
    "code.InteractiveInterpreter().runcode": (0, "code"),
    "pandas.eval": (0, "expr"),
    "pandas.DataFrame().eval": (0, "expr"),
    "numexpr.evaluate": (0, "ex"),
    "sympy.sympify": (0, "a"),
    "sympy.parsing.sympy_parser.parse_expr": (0, "s"),
}


@rule(
    code="FHQ004",
    severity=Severity.CRITICAL,
    confidence=Confidence.HIGH,
    cwe=(95, 94),
    owasp=("A03",),
    asvs=("1.3.2",),
)
def requested_code(snapshot: Snapshot) -> Iterator[Hit]:
    """Text that is no constant is run as Python.

    ## What it does
    Reports `eval`, `exec`, `compile` and functions that end there (`pandas.eval`, `sympy.sympify`) with anything
    that is neither constant nor a number. It is sure where the request's data goes in.

    ## Why is this bad
    Whoever writes the text runs code with the rights of the app: `__import__("os").system("…")` is an expression too.
    Taking `__builtins__` away does not help, because every object leads back to them.

    ## Example
    ```python
    result = eval(request.args["formula"])
    ```

    ## Use instead
    ```python
    value = ast.literal_eval(request.args["value"])  # constants, lists and dictionaries only
    total = {"sum": sum, "max": max}[request.args["function"]](numbers)
    ```

    ## References
    - [CWE-95: Eval Injection](https://cwe.mitre.org/data/definitions/95.html)
    - [OWASP: Code Injection](https://owasp.org/www-community/attacks/Code_Injection)
    """
    for call, _, composition in composed(snapshot, _EVALUATING):
        if composition.requested:
            yield Hit(
                message=f"{shown(call)} runs data of the request as code.",
                fix="Parse it, or look up what is allowed in a dictionary of your own.",
                location=call.location,
                trace=way(call, composition),
            )
        elif call.name in {"eval", "exec", "evaluate"}:
            yield Hit(
                message=f"{shown(call)} runs text that is put together while the program runs."
                if composition.built
                else f"{shown(call)} runs text that is no constant.",
                fix="Make sure that nobody else can write it, or do without.",
                location=call.location,
                trace=way(call, composition),
                severity=Severity.MEDIUM,
                confidence=Confidence.LOW,
            )
