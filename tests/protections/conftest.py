"""What tests of several rooms share: a client that sends raw WSGI requests, and the events of a test."""

import pytest

from flask_hardened.events import security_event
from tests.protections.hosts.environs import send


@pytest.fixture
def ask():
    """Send one raw WSGI request."""
    return send


@pytest.fixture
def events():
    """Collect the names of the security events that are emitted."""
    names = []

    def receive(sender, event):
        names.append(event["event"])

    with security_event.connected_to(receive):
        yield names
