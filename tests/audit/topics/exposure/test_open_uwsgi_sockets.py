"""FHW027: uWSGI sockets that the network can reach."""

from flask_hardened.audit.topics.exposure.open_uwsgi_sockets import open_uwsgi_sockets
from tests.audit.asking_files import found


def severities(line: str, section: str = "uwsgi") -> list[str]:
    """Return the severity of each finding about one line of an ini file."""
    return [each.severity.label for each in found(open_uwsgi_sockets, {"uwsgi.ini": f"[{section}]\n{line}\n"})]


def test_found_on_every_address() -> None:
    """The protocol is worse than the statistics."""
    assert ["high"] == severities("socket = 0.0.0.0:3031")
    assert ["high"] == severities("socket = :3031")
    assert ["high"] == severities("uwsgi-socket = [::]:3031")
    assert ["medium"] == severities("stats = :9191")


def test_not_found_where_only_the_proxy_comes() -> None:
    """Unix sockets, loopback, HTTP, another section."""
    for line in ("socket = /run/app/uwsgi.sock", "socket = 127.0.0.1:3031", "http-socket = :8000", "http = :8000"):
        assert [] == severities(line)
    assert [] == severities("socket = :3031", section="other")
