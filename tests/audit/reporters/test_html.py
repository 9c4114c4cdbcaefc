"""The page: nothing in it runs, nothing is loaded, and whatever was found is text."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

from hypothesis import given, settings

from flask_hardened.audit.discovery import find_rules
from flask_hardened.audit.engine import Report
from flask_hardened.audit.reporters.html import POLICY, write_html
from flask_hardened.audit.reporters.plain import plain
from flask_hardened.audit.reporters.presentation import Presentation
from flask_hardened.protections import CATALOG
from tests.audit.findings_for_tests import HOSTILE, finding, hostile_report


class Tags(HTMLParser):
    """Collects elements with their attributes, and the text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, tuple(name for name, _ in attributes)))

    def handle_data(self, data):
        self.text += data


@given(HOSTILE)
@settings(max_examples=60)
def test_whatever_was_found_is_text(text: str) -> None:
    """The elements are those of the same report with a harmless word, and the text is shown."""
    page = Tags(write_html(hostile_report(text), Presentation()))
    assert Tags(write_html(hostile_report("a"), Presentation())).tags == page.tags
    assert plain(text) in page.text


def test_nothing_runs_and_nothing_is_loaded() -> None:
    """No script, no address, no style attribute."""
    page = Tags(write_html(hostile_report("a"), Presentation(rules=find_rules(CATALOG))))
    assert not {"script", "link", "img", "iframe", "base", "form"} & {tag for tag, _ in page.tags}
    assert not {"src", "href", "style", "onclick"} & {name for _, names in page.tags for name in names}


def test_its_policy_allows_its_style_and_nothing_else() -> None:
    """The hash is that of the element's text."""
    page = write_html(Report(findings=(), asked=()), Presentation())
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'" == POLICY
    assert "unsafe" not in POLICY
    assert f'content="{POLICY.replace(chr(39), "&#39;")}"' in page


def test_a_rule_that_is_known_explains_itself() -> None:
    """Behind a summary that opens without a script."""
    rules = {rule.code: rule for rule in find_rules(CATALOG)}
    report = Report(findings=(finding("FHD002"),), asked=())
    assert "Why is this bad?" in write_html(report, Presentation(rules=tuple(rules.values())))
    assert "Why is this bad?" not in write_html(report, Presentation())
