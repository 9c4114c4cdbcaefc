"""FHW020: containers that hold the host's keys."""

from flask_hardened.audit.topics.exposure.privileged_containers import privileged_containers
from tests.audit.asking_files import found


def abouts(service: str) -> list[str]:
    """Return what each finding about a service names."""
    text = "services:\n  web:\n" + "".join(f"    {line}\n" for line in service.splitlines())
    return sorted(each.message.partition(": ")[2] for each in found(privileged_containers, {"compose.yaml": text}))


def test_found_for_rights_of_the_host() -> None:
    """Each of them."""
    assert ["privileged."] == abouts("privileged: true")
    assert ["docker.sock."] == abouts("volumes:\n  - /var/run/docker.sock:/var/run/docker.sock:ro")
    assert ["docker.sock."] == abouts("volumes:\n  - type: bind\n    source: /run/docker.sock\n    target: /s")
    assert ["a system folder of the host."] == abouts("volumes: ['/:/host']")
    assert ["cap_add: SYS_ADMIN.", "pid: host."] == abouts("cap_add: [SYS_ADMIN, CHOWN]\npid: host")


def test_found_with_less_severity_for_the_network() -> None:
    """It sees the host's ports, not its files."""
    findings = found(privileged_containers, {"docker-compose.yml": "services:\n  w:\n    network_mode: host\n"})
    assert ["medium"] == [each.severity.label for each in findings]


def test_not_found_for_what_a_service_needs() -> None:
    """Its own volumes, dropped rights, a file for development."""
    assert [] == abouts("volumes:\n  - data:/data\n  - ./app:/app\n  - /etc/localtime:/etc/localtime:ro")
    assert [] == abouts("privileged: false\ncap_drop: [ALL]\ncap_add: [NET_BIND_SERVICE]\nnetwork_mode: bridge")
    assert [] == found(privileged_containers, {"compose.dev.yaml": "services:\n  w:\n    privileged: true\n"})
