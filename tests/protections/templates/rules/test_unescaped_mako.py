"""FHM015: templates of Mako, which do not escape."""

from flask_hardened.protections.templates.rules.unescaped_mako import unescaped_mako
from tests.audit.asking_source import lines

IMPORTS = "from mako.lookup import TemplateLookup\nfrom mako.template import Template\n"


def test_found_without_the_filter() -> None:
    """None at all, or others."""
    assert [3] == lines(unescaped_mako, IMPORTS + "pages = TemplateLookup(directories=['pages'])\n")
    assert [3] == lines(unescaped_mako, IMPORTS + "Template('${name}', default_filters=['trim'])\n")


def test_not_found_with_the_filter() -> None:
    """Nor for filters that are only known later, nor for other templates."""
    assert [] == lines(unescaped_mako, IMPORTS + "TemplateLookup(['pages'], default_filters=['str', 'h'])\n")
    assert [] == lines(unescaped_mako, IMPORTS + "TemplateLookup(['pages'], default_filters=FILTERS)\n")
    assert [] == lines(unescaped_mako, "from string import Template\nTemplate('$name')\n")
