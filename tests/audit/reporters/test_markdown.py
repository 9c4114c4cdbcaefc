"""Markdown: rendered, it says what was found, and no more."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from flask_hardened.audit.engine import Report
from flask_hardened.audit.reporters.markdown import code_span, escaped, write_markdown
from flask_hardened.audit.reporters.plain import plain
from flask_hardened.audit.reporters.presentation import Presentation
from tests.audit.findings_for_tests import HOSTILE, finding, hostile_report

RENDERER = MarkdownIt("commonmark")


def shown(markdown: str) -> list[tuple[str, str]]:
    """Return the inline parts of the first paragraph that show something."""
    tokens = RENDERER.parse(f"x {markdown} x")
    assert ["paragraph_open", "inline", "paragraph_close"] == [token.type for token in tokens]
    return [
        (token.type, token.content)
        for token in tokens[1].children or ()
        if token.content and not (token.type == "html_inline" and token.content == "<!-- -->")
    ]


@given(HOSTILE)
@settings(max_examples=150)
def test_text_is_shown_as_it_is(text: str) -> None:
    """Only text, and all of it."""
    parts = shown(escaped(text))
    assert {"text"} == {kind for kind, _ in parts}
    assert f"x {plain(text)} x" == "".join(content for _, content in parts)


@given(HOSTILE.filter(lambda text: plain(text).strip(" ")))
@settings(max_examples=150)
def test_a_code_span_ends_where_it_should(text: str) -> None:
    """Whatever backticks are in it."""
    assert [("text", "x "), ("code_inline", plain(text)), ("text", " x")] == shown(code_span(text))


@given(HOSTILE.filter(lambda text: plain(text).strip(" ")))
@settings(max_examples=40)
def test_the_report_has_the_same_parts_whatever_was_found(text: str) -> None:
    """No heading, list or block comes from what is quoted."""

    def blocks(word: str) -> list[str]:
        return [token.type for token in RENDERER.parse(write_markdown(hostile_report(word), Presentation()))]

    assert blocks("a") == blocks(text)


@pytest.mark.parametrize("part", ["## High", "### FHD002 open\\-door", "` DEBUG `", "**Fix:** Close it\\."])
def test_a_finding_has_its_parts(part: str) -> None:
    """Severity, rule, place and remedy."""
    assert part in write_markdown(Report(findings=(finding(),), asked=()), Presentation()).splitlines()


def test_nobody_is_called() -> None:
    """A name behind an @ would send somebody a message."""
    assert "\\@<!-- -->user" == escaped("@user")
