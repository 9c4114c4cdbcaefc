"""FHC006: constant handlers and style attributes."""

from jinja2 import DictLoader

from flask_hardened.protections.csp.rules.inline_attributes import inline_attributes
from tests.audit.asking import ask, hardened_app, places


def test_found_as_information() -> None:
    """Each kind is listed with its line, and nothing has to be done."""
    app = hardened_app()
    text = '<b onclick="f()">\n<b style="margin: 0">\n<a href="javascript:void(0)">'
    app.jinja_loader = DictLoader({"page.html": text})
    assert ["page.html:1", "page.html:2", "page.html:3"] == places(inline_attributes, app)
    assert {"info"} == {finding.severity.label for finding in ask(inline_attributes, app)}


def test_found_once_for_each_kind_in_a_template() -> None:
    """Where nothing has to be done, a list of forty lines helps nobody: the first has the number."""
    app = hardened_app()
    text = '<b>\n<b style="margin: 0">\n<b style="margin: 1px">\n<b onclick="f()">'
    app.jinja_loader = DictLoader({"page.html": text, "other.html": '<b style="margin: 0">'})
    assert ["other.html:1", "page.html:2", "page.html:4"] == sorted(places(inline_attributes, app))
    assert ["A constant style attribute, one of 2 in this template"] == [
        finding.message.partition(";")[0] for finding in ask(inline_attributes, app) if "one of" in finding.message
    ]


def test_not_found_for_dynamic_ones_and_elements() -> None:
    """A variable is another rule's; script and style elements get a nonce."""
    app = hardened_app()
    text = '<b onclick="f({{ n }})">\n<script>f()</script>\n<style>b { margin: 0 }</style>\n<b class="x">'
    app.jinja_loader = DictLoader({"page.html": text})
    assert [] == places(inline_attributes, app)
