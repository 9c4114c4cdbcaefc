"""FHQ016: logging that is configured over a socket."""

from flask_hardened.audit.topics.injection.open_logging_sockets import open_logging_sockets
from tests.audit.asking_source import lines


def test_found_without_a_check() -> None:
    """Under each name it is imported by."""
    assert [2] == lines(open_logging_sockets, "import logging.config\nlogging.config.listen(9030).start()\n")
    assert [2] == lines(open_logging_sockets, "from logging.config import listen\nlisten()\n")


def test_not_found_with_a_check() -> None:
    """Nor for what is not known to lack one, nor for another function of the name."""
    assert [] == lines(open_logging_sockets, "import logging.config\nlogging.config.listen(9030, verify=check)\n")
    assert [] == lines(open_logging_sockets, "import logging.config\nlogging.config.listen(9030, check)\n")
    assert [] == lines(open_logging_sockets, "import logging.config\nlogging.config.listen(**options)\n")
    assert [] == lines(open_logging_sockets, "server.listen(9030)\n")
