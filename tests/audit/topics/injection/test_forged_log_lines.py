"""FHQ014: data of the request in the text of log messages."""

import pytest

from flask_hardened.audit.topics.injection.forged_log_lines import forged_log_lines
from tests.audit.asking_source import lines
from tests.audit.views_for_tests import in_view

IMPORTS = "import logging\nlogger = logging.getLogger(__name__)"


@pytest.mark.parametrize(
    "code",
    [
        "logger.info(f\"hello {request.args['name']}\")",
        'app.logger.warning("hello %s" % request.form["name"])',
        'logging.error("hello " + name)',
        'logger.info("hello {}".format(request.json["name"]))',
    ],
)
def test_found_for_data_of_the_request(code: str) -> None:
    """Whichever way it is put into the text."""
    assert 1 == len(lines(forged_log_lines, in_view(IMPORTS, code)))


@pytest.mark.parametrize(
    "code",
    [
        'logger.info("hello %r", request.args["name"])',
        'logger.info(f"hello {number}")',
        "logger.info(f\"agent {request.headers['User-Agent']}\")",
        "logger.info(f\"hello {request.args['name']!r}\")",
        'name = request.args["name"]\nlogger.info(f"hello {name!r}")',
        'logger.info("hello")',
        'logger.info(f"{request.method} {request.remote_addr}")',
    ],
)
def test_not_found_for_what_is_harmless(code: str) -> None:
    """Arguments of the logger, numbers, headers, and what shows its line breaks."""
    assert [] == lines(forged_log_lines, in_view(IMPORTS, code))
