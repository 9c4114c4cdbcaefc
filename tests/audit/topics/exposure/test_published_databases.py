"""FHW021: databases that the network can reach."""

from flask_hardened.audit.topics.exposure.published_databases import published_databases
from tests.audit.asking_files import in_file


def lines(ports: str, image: str = "postgres:17") -> list[int | None]:
    """Return the line of each finding."""
    text = f"services:\n  db:\n    image: {image}\n    ports: {ports}\n"
    return in_file(published_databases, "docker-compose.yml", text)


def test_found_on_every_address() -> None:
    """Short and long form, other registries, other ports."""
    assert [2] == lines("['5432:5432']")
    assert [2] == lines("['0.0.0.0:15432:5432/tcp']")
    assert [2] == lines("[{target: 6379, published: 6379}]", "docker.io/library/redis:7-alpine")
    assert [2] == lines("['6379:6379']", "redis")


def test_not_found_for_this_machine_and_other_services() -> None:
    """Loopback, no host port, an address of the user's choice, the app itself."""
    assert [] == lines("['127.0.0.1:5432:5432']")
    assert [] == lines("['5432']")
    assert [] == lines("[{target: 5432, published: 5432, host_ip: 127.0.0.1}]")
    assert [] == lines("['${BIND}:5432:5432']")
    assert [] == lines("['8000:8000']", "shop:1")
