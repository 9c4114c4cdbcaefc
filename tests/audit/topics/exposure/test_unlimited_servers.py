"""FHW026: servers without limits."""

from flask_hardened.audit.topics.exposure.unlimited_servers import unlimited_servers
from tests.audit.asking_files import in_file


def test_found_for_limits_that_are_off() -> None:
    """gunicorn's and nginx's."""
    assert [1] == in_file(unlimited_servers, "gunicorn.conf.py", "limit_request_line = 0\n")
    assert [1] == in_file(unlimited_servers, "Procfile", "web: gunicorn -t 0 app:app\n")
    assert [2] == in_file(unlimited_servers, "nginx.conf", "http {\nclient_max_body_size 0;\n}\n")


def test_not_found_with_limits() -> None:
    """Numbers, and defaults."""
    assert [] == in_file(unlimited_servers, "gunicorn.conf.py", "timeout = 30\nlimit_request_line = 4094\n")
    assert [] == in_file(unlimited_servers, "nginx.conf", "http {\nclient_max_body_size 10m;\n}\n")
    assert [] == in_file(unlimited_servers, "nginx.conf", "http {\n# client_max_body_size 0;\n}\n")
