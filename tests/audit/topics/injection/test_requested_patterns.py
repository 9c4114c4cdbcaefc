"""FHQ012: regular expressions that the request writes."""

import pytest

from flask_hardened.audit.topics.injection.requested_patterns import requested_patterns
from tests.audit.asking_source import lines
from tests.audit.views_for_tests import in_view

IMPORTS = "import re"


@pytest.mark.parametrize(
    "code",
    [
        're.search(request.args["q"], "text")',
        're.compile("^" + name)',
        'pattern = request.args["q"]\nre.findall(pattern, "text")',
    ],
)
def test_found_for_data_of_the_request(code: str) -> None:
    """Whole or as a part."""
    assert 1 == len(lines(requested_patterns, in_view(IMPORTS, code)))


@pytest.mark.parametrize(
    "code",
    [
        're.search(re.escape(request.args["q"]), "text")',
        're.search("x+", request.args["q"])',
        're.sub(r"\\s", "", name)',
        're.compile("a{%d}" % number)',
    ],
)
def test_not_found_for_what_is_harmless(code: str) -> None:
    """Escaped data, data that is searched, numbers."""
    assert [] == lines(requested_patterns, in_view(IMPORTS, code))
