"""FHQ011: XPath put together of text."""

import pytest

from flask_hardened.audit.topics.injection.built_xpath import built_xpath
from tests.audit.asking_source import lines
from tests.audit.views_for_tests import in_view

IMPORTS = "from lxml import etree\ndocument = etree.parse('x')"


@pytest.mark.parametrize(
    "code",
    [
        "document.xpath(f\"//user[@name='{request.form['name']}']\")",
        'etree.XPath("//user[@id=" + name + "]")',
        "document.findall(\"user[@id='%s']\" % name)",
    ],
)
def test_found_for_data_of_the_request(code: str) -> None:
    """Paths that hold data of the request."""
    assert 1 == len(lines(built_xpath, in_view(IMPORTS, code)))


@pytest.mark.parametrize(
    "code",
    [
        'document.xpath("//user[@name=$name]", name=name)',
        'document.xpath("//user")',
        'document.xpath(f"//user[{number}]")',
        "pattern.findall(name)",
    ],
)
def test_not_found_for_what_is_harmless(code: str) -> None:
    """Variables, constants, numbers, and findall of regular expressions."""
    assert [] == lines(built_xpath, in_view(IMPORTS, code))
