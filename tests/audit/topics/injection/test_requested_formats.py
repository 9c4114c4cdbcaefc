"""FHQ015: format strings that the request writes."""

import pytest

from flask_hardened.audit.topics.injection.requested_formats import requested_formats
from tests.audit.asking_source import lines
from tests.audit.views_for_tests import in_view

IMPORTS = "import string"


@pytest.mark.parametrize(
    "code",
    [
        'request.form["greeting"].format(user=app)',
        'text = "Dear " + request.args["t"]\ntext.format(app)',
        'request.json["t"].format_map(app.config)',
    ],
)
def test_found_for_data_of_the_request(code: str) -> None:
    """The format comes from the request."""
    assert 1 == len(lines(requested_formats, in_view(IMPORTS, code)))


@pytest.mark.parametrize(
    "code",
    [
        '"hello {}".format(request.args["name"])',
        'TEXT.format(request.args["name"])',
        'string.Template(request.form["t"]).substitute(name=name)',
        'date.format(request.args["f"])',
    ],
)
def test_not_found_for_what_is_harmless(code: str) -> None:
    """The values do."""
    assert [] == lines(requested_formats, in_view(IMPORTS, code))
