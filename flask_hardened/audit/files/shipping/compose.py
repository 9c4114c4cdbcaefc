"""What files of Docker Compose say about their services."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from typing import Any

from ...finding import Location
from ..secrets.names import secrecy
from ..secrets.placeholders import is_placeholder
from .facts import Service, ServiceRemark

_DATABASES = {
    "postgres": 5432, "postgis": 5432, "timescaledb": 5432, "mysql": 3306, "mariadb": 3306, "mongo": 27017,
    "redis": 6379,
    "valkey": 6379, "memcached": 11211, "elasticsearch": 9200, "opensearch": 9200, "rabbitmq": 5672, "couchdb": 5984,
    "cassandra": 9042, "clickhouse-server": 8123, "influxdb": 8086, "neo4j": 7687, "mssql": 1433,
}  # fmt: skip
_PASSWORD = re.compile(
    r"(?:POSTGRES|MYSQL|MYSQL_ROOT|MARIADB|MARIADB_ROOT|MONGO_INITDB_ROOT|RABBITMQ_DEFAULT|REDIS|ELASTIC|MINIO_ROOT|SA"
    r"|MSSQL_SA|NEO4J|COUCHDB|PGADMIN_DEFAULT|KEYCLOAK_ADMIN|GF_SECURITY_ADMIN)_PASS(?:WORD)?"
)
_EMPTY = frozenset({"MYSQL_ALLOW_EMPTY_PASSWORD", "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD", "ALLOW_EMPTY_PASSWORD"})
_LONGEST = 200_000
_ON = frozenset({"1", "yes", "true", "on"})
_CAPABILITIES = frozenset({"ALL", "SYS_ADMIN", "SYS_PTRACE", "SYS_MODULE", "DAC_READ_SEARCH", "NET_ADMIN"})
_DEVELOPMENT = re.compile(
    r"(?:^|[-_.])(?:dev|develop(?:ment)?|local|override|test(?:s|ing)?|ci|e2e|debug|example)(?:[-_.]|$)", re.IGNORECASE
)


def is_for_development(name: str) -> bool:
    """Whether a file's name says that it is for the authors' own machines: ``docker-compose.override.yml``."""
    return bool(_DEVELOPMENT.search(name))


def read_services(text: str, shown: str) -> Iterator[Service]:
    """Yield the services of a Compose file.

    :raises ModuleNotFoundError: without PyYAML.
    :raises yaml.YAMLError: for what is no YAML.
    """
    for name, service, line in _services(text):
        place = Location(file=shown, line=line)
        yield Service(name=name, remarks=tuple(dict.fromkeys(_remarks(service, place))), location=place)


def environment_of(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield the names and values that services are given, and their commands under an empty name; with the line.

    Raises as :func:`read_services` does.
    """
    for _, service, line in _services(text):
        for key, value in _pairs(service.get("environment")):
            yield key, value, line
        for key in ("entrypoint", "command"):
            command = service.get(key)
            joined = " ".join(_texts(command)) if isinstance(command, list) else command
            if isinstance(joined, str):
                yield "", joined, line


def _services(text: str) -> Iterator[tuple[str, dict[str, Any], int]]:
    if len(text) > _LONGEST:
        raise ValueError("It is too long to be written by hand.")
    yaml: Any = importlib.import_module("yaml")
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    for key, value in _entries(root):
        if key.value == "services":
            made: dict[int, Any] = {}
            for name, node in _entries(value):
                service = _plain(node, made)
                if isinstance(service, dict) and isinstance(name.value, str):
                    yield name.value, service, name.start_mark.line + 1


def _entries(node: Any) -> list[tuple[Any, Any]]:
    return node.value if type(node).__name__ == "MappingNode" else []


def _plain(node: Any, made: dict[int, Any]) -> Any:
    """Return a node as texts, lists and dictionaries. Each node is made once, so aliases cannot multiply it."""
    if id(node) in made:
        return made[id(node)]
    made[id(node)] = None  # what a node that holds itself finds inside
    kind = type(node).__name__
    plain: Any
    if kind == "MappingNode":
        plain = {}
        for key, value in node.value:
            inside = _plain(value, made)
            if key.value == "<<" and isinstance(inside, dict):
                plain = {**inside, **plain}
            elif isinstance(key.value, str):
                plain[key.value] = inside
    elif kind == "SequenceNode":
        plain = [_plain(each, made) for each in node.value]
    else:
        plain = str(node.value)
    made[id(node)] = plain
    return plain


def _pairs(environment: Any) -> Iterator[tuple[str, str]]:
    if isinstance(environment, dict):
        yield from ((name, value) for name, value in environment.items() if isinstance(value, str))
    else:
        for each in _texts(environment):
            name, equals, value = each.partition("=")
            if equals:
                yield name, value


def _remarks(service: dict[str, Any], place: Location) -> Iterator[ServiceRemark]:
    for about in _privileges(service):
        yield ServiceRemark(kind="privilege", about=about, location=place)
    product = re.sub(r"[:@].*", "", _text(service.get("image")).rpartition("/")[2]).lower()
    port = _DATABASES.get(product)
    if port is not None:
        for published in _list(service.get("ports")):
            if _is_open(published):
                yield ServiceRemark(kind="published-database", about=product, location=place)
    given = dict(_pairs(service.get("environment")))
    users = {value for name, value in given.items() if name.endswith(("_USER", "_USERNAME"))}
    for name, value in given.items():
        if (name == "POSTGRES_HOST_AUTH_METHOD" and value == "trust") or (name in _EMPTY and value.lower() in _ON):
            yield ServiceRemark(kind="default-password", about=name, location=place)
        default = re.fullmatch(r"\$\{\w+:?-([^}]*)\}", value)
        written = default[1] if default else value
        if not _PASSWORD.fullmatch(name) or not written or "$" in written or "{" in written:
            continue
        if is_placeholder(written) or written in users or secrecy(written) is not None:
            yield ServiceRemark(kind="default-password", about=name, location=place)


def _privileges(service: dict[str, Any]) -> Iterator[str]:
    if _text(service.get("privileged")).lower() in {"true", "yes", "on"}:
        yield "privileged"
    for key in ("pid", "network_mode"):
        if service.get(key) == "host":
            yield f"{key}: host"
    yield from (
        f"cap_add: {each}"
        for each in _texts(service.get("cap_add"))
        if each.upper().removeprefix("CAP_") in _CAPABILITIES
    )
    for volume in _list(service.get("volumes")):
        source = _text(volume.get("source")) if isinstance(volume, dict) else _text(volume).partition(":")[0]
        if source.endswith("docker.sock"):
            yield "docker.sock"
        elif source in {"/", "/etc", "/root", "/proc", "/sys", "/var/run", "/run"}:
            yield "a system folder of the host"


def _is_open(published: Any) -> bool:
    """Whether a port is published on every address of the machine."""
    if isinstance(published, dict):
        return bool(published.get("published")) and not _text(published.get("host_ip")).startswith(("127.", "::1"))
    host = _text(published).rpartition("/")[0] or _text(published)
    parts = host.rsplit(":", 2)
    if len(parts) < 2:  # a port alone is published at random, on every address too
        return False
    return len(parts) == 2 or not parts[0].strip("[]").startswith(("127.", "::1", "localhost", "$"))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _texts(value: Any) -> list[str]:
    return [each for each in _list(value) if isinstance(each, str)]


def _text(value: Any) -> str:
    """Return a text, and nothing of what holds others: aliases would make it endless."""
    return value if isinstance(value, str) else ""
