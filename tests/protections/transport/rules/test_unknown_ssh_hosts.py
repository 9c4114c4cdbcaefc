"""FHT009: SSH connections to whoever answers."""

import pytest

from flask_hardened.protections.transport.rules.unknown_ssh_hosts import unknown_ssh_hosts
from tests.audit.asking_source import lines

IMPORTS = "import asyncssh, paramiko; from paramiko.client import AutoAddPolicy\n"


@pytest.mark.parametrize(
    "text",
    [
        "client.set_missing_host_key_policy(paramiko.AutoAddPolicy())",
        "client.set_missing_host_key_policy(paramiko.AutoAddPolicy)",
        "client.set_missing_host_key_policy(AutoAddPolicy())",
        "client.set_missing_host_key_policy(policy=paramiko.WarningPolicy())",
        "asyncssh.connect(host, known_hosts=None)",
    ],
)
def test_found_for_each_policy(text: str) -> None:
    """As an object or as a class."""
    assert [2] == lines(unknown_ssh_hosts, IMPORTS + text)


@pytest.mark.parametrize(
    "text",
    [
        "client.set_missing_host_key_policy(paramiko.RejectPolicy())",
        "client.set_missing_host_key_policy(policy)",
        "asyncssh.connect(host)",
        "asyncssh.connect(host, known_hosts=known)",
        "client.load_system_host_keys()",
    ],
)
def test_not_found_for_known_hosts(text: str) -> None:
    """The default refuses."""
    assert [] == lines(unknown_ssh_hosts, IMPORTS + text)
