"""What is wrong with the input of a request, and the errors that are raised for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from werkzeug.exceptions import BadRequest, UnprocessableEntity

Source = Literal["json", "form", "query", "path", "headers"]
"""Where input comes from; also the name of the keyword argument that the view gets."""
SOURCES: tuple[Source, ...] = ("path", "headers", "query", "json", "form")
"""Every source, the cheapest first: a body is read last."""

MOST_FAULTS = 100
_LONGEST_NAME = 64


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. It never holds the value that was sent."""

    loc: tuple[str | int, ...]
    """Where: the source, then names and positions."""
    type: str
    """What, for programs: pydantic's word, or one of ours such as ``json_duplicate_key``."""
    msg: str
    """What, for people."""

    def shown(self) -> dict[str, Any]:
        """Return it as a member of a problem document."""
        return {"loc": list(self.loc), "type": self.type, "msg": self.msg}


def short(part: object) -> str | int:
    """Return a part of a location that is safe to show: a name that somebody else chose may be long, or worse."""
    if isinstance(part, int):
        return part
    text = str(part)[: _LONGEST_NAME + 1]
    if not text.isprintable():
        text = text.encode("unicode_escape").decode("ascii")
    return text if len(text) <= _LONGEST_NAME else f"{text[: _LONGEST_NAME - 3]}..."


class Unreadable(Exception):  # noqa: N818 - a signal between the readers and the door
    """A source that cannot be read at all, whatever the model wants; ``fault`` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.type)
        self.fault = fault


class _WithErrors:
    """What both errors carry."""

    errors: list[dict[str, Any]]
    """Each a dict with ``loc``, ``type`` and ``msg``, at most 100. No rejected value is in them."""

    def _tell(self, faults: Iterable[Fault]) -> str:
        found = [fault.shown() for fault in faults]
        self.errors = found[:MOST_FAULTS]
        lines = [f"{'.'.join(map(str, each['loc']))}: {str(each['msg']).rstrip('.')}." for each in found[:3]]
        more = f" And {len(found) - 3} more." if len(found) > 3 else ""
        return " ".join(lines) + more


class InvalidInput(_WithErrors, UnprocessableEntity):
    """Input was read, and is not what the view takes: 422.

    Register an error handler for it to answer in your own words; ``errors`` says what is wrong.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        super().__init__(self._tell(faults))


class UnreadableInput(_WithErrors, BadRequest):
    """Input could not be read: broken, hostile or ambiguous JSON, or too many fields: 400."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        super().__init__(self._tell(faults))
