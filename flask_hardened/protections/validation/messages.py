"""pydantic's errors as faults, without the value that was sent.

Some of pydantic's own messages quote the input, and so may those of the app's validators (CWE-209, CWE-532).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from types import TracebackType
from typing import TYPE_CHECKING, Any, get_args

from .faults import MOST_FAULTS, Fault, Source, short

if TYPE_CHECKING:
    from pydantic import ValidationError

NOT_ACCEPTED = "The value is not accepted"
_QUOTING = frozenset({"error", "encoding_error", "tz_actual"})
"""Members of an error's context that hold a part of the input, or the text of an exception about it."""
_OWN = frozenset({"value_error", "assertion_error"})
_MOST_LEAVES = 1000
_WINDOW = 8
_MOST_ERRORS = 5000
"""Beyond this pydantic takes longer to list them than to find them."""


def faults_of(source: Source, error: ValidationError) -> Iterator[Fault]:
    """Yield one fault per error, up to one more than is shown."""
    count = error.error_count()
    if count > _MOST_ERRORS:
        yield Fault((source,), "too_many_errors", f"{count} values are not valid")
        return
    for each in error.errors(include_url=False)[: MOST_FAULTS + 1]:
        loc = (source, *map(short, each["loc"]))
        yield Fault(loc, each["type"], message_of(each))


def message_of(error: Any) -> str:
    """Return the message of one of pydantic's errors, or a plainer one if it might quote the input."""
    kind, message, context = error["type"], error["msg"], error.get("ctx", {})
    if kind == "union_tag_invalid":
        return f"Input should have one of these tags: {context['expected_tags']}"
    if kind not in _built_in():
        return sanitized(message, error.get("input"))
    if kind in _OWN:
        raised = context.get("error")
        text = str(raised) if isinstance(raised, Exception) else message
        return text if text and _is_literal(text, raised) else sanitized(text, error.get("input"))
    if not _QUOTING.isdisjoint(context):
        return str(re.split(r"[:,] ", message)[0])
    return str(message)


def sanitized(message: str, value: Any) -> str:
    """Return a message of the app's, or :data:`NOT_ACCEPTED` when it quotes `value` or a part of it."""
    folded = message.casefold()
    quotes = any(_quotes(folded, leaf.strip().casefold()) for leaf in _leaves(value))
    return NOT_ACCEPTED if quotes or not message else message


def _quotes(message: str, value: str) -> bool:
    if not value:
        return False
    if len(value) < 4:
        return re.search(rf"(?<!\w){re.escape(value)}(?!\w)", message) is not None
    if value in message:
        return True
    windows = range(min(len(value), 10_000) - _WINDOW + 1)
    return any(value[start : start + _WINDOW] in message for start in windows)


def _leaves(value: Any) -> Iterator[str]:
    """Yield the texts in a value, those of names too, up to a number that no message could quote all of."""
    waiting, left = [value], _MOST_LEAVES
    while waiting and left:
        left -= 1
        found = waiting.pop()
        if isinstance(found, dict):
            waiting.extend(found)
            waiting.extend(found.values())
        elif isinstance(found, (list, tuple, set, frozenset)):
            waiting.extend(found)
        elif isinstance(found, bytes):
            yield found.decode("utf-8", "replace")
        elif found is not None and not isinstance(found, bool):
            yield str(found) if isinstance(found, (str, int, float)) else repr(getattr(found, "__dict__", found))


def _is_literal(text: str, raised: object) -> bool:
    """Tell whether the code that raised has the message as it is among its constants: then nothing was put into it."""
    trace: TracebackType | None = getattr(raised, "__traceback__", None)
    while trace is not None:
        if text in trace.tb_frame.f_code.co_consts:
            return True
        trace = trace.tb_next
    return False


@cache
def _built_in() -> frozenset[str]:
    from pydantic_core.core_schema import ErrorType  # imported where the first model is

    return frozenset(get_args(ErrorType))
