"""FHV007: numbers that may be none."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ....audit.composition.bindings import called
from ....audit.composition.sources import Sources
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Function

_TESTS = frozenset({"isfinite", "isnan", "isinf"})


@rule(
    code="FHV007",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(20, 1287),
    owasp=("A04",),
    asvs=("2.2.1",),
)
def unchecked_floats(snapshot: Snapshot) -> Iterator[Hit]:
    """Text of the request becomes a float that may be NaN or infinite.

    ## What it does
    Reports `float(…)` of data of the request, and `type=float` of `request.args.get`, in functions that compare nothing
    and call neither `isfinite` nor `isnan`.

    ## Why is this bad
    `float("nan")` is valid, and every comparison with NaN is false: a price of NaN is neither too low nor too high, a
    balance becomes NaN for good, and sorting by it puts rows in any order.

    ## Example
    ```python
    order.total = float(request.form["price"]) * order.count
    ```

    ## Use instead
    ```python
    class Offer(BaseModel):
        price: Decimal = Field(gt=0, le=1000, allow_inf_nan=False)
    ```

    ## References
    - [CWE-1287: Improper Validation of Specified Type of Input](https://cwe.mitre.org/data/definitions/1287.html)
    - [CWE-20: Improper Input Validation](https://cwe.mitre.org/data/definitions/20.html)
    - [Python: float](https://docs.python.org/3/library/functions.html#float)
    """
    sources = Sources(snapshot.source)
    fix = "Check it with @validate and limits, or with math.isfinite."
    for call in snapshot.source.calls("float", "builtins.float"):
        value = call.argument(0)
        if value is None or value.known or call.function is None or _compares(call.function):
            continue
        if sources.compose(value, call).requested:
            message = "Text of the request becomes a float that may be NaN."
            yield Hit(message=message, fix=fix, location=call.location)
    for call in snapshot.source.calls("*.get", "*.getlist"):
        kind = call.argument(2, "type")
        if kind is None or call.receiver is None or not isinstance(kind.node, ast.Name) or kind.node.id != "float":
            continue
        if (
            call.function is not None
            and not _compares(call.function)
            and sources.compose(call.receiver, call).requested
        ):
            message = "Text of the request becomes a float that may be NaN."
            yield Hit(message=message, fix=fix, location=call.location)


def _compares(function: Function) -> bool:
    orders = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
    return any(
        (isinstance(node, ast.Compare) and any(isinstance(operator, orders) for operator in node.ops))
        or (isinstance(node, ast.Call) and called(node) in _TESTS)
        for node in ast.walk(function.node)
    )
