"""Answer: what came back for one request, and how far the request got."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer of the app under test."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    reached: bool
    """Whether the request got as far as the view, which was run only if that was asked for."""
    read: bool = False
    """Whether all that the request sent was read in place of the view."""
    events: tuple[Mapping[str, Any], ...] = ()
    """The security events that it caused."""
    crashed: str | None = None
    """The name of the exception that left the app, through everything that is around it."""

    def told(self, event: str) -> bool:
        """Tell whether the request caused a security event of this name."""
        return any(each["event"] == event for each in self.events)

    def values(self, name: str) -> list[str]:
        """Return the values of a header, whatever the case of its name."""
        return [value for key, value in self.headers if key.lower() == name.lower()]

    @property
    def text(self) -> str:
        """The body, read as UTF-8 as far as it is."""
        return self.body.decode("utf-8", "replace")

    @property
    def is_page(self) -> bool:
        """Whether it is an HTML page."""
        return any(value.lower().startswith("text/html") for value in self.values("Content-Type"))

    def __str__(self) -> str:
        if self.crashed:
            return f"an exception, {self.crashed}, which left the app"
        return f"{self.status}, and the request reached the view" if self.reached else str(self.status)
