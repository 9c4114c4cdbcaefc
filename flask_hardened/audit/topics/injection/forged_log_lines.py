"""FHQ014: data of the request in the text of log messages."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

from ...composition.sinks import shown
from ...composition.sources import Sources
from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot

_LEVELS = ("debug", "info", "warning", "warn", "error", "critical", "exception")
_LOGGERS = ("logging", "logging.getLogger()", "flask.current_app.logger", "flask.Flask().logger",
            "structlog.get_logger()",
            "loguru.logger", "logging.Logger()")  # fmt: skip
_TARGETS = tuple(f"{logger}.{level}" for logger in _LOGGERS for level in _LEVELS)
_BODY = frozenset({"args", "form", "values", "json", "get_json", "data", "get_data", "view_args", "path", "files"})
"""What may hold line breaks: a header cannot."""


@rule(
    code="FHQ014",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(117,),
    owasp=("A09",),
    asvs=("16.4.1",),
)
def forged_log_lines(snapshot: Snapshot) -> Iterator[Hit]:
    """Data of the request is put into the text of a log message.

    ## What it does
    Reports loggers whose message is built, with an f-string, `%`, `+` or `format`, of arguments, form fields, JSON
    or the path of the request. What is shown with `!r` has its line breaks escaped, and headers have none; both are
    no findings.

    ## Why is this bad
    A line break in a user name ends the line, and what follows looks like one that the app wrote: a sign-in that never
    was, or one that hides what happened. Control characters do the same to whoever reads the log in a terminal.

    ## Example
    ```python
    app.logger.info(f"sign-in failed for {request.form['user']}")
    ```

    ## Use instead
    ```python
    app.logger.info("sign-in failed for %r", request.form["user"])
    security_event("authn_login_fail", user=request.form["user"])  # one line of ASCII, whatever it holds
    ```

    ## References
    - [CWE-117: Improper Output Neutralization for Logs](https://cwe.mitre.org/data/definitions/117.html)
    - [OWASP Logging Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html)
    """
    sources = Sources(snapshot.source)
    for call in snapshot.source.calls(*_TARGETS):
        message = call.argument(0, "msg")
        if message is None or message.known or not isinstance(message.node, ast.JoinedStr | ast.BinOp | ast.Call):
            continue
        composition = sources.compose_node(_without_repr(message.node), call)
        breaks = any(each.requested and _has_breaks(each.node) for each in composition.ingredients)
        if message.requested and composition.built and breaks:
            yield Hit(
                message=f"The message given to {shown(call)} is put together of data of the request.",
                fix="Show it with %r, or record it with security_event.",
                location=call.location,
            )


def _has_breaks(node: ast.expr) -> bool:
    names = {part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute)}
    return not names & {"headers", "cookies", "user_agent", "referrer", "host", "url"} or bool(names & _BODY)


class _WithoutRepr(ast.NodeTransformer):
    def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.AST:
        return ast.Constant("") if node.conversion in {ord("r"), ord("a")} else self.generic_visit(node)


def _without_repr(message: ast.expr) -> ast.expr:
    """Return a text without what stands in ``{…!r}`` or ``{…!a}``, where line breaks are escaped."""
    if isinstance(message, ast.JoinedStr):
        visited: ast.expr = _WithoutRepr().visit(copy.deepcopy(message))
        return visited
    return message
