"""SaidOnce: what has been logged already, so that no client can fill the log."""

from __future__ import annotations


class SaidOnce:
    """Remembers the first `limit` distinct subjects; says no to any later one."""

    def __init__(self, limit: int = 100) -> None:
        self._limit = limit
        self._subjects: set[str] = set()

    def first_time(self, subject: str) -> bool:
        """Tell whether `subject` is to be logged now."""
        if subject in self._subjects or len(self._subjects) >= self._limit:
            return False
        self._subjects.add(subject)
        return True


def quoted(text: str, limit: int = 80) -> str:
    """Return client-sent text as it may stand in a log line: ASCII, escaped, cut at `limit` characters."""
    return ascii(text if len(text) <= limit else f"{text[:limit]}...")
