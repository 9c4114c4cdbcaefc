"""FHM010: markup made of text that nobody escaped."""

import pytest

from flask_hardened.audit.finding import Confidence, Severity
from flask_hardened.protections.templates.rules.built_markup import built_markup
from tests.audit.asking_source import found, lines
from tests.audit.views_for_tests import in_view

IMPORTS = "from markupsafe import Markup, escape\nfrom flask import url_for, render_template"


@pytest.mark.parametrize(
    "code",
    [
        "Markup(f\"<b>{request.args['q']}</b>\")",
        'Markup("<b>" + name + "</b>")',
        'Markup("<b>%s</b>" % request.form["n"])',
        'Markup("<b>{}</b>".format(name))',
        'parts = []\nparts.append(f"<li>{name}</li>")\nMarkup("".join(parts))',
    ],
)
def test_found_for_data_of_the_request(code: str) -> None:
    """Inside of the parentheses nothing is escaped."""
    assert 1 == len(lines(built_markup, in_view(IMPORTS, code)))


@pytest.mark.parametrize(
    "code",
    [
        'Markup("<b>%s</b>") % name',
        'Markup("<b>{}</b>").format(name)',
        'Markup(f"<b>{escape(name)}</b>")',
        'Markup(f"<b>{number}</b>")',
        'Markup("<b>constant</b>")',
        "Markup(f\"<a href={url_for('x')}>x</a>\")",
        'kind = "ok" if name else "minus"\nMarkup(f"<i class={kind}></i>")',
        'Markup(render_template("x.html", name=name))',
        'escape(f"<b>{name}</b>")',
    ],
)
def test_not_found_for_what_is_harmless(code: str) -> None:
    """Outside of them everything is, and so is what was escaped before."""
    assert [] == lines(built_markup, in_view(IMPORTS, code))


def test_found_as_uncertain_for_other_values() -> None:
    """They may be markup already; what says so in its name is believed."""
    text = "from markupsafe import Markup\ndef badge(user, icon_html):\n    return Markup(f'<b>{user.name_shown}</b>{icon_html}')\n"
    assert [(Severity.MEDIUM, Confidence.LOW)] == [(hit.severity, hit.confidence) for hit in found(built_markup, text)]


def test_found_in_html_methods() -> None:
    """What __html__ returns is not escaped either."""
    text = "class Badge:\n    def __html__(self):\n        return f'<b>{self.title}</b>'\n"
    assert [3] == lines(built_markup, text)


def test_not_found_in_html_methods_that_escape() -> None:
    """The same for what they escape."""
    text = "from markupsafe import escape\nclass Badge:\n    def __html__(self):\n        return f'<b>{escape(self.title)}</b>'\n"
    assert [] == lines(built_markup, text)


def test_not_found_for_fields_of_forms() -> None:
    """A field renders itself, and its name is the authors' own."""
    text = "from markupsafe import Markup\ndef show(field):\n    return Markup(f'<li id={field.name}>{field}</li>')\n"
    assert [] == lines(built_markup, text)
