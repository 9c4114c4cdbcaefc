"""FHM003: values put out as they are."""

import pytest
from jinja2 import DictLoader

from flask_hardened.protections.templates.rules.trusted_markup import trusted_markup
from tests.audit.asking import hardened_app, places, with_page


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<p>\n{{ x|safe }}", 2),
        ("<p title='{{ x|upper|safe }}'>", 1),
        ("{{ Markup(x) }}", 1),
        ("{% set y = x|safe %}", 1),
        ("{{ f(x|safe) }}", 1),
        ("{{ _('Hello %(name)s', name=x)|safe }}", 1),
        ("{{ _(x)|safe }}", 1),
        ("{{ _('<a href=%(link)s>', link=user.link)|safe }}", 1),
        ("{{ _('%(reset_link)s %(name)s', reset_link=reset_link, name=name)|safe }}", 1),
        ("{{ user.website_url|safe }}", 1),
        ("{{ reset_link|safe }}", 1),
        ("{{ x|markdown|safe }}", 1),
        ("{{ x|to_html|safe }}", 1),
        ("{{ x|join(' ')|safe }}", 1),
        ("{{ fields(x).text|safe }}", 1),
        ("{{ platform.name|safe }}", 1),
        ("{{ cleaner(x)|safe }}", 1),
        ("{{ x|safe|upper }}", 1),
    ],
)
def test_found_with_its_line(text: str, line: int) -> None:
    """One finding, at the line where it stands."""
    assert [f"page.html:{line}"] == places(trusted_markup, with_page(text))


@pytest.mark.parametrize(
    "text",
    [
        "{{ '<b>'|safe }}",
        "{{ x }}",
        "{# {{ x|safe }} #}",
        "{{ x if false }}",
        "<p>|safe</p>",
        "{{ safe }}",
        "{{ x|tojson }}",
        "{{ x|tojson|safe }}",
        "{{ x|safe|tojson }}",
        "{{ _('Hello <b>all</b>')|safe }}",
        "{{ ngettext('One', 'Many', 2)|safe }}",
        "{{ _('<a href=%(reset_link)s>this link</a>', reset_link=reset_link)|safe }}",
        "{{ url_for('show', name=x)|safe }}",
        "{{ view.get_file_url(x)|safe }}",
        "{{ field(**kwargs)|safe }}",
        "{{ form.name(class='wide')|safe }}",
        "{{ login_form.hidden_tag()|safe }}",
        "{{ form.csrf_token|safe }}",
        "{{ widgets.get('list')()|safe }}",
        "{{ x.text|sanitize|safe }}",
        "{{ x.text|clean_html|safe }}",
        "{{ price|as_price|safe }}",
        "{{ x|sanitized_markdown|safe }}",
    ],
)
def test_not_found_in_what_looks_like_it(text: str) -> None:
    """Near misses."""
    assert [] == places(trusted_markup, with_page(text))


def test_not_found_in_plain_text() -> None:
    """Nothing is escaped in a mail of plain text, so nothing is vouched for."""
    app = hardened_app()
    app.jinja_loader = DictLoader(
        {"mail.txt": "{{ x|safe }}", "mail.txt.j2": "{{ x|safe }}", "page.xml": "{{ x|safe }}"}
    )
    assert ["page.xml:1"] == places(trusted_markup, app)
