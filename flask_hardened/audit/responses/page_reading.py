"""Reads of an HTML page what a grade needs: its scripts, and what it says of itself in ``<meta>``."""

from __future__ import annotations

from html.parser import HTMLParser

from .facts import PageFacts, ScriptFacts

_MOST = 500


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: list[ScriptFacts] = []
        self.metas: list[tuple[str, str]] = []
        self.inline = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in reversed(attrs)}  # the first of two attributes counts
        if tag == "script" and values.get("src") and len(self.scripts) < _MOST:
            src = values["src"].strip().partition("?")[0][:200]
            self.scripts.append(ScriptFacts(src=src, integrity=bool(values.get("integrity"))))
        elif tag == "script":
            self.inline += 1
        elif tag == "meta" and values.get("http-equiv") and len(self.metas) < _MOST:
            self.metas.append((values["http-equiv"].strip().lower(), values.get("content", "")))


def page_of(body: bytes) -> PageFacts:
    """Read a page."""
    reader = _Reader()
    try:
        reader.feed(body.decode("utf-8", "replace"))
        reader.close()
    except (AssertionError, ValueError):  # what html.parser says to declarations that it cannot read
        pass
    return PageFacts(scripts=tuple(reader.scripts), inline=reader.inline, metas=tuple(reader.metas))
