"""FHF009: forms that are made without a token."""

from dataclasses import replace

import pytest

from flask_hardened.audit.snapshot import HardeningFacts
from flask_hardened.protections.csrf.options import CsrfOptions
from flask_hardened.protections.csrf.rules.tokenless_form_classes import tokenless_form_classes
from tests.audit.asking_source import lines, source

IMPORTS = "from flask_wtf import FlaskForm\n"
META = "class AddressForm(FlaskForm):\n    class Meta:\n        csrf = False\n"


def test_found_in_the_meta_class() -> None:
    """The line of the setting."""
    assert [4] == lines(tokenless_form_classes, IMPORTS + META)


@pytest.mark.parametrize("text", ['AddressForm(meta={"csrf": False})', "AddressForm(csrf_enabled=False)"])
def test_found_where_a_form_is_made(text: str) -> None:
    """By the option, old or new."""
    assert [2] == lines(tokenless_form_classes, IMPORTS + text)


@pytest.mark.parametrize(
    "text",
    [
        "class AddressForm(FlaskForm):\n    class Meta:\n        csrf = True",
        "class SearchForm(FlaskForm):\n    class Meta:\n        csrf = False",
        "class Job:\n    class Meta:\n        csrf = False",
        'AddressForm(meta={"locales": ["de"]})',
        "AddressForm(meta=options)",
        "class AddressForm(FlaskForm):\n    class Meta:\n        locales = ['de']\n    class Media:\n        csrf = False",
        'UserFilterForm(request.args, meta={"csrf": False})',
        "from flask import request\nColorForm(formdata=request.args, csrf_enabled=False)",
        'SectionForm(MultiDict(row), meta={"csrf": False})',
        "from flask_wtf import CSRFProtect\nCSRFProtect(app)\n" + META,
    ],
)
def test_not_found_for_searches_and_apps_that_check(text: str) -> None:
    """A search changes nothing; CSRFProtect checks whatever the form says."""
    assert [] == lines(tokenless_form_classes, IMPORTS + text)


def test_not_found_when_the_feature_checks() -> None:
    """It checks requests, not forms."""
    facts = HardeningFacts(hardened=True, options={"csrf": CsrfOptions()})
    snapshot = replace(source(IMPORTS + META), hardening_facts=facts)
    assert [] == list(tokenless_form_classes.findings(snapshot))
