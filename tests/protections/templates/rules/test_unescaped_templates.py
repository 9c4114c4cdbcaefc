"""FHM004: templates, and parts of them, that are not autoescaped."""

import logging

import pytest
from flask import Flask
from jinja2 import DictLoader

from flask_hardened.protections.templates.options import TemplatesOptions
from flask_hardened.protections.templates.rules.unescaped_templates import unescaped_templates
from tests.audit.asking import hardened_app, places, plain_app

OFF = "<p>\n{% autoescape false %}{{ x }}{% endautoescape %}"


def with_pages(*patterns: str, **pages: str) -> Flask:
    """An app with templates, of which some are not escaped."""
    app = hardened_app(templates=TemplatesOptions(unescaped=patterns))
    app.jinja_loader = DictLoader({name.replace("_", "."): text for name, text in pages.items()})
    return app


def test_found_in_blocks_and_by_name() -> None:
    """The block with its line; a template whose name does not say that it is no HTML."""
    assert ["page.html:2"] == places(unescaped_templates, with_pages(page_html=OFF))
    assert ["HARDENED_TEMPLATES_UNESCAPED"] == places(unescaped_templates, with_pages("*.j2", page_j2="{{ x }}"))


@pytest.mark.parametrize("name", ["page.j2", "page.html.jinja", "page.tpl", "PAGE.HTML", "page"])
def test_found_where_flask_does_not_know_the_name(name: str) -> None:
    """Without us, and with the feature off."""
    for app in (plain_app(SECRET_KEY="x"), hardened_app(templates=False)):
        app.jinja_loader = DictLoader({name: "{{ x }}", "other.html": "{{ x }}"})
        assert ["Hardened(app)"] == places(unescaped_templates, app)


@pytest.mark.parametrize(
    "name", ["page.html", "page.xml", "mail.txt", "mail.txt.j2", "app.js", "menu.json.j2", "site.conf.j2"]
)
def test_not_found_for_names_that_flask_knows_and_for_text(name: str) -> None:
    """What is no HTML needs no escaping for it."""
    app = plain_app(SECRET_KEY="x")
    app.jinja_loader = DictLoader({name: "{{ x }}"})
    assert [] == places(unescaped_templates, app)


def test_not_found_in_text_and_escaped_blocks() -> None:
    """Text mail, and blocks that switch escaping on."""
    assert [] == places(unescaped_templates, with_pages("*.txt", mail_txt="{{ x }}", page_html="{{ x }}"))
    on = "{% autoescape true %}{{ x }}{% endautoescape %}"
    assert [] == places(unescaped_templates, with_pages(page_html=on))


def test_not_found_means_not_logged_either(caplog: pytest.LogCaptureFixture) -> None:
    """The note about names that are no HTML is for those who render, not for those who audit."""
    app = with_pages(mail_txt="{{ x }}")
    with caplog.at_level(logging.INFO):
        assert [] == places(unescaped_templates, app)
    assert [] == caplog.messages
