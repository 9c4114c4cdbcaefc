"""FHS011: sessions go over the network in clear text."""

import pytest
from redis import Redis

from flask_hardened.protections.sessions.rules.plain_session_servers import plain_session_servers
from tests.audit.asking import places, plain_app
from tests.audit.extensions_for_tests import severities


def test_found_for_other_hosts() -> None:
    """Low within a network of containers; nothing is connected to."""
    app = plain_app(SESSION_REDIS=Redis("sessions.example.com"))
    assert [("SESSION_REDIS", "medium")] == severities(plain_session_servers, app)
    assert [("SESSION_REDIS", "low")] == severities(plain_session_servers, plain_app(SESSION_REDIS=Redis("redis")))
    blind = Redis("sessions.example.com", ssl=True, ssl_cert_reqs="none")
    assert ["SESSION_REDIS"] == places(plain_session_servers, plain_app(SESSION_REDIS=blind))


@pytest.mark.parametrize("client", [Redis("localhost"), Redis("127.0.0.1"), Redis("a.example", ssl=True), object()])
def test_not_found_for_this_machine_and_tls(client: object) -> None:
    """Nor for what is no client."""
    assert [] == places(plain_session_servers, plain_app(SESSION_REDIS=client))
