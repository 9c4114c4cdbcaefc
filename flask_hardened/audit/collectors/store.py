"""Reduces the URI and the options of the store to facts."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any, Literal
from urllib.parse import parse_qsl, unquote

from ...authority import parse_authority
from ...storage import StorageOptions
from ..snapshot import StoreFacts

_ON_THIS_MACHINE = frozenset({"memory", "sqlite", "redis+unix", "valkey+unix"})
_ENCRYPTED = frozenset({"rediss", "valkeys", "mongodb+srv"})
_SWITCHES = frozenset({"ssl", "tls", "ssl_context", "tls_context"})
_LENIENT = frozenset({"tlsinsecure", "tlsallowinvalidcertificates"})
_NO = frozenset({"", "0", "false", "no", "none", "cert_none"})


def store_facts(options: StorageOptions | None) -> StoreFacts:
    """Describe the store that production opens for `options`.

    :param options: None where the feature is off; each worker then has its memory.
    """
    uri = "memory://" if options is None else options.uri or "sqlite://"
    scheme, _, rest = uri.partition("://")
    rest, _, query = rest.partition("?")
    # up to the last @, because a password may hold one, or a slash
    credentials, _, location = rest.rpartition("@")
    given = {**dict(parse_qsl(query)), **({} if options is None else options.options)}
    settings = {name.lower(): value for name, value in given.items()}
    passwords = [unquote(credentials.partition(":")[2]), *_passwords(settings)]
    return StoreFacts(
        scheme=scheme,
        shared=scheme != "memory",
        channel=channel_of(scheme, location, settings),
        written_password=any(password and not in_environment(password, uri) for password in passwords),
    )


def channel_of(
    scheme: str, location: str, settings: Mapping[str, Any]
) -> Literal["local", "plain", "unverified", "encrypted"]:
    """Tell how a server is reached.

    :param location: hosts, with or without ports, and a path.
    :param settings: further options, by names in small letters.
    """
    if scheme in _ON_THIS_MACHINE or all(map(_is_loopback, location.partition("/")[0].split(","))):
        return "local"
    if scheme not in _ENCRYPTED and not any(_says_yes(settings[name]) for name in _SWITCHES & set(settings)):
        return "plain"
    unchecked = "ssl_cert_reqs" in settings and not _says_yes(settings["ssl_cert_reqs"])
    if unchecked or any(_says_yes(settings[name]) for name in _LENIENT & set(settings)):
        return "unverified"
    return "encrypted"


def _is_loopback(host: str) -> bool:
    authority = parse_authority(host)
    return host == "" or (authority is not None and authority.is_loopback)


def _says_yes(value: object) -> bool:
    return str(value).rpartition(".")[2].lower() not in _NO


def _passwords(settings: Mapping[str, Any]) -> Iterator[str]:
    return (str(value) for name, value in settings.items() if "pass" in name and value)


def in_environment(password: str, uri: str) -> bool:
    """Tell whether a password, or the URI it stands in, is the value of an environment variable."""
    return any(value in (password, uri) or f":{password}@" in value for value in os.environ.values())
