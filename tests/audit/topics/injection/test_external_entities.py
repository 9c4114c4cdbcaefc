"""FHQ013: XML parsers that fetch what the document names."""

import pytest

from flask_hardened.audit.finding import Confidence, Severity
from flask_hardened.audit.topics.injection.external_entities import external_entities
from tests.audit.asking_source import found, lines
from tests.audit.views_for_tests import in_view

IMPORTS = "import xml.sax, xml.sax.handler, defusedxml.ElementTree\nimport xml.etree.ElementTree as ET\nfrom lxml import etree"


@pytest.mark.parametrize(
    "code",
    [
        "etree.XMLParser(resolve_entities=True)",
        "etree.XMLParser(no_network=False)",
        "etree.fromstring(request.data)",
        "ET.fromstring(request.data)",
        "parser = xml.sax.make_parser()\nparser.setFeature(xml.sax.handler.feature_external_ges, True)",
    ],
)
def test_found_for_data_of_the_request(code: str) -> None:
    """Parsers that are told to, and those that get the request's data."""
    assert 1 == len(lines(external_entities, in_view(IMPORTS, code)))


@pytest.mark.parametrize(
    "code",
    [
        "etree.XMLParser()",
        "etree.fromstring(request.data, etree.XMLParser(resolve_entities=False))",
        'ET.parse("own.xml")',
        "defusedxml.ElementTree.fromstring(request.data)",
        "parser.setFeature(xml.sax.handler.feature_external_ges, False)",
    ],
)
def test_not_found_for_what_is_harmless(code: str) -> None:
    """Parsers of one's own, files of one's own, and defusedxml."""
    assert [] == lines(external_entities, in_view(IMPORTS, code))


def test_found_as_low_for_the_standard_library() -> None:
    """It fetches nothing, and Expat stops entities that multiply since 2.4.1."""
    [finding] = found(external_entities, in_view(IMPORTS, "ET.fromstring(request.data)"))
    assert (Severity.LOW, Confidence.MEDIUM) == (finding.severity, finding.confidence)
