"""FHS008: sessions that last longer than a month, by the source."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Value
from ....audit.source.naming import last_name
from ....audit.source.placing import settings_in_force

LONGEST = 31 * 86_400
"""Seconds; Flask's default."""
_SECONDS = {"weeks": 604_800, "days": 86_400, "hours": 3600, "minutes": 60, "seconds": 1}
_ORDER = ("days", "seconds", "microseconds", "milliseconds", "minutes", "hours", "weeks")


@rule(
    code="FHS008",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(613,),
    owasp=("A07",),
    asvs=("7.3.2",),
)
def month_long_lifetimes(snapshot: Snapshot) -> Iterator[Hit]:
    """The source lets sessions last longer than a month.

    ## What it does
    Reports `PERMANENT_SESSION_LIFETIME` above Flask's default of 31 days, as a number or a `timedelta`. Where the
    sessions feature of `Hardened(app)` is on, its own limits hold, and nothing is reported.

    ## Why is this bad
    A cookie from a lost laptop, a shared computer or an old backup of a browser signs its finder in for as long. With
    Flask's own sessions nobody can end it but by a new secret key.

    ## Example
    ```python
    app.config["PERMANENT_SESSION_LIFETIME"] = timedelta(days=365)
    ```

    ## Use instead
    ```python
    Hardened(app)  # 30 minutes without a request, 12 hours in all
    ```

    ## References
    - [CWE-613: Insufficient Session Expiration](https://cwe.mitre.org/data/definitions/613.html)
    - [OWASP Session Management Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html#session-expiration)
    """
    facts = snapshot.hardening_facts
    if facts is not None and facts.hardened and facts.options.get("sessions") is not None:
        return
    for setting in settings_in_force(snapshot.source, "PERMANENT_SESSION_LIFETIME"):
        seconds = _seconds(setting.value)
        if seconds is not None and seconds > LONGEST:
            yield Hit(
                message="Sessions last longer than a month.",
                fix="Remove the setting, and call Hardened(app): sessions that are not used end.",
                location=setting.location,
            )


def _seconds(value: Value) -> float | None:
    if isinstance(value.constant, (int, float)) and not isinstance(value.constant, bool):
        return value.constant
    node = value.node
    if not isinstance(node, ast.Call) or last_name(node.func) != "timedelta":
        return None
    given = {
        **dict(zip(_ORDER, node.args, strict=False)),
        **{each.arg: each.value for each in node.keywords if each.arg},
    }
    total = 0.0
    for unit, amount in given.items():
        number = _number(amount)
        if number is None:
            return None
        total += _SECONDS.get(unit, 0) * number
    return total


def _number(node: ast.expr) -> float | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return node.value
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        left, right = _number(node.left), _number(node.right)
        return left * right if left is not None and right is not None else None
    return None
