"""Reduces the addresses of databases, brokers, caches and mail servers to facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Literal, NamedTuple
from urllib.parse import parse_qsl, unquote

from ..extension_facts import Channel, ServiceFacts
from .store import channel_of, in_environment

Kind = Literal["database", "broker", "cache", "limits", "sessions", "mail"]

_URLS: Mapping[str, Kind] = {
    "SQLALCHEMY_DATABASE_URI": "database", "DATABASE_URL": "database", "DATABASE_URI": "database",
    "MONGO_URI": "database", "MONGODB_HOST": "database", "ELASTICSEARCH_URL": "database",
    "CELERY_BROKER_URL": "broker", "BROKER_URL": "broker", "CELERY_RESULT_BACKEND": "broker",
    "RESULT_BACKEND": "broker", "RQ_REDIS_URL": "broker", "DRAMATIQ_BROKER_URL": "broker",
    "SOCKETIO_MESSAGE_QUEUE": "broker", "REDIS_URL": "cache", "CACHE_REDIS_URL": "cache",
    "RATELIMIT_STORAGE_URI": "limits", "RATELIMIT_STORAGE_URL": "limits",
}  # fmt: skip
_SPEAKING = frozenset({
    "amqp", "amqps", "cockroachdb", "elasticsearch", "http", "https", "mariadb", "mongodb", "mysql", "oracle",
    "postgres", "postgresql", "pyamqp", "redis", "rediss", "valkey", "valkeys",
})  # fmt: skip
"""Schemes of servers that a password and a channel can be known of; another's address is left alone."""
_PREFIXES = ("db+", "sqla+", "cache+")
_ENCRYPTED = frozenset({"amqps", "https"})
_UNVERIFIED = frozenset({"require", "verify-ca", "verify_ca", "required", "preferred"})
_VERIFIED = frozenset({"verify-full", "verify_identity"})
_OPTIONAL = frozenset({"disable", "disabled", "allow", "prefer"})
_SSL = ("ssl", "tls")
_USUAL = frozenset({
    "123", "1234", "12345", "123456", "12345678", "123456789", "abc123", "admin", "changeit", "changeme", "default",
    "dev", "development", "example", "guest", "mongo", "mysql", "pass", "passw0rd", "password", "password1",
    "postgres", "qwerty", "redis", "root", "secret", "test", "toor", "user", "yourpassword",
})  # fmt: skip
"""Passwords that images and tutorials come with."""


def services(config: Mapping[str, Any]) -> tuple[ServiceFacts, ...]:
    """Return each server that the settings name, once."""
    found: dict[object, ServiceFacts] = {}
    for setting, kind, address, options in (*_addresses(config), *_binds(config), *_celery(config)):
        facts = service(setting, kind, address, options)
        if facts is not None:
            _add(found, address, facts)
    for facts in (*_mail(config), *_cache(config), *_session_store(config)):
        _add(found, facts.settings, facts)
    return tuple(found.values())


def service(setting: str, kind: Kind, address: str, options: Mapping[str, Any]) -> ServiceFacts | None:
    """Describe one server by its URL; None for what is no server, or of an unknown kind.

    :param options: what the driver is told beside the URL.
    """
    scheme, separator, rest = address.strip().partition("://")
    for prefix in _PREFIXES:
        scheme = scheme.lower().removeprefix(prefix)
    scheme, _, driver = scheme.partition("+")
    if not separator or scheme not in _SPEAKING or driver in {"unix", "socket"}:
        return None
    rest, _, query = rest.partition("?")
    # up to the last @, because a password may hold one, or a slash
    credentials, _, location = rest.rpartition("@")
    user, _, password = map(unquote, credentials.partition(":"))
    given = {**dict(parse_qsl(query)), **options}
    password = password or str(given.get("password") or "")
    return ServiceFacts(
        settings=(setting,),
        kind=kind,
        scheme=scheme,
        channel=_channel(f"{scheme}+srv" if driver == "srv" else scheme, location, given),
        single_label="." not in location.partition("/")[0].partition(":")[0],
        credential=_strength(password, user),
        written_password=bool(password) and not in_environment(password, address),
    )


def _strength(password: str, user: str) -> Literal["none", "usual", "own"]:
    if not password:
        return "none"
    return "usual" if password.lower() in _USUAL or password == user else "own"


def _channel(scheme: str, location: str, given: Mapping[str, Any]) -> Channel:
    settings = {name.lower(): value for name, value in given.items()}
    if "unix_socket" in settings or str(settings.get("host", "")).startswith("/"):
        return "local"
    host = str(settings.get("host") or "")
    if location.startswith("/") and host:
        location = host + location
    found = channel_of(scheme, location, settings)
    if found != "plain":
        return found
    if scheme in _ENCRYPTED:
        return "encrypted"
    modes = {str(settings[name]).lower() for name in ("sslmode", "ssl_mode", "ssl-mode") if name in settings}
    if modes:
        return "encrypted" if modes & _VERIFIED else "unverified" if modes & _UNVERIFIED else "plain"
    told = any(value and str(value).lower() not in _OPTIONAL for name, value in settings.items()
               if name.startswith(_SSL))  # fmt: skip
    return "encrypted" if told else "plain"


class _Address(NamedTuple):
    setting: str
    kind: Kind
    address: str
    options: Mapping[str, Any]


def _addresses(config: Mapping[str, Any]) -> Iterator[_Address]:
    for setting, kind in _URLS.items():
        value = config.get(setting)
        options = _engine_options(config) if setting == "SQLALCHEMY_DATABASE_URI" else {}
        if value is not None:
            # a URL of SQLAlchemy's is a tuple by itself
            for address in value if type(value) in (list, tuple) else [value]:
                yield _Address(setting, kind, _text(address), options)


def _engine_options(config: Mapping[str, Any]) -> Mapping[str, Any]:
    return _mapping(_mapping(config.get("SQLALCHEMY_ENGINE_OPTIONS")).get("connect_args"))


def _binds(config: Mapping[str, Any]) -> Iterator[_Address]:
    for bind in _mapping(config.get("SQLALCHEMY_BINDS")).values():
        told: Any = bind if isinstance(bind, Mapping) else {"url": bind}
        if told.get("url") is not None:
            yield _Address("SQLALCHEMY_BINDS", "database", _text(told["url"]), _mapping(told.get("connect_args")))


def _celery(config: Mapping[str, Any]) -> Iterator[_Address]:
    told = _mapping(config.get("CELERY"))
    for name in ("broker_url", "result_backend"):
        if isinstance(told.get(name), str):
            yield _Address("CELERY", "broker", told[name], {})


def _text(address: Any) -> str:
    """Return a URL as text; SQLAlchemy's own type hides the password, and must not."""
    render = getattr(address, "render_as_string", None)
    return str(render(hide_password=False) if callable(render) else address)


def _mail(config: Mapping[str, Any]) -> Iterator[ServiceFacts]:
    server, user = config.get("MAIL_SERVER"), config.get("MAIL_USERNAME")
    if not isinstance(server, str) or not server:
        return
    password = str(config.get("MAIL_PASSWORD") or "")
    encrypted = bool(config.get("MAIL_USE_TLS") or config.get("MAIL_USE_SSL"))
    yield ServiceFacts(
        settings=("MAIL_SERVER",),
        kind="mail",
        scheme="smtp",
        channel=channel_of("smtps" if encrypted else "smtp", server, {"tls": encrypted}),
        single_label="." not in server,
        credential=_strength(password, str(user or "")),
        written_password=bool(password) and not in_environment(password, server),
    )


def _cache(config: Mapping[str, Any]) -> Iterator[ServiceFacts]:
    host = config.get("CACHE_REDIS_HOST")
    if isinstance(host, str) and host and not config.get("CACHE_REDIS_URL"):
        options = {"password": config.get("CACHE_REDIS_PASSWORD"), **_mapping(config.get("CACHE_OPTIONS"))}
        facts = service("CACHE_REDIS_HOST", "cache", f"redis://{host}", options)
        if facts is not None:
            yield facts
    servers = config.get("CACHE_MEMCACHED_SERVERS")
    for server in servers if isinstance(servers, (list, tuple)) else ():
        yield ServiceFacts(
            settings=("CACHE_MEMCACHED_SERVERS",),
            kind="cache",
            scheme="memcached",
            channel=channel_of("memcached", str(server), {}),
            single_label="." not in str(server).partition(":")[0],
            credential="none",
            written_password=False,
        )


def _session_store(config: Mapping[str, Any]) -> Iterator[ServiceFacts]:
    """Read what Flask-Session's Redis client was made with; it is not asked, and no connection is made."""
    pool = getattr(config.get("SESSION_REDIS"), "connection_pool", None)
    told = getattr(pool, "connection_kwargs", None)
    if isinstance(told, Mapping) and isinstance(told.get("host"), str):
        scheme = "rediss" if "SSL" in getattr(getattr(pool, "connection_class", None), "__name__", "") else "redis"
        facts = service("SESSION_REDIS", "sessions", f"{scheme}://{told['host']}", {**told, "host": ""})
        if facts is not None:
            yield facts


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _add(found: dict[object, ServiceFacts], key: object, facts: ServiceFacts) -> None:
    before = found.get(key)
    if before is None:
        found[key] = facts
    elif not set(facts.settings) <= set(before.settings):
        found[key] = replace(before, settings=before.settings + facts.settings)
