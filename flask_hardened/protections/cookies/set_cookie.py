"""A ``Set-Cookie`` header as browsers read it, and brought up to a floor (RFC 6265bis sections 4.1.3 and 5.6)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

SameSite = Literal["None", "Lax", "Strict"]
STRENGTH: dict[str, int] = {"none": 0, "lax": 1, "strict": 2}

_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+\-.^_`|~]+")
_AS_WERKZEUG = re.compile(
    r"(?P<domain>; Domain=[^;]{1,255})?(?:; Expires=[^;]{1,40})?(?:; Max-Age=-?[0-9]{1,12})?; Secure; HttpOnly"
    r"(?:; Path=(?P<path>/[^;]{0,1000}))?; SameSite=(?P<samesite>Lax|Strict)(?:; Partitioned)?"
)
"""Attributes in Werkzeug's own order and spelling, with all that a floor may ask for, but for a prefix's scope."""
_SPACE = " \t"
_LONGEST_ATTRIBUTE = 1024
"""Browsers ignore an attribute whose value is longer."""


def is_cookie_name(name: str) -> bool:
    """Tell whether `name` is a token, as the name of a cookie has to be (RFC 6265 section 4.1.1)."""
    return _NAME.fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class Floor:
    """The least one cookie must have."""

    secure: bool
    httponly: bool
    samesite: SameSite
    host_only: bool = False
    """The name's prefix demands ``Path=/`` and no ``Domain``; browsers drop the cookie otherwise."""


def with_prefix_rules(name: str, floor: Floor) -> Floor:
    """Return `floor` with what the prefix of a cookie's name demands; browsers compare prefixes without case."""
    prefix = name.lower()
    if prefix.startswith("__host-http-"):
        return Floor(secure=True, httponly=True, samesite=floor.samesite, host_only=True)
    if prefix.startswith("__host-"):
        return Floor(secure=True, httponly=floor.httponly, samesite=floor.samesite, host_only=True)
    if prefix.startswith("__http-"):
        return Floor(secure=True, httponly=True, samesite=floor.samesite)
    if prefix.startswith("__secure-"):
        return Floor(secure=True, httponly=floor.httponly, samesite=floor.samesite)
    return floor


def name_of(header: str) -> str:
    """Return the name of the cookie; empty when there is no equals sign before the first semicolon."""
    name, sign, _ = header.partition(";")[0].partition("=")
    return name.strip(_SPACE) if sign else ""


def size_of(pair: str) -> int:
    """Return the bytes of name and value together, which is what browsers limit.

    :param pair: what stands before the first semicolon, in Latin-1 as WSGI has it, so that a character is a byte.
    """
    name, _, value = pair.partition("=")
    return len(name.strip(_SPACE)) + len(value.strip(_SPACE))


def strengthen(attributes: str, floor: Floor) -> tuple[str, tuple[str, ...]]:
    """Bring the attributes of a cookie up to a floor.

    :param attributes: what stands behind the name and value: empty, or from the first semicolon on.
    :return: the attributes to send, in which everything that is strong enough is unchanged, and what was changed.
    """
    usual = _AS_WERKZEUG.fullmatch(attributes)
    if usual is not None and _suffices(usual, floor):
        return attributes, ()
    pieces = attributes.split(";")[1:]
    read = [_read(piece) for piece in pieces]
    changes: list[str] = []
    if floor.host_only:
        pieces = _host_only(pieces, read, changes)
        read = [_read(piece) for piece in pieces]
    names = {name for name, _ in read}
    if floor.secure and "secure" not in names:
        pieces.append(" Secure")
        changes.append("Secure")
    if floor.httponly and "httponly" not in names:
        pieces.append(" HttpOnly")
        changes.append("HttpOnly")
    pieces = _same_site(pieces, floor.samesite, changes)
    return "".join(f";{piece}" for piece in pieces) if changes else attributes, tuple(changes)


def _suffices(usual: re.Match[str], floor: Floor) -> bool:
    if floor.samesite == "Strict" and usual["samesite"] != "Strict":
        return False
    return not floor.host_only or (usual["path"] == "/" and usual["domain"] is None)


def without_secure(attributes: str) -> str:
    """Return the attributes without ``Secure``, for the session cookie on a developer's plain HTTP."""
    return "".join(f";{piece}" for piece in attributes.split(";")[1:] if _read(piece)[0] != "secure")


def _read(piece: str) -> tuple[str, str]:
    """Return an attribute's name, in lower case, and its value; the name is empty if browsers ignore the attribute."""
    name, _, value = piece.partition("=")
    value = value.strip(_SPACE)
    return ("" if len(value) > _LONGEST_ATTRIBUTE else name.strip(_SPACE).lower()), value


def _same_site(pieces: list[str], least: SameSite, changes: list[str]) -> list[str]:
    """Raise ``SameSite``; where several contradict each other, the last counts, as in browsers, and stays alone."""
    places = [place for place, piece in enumerate(pieces) if _read(piece)[0] == "samesite"]
    values = [_read(pieces[place])[1].lower() for place in places]
    if values and all(STRENGTH.get(value, -1) >= STRENGTH[least.lower()] for value in values):
        return pieces
    own = values[-1] if values else ""
    chosen = own.title() if STRENGTH.get(own, -1) >= STRENGTH[least.lower()] else least
    changes.append(f"SameSite={chosen}")
    if not places:
        return [*pieces, f" SameSite={chosen}"]
    kept = [piece for place, piece in enumerate(pieces) if place not in places[1:]]
    kept[places[0]] = f" SameSite={chosen}"
    return kept


def _host_only(pieces: list[str], read: list[tuple[str, str]], changes: list[str]) -> list[str]:
    """Take the domain away and set the path to ``/``, as the prefix ``__Host-`` promises."""
    kept = [piece for piece, (name, _) in zip(pieces, read, strict=True) if name not in ("domain", "path")]
    domains = [value for name, value in read if name == "domain" and value]
    paths = [value for name, value in read if name == "path"]
    if not domains and paths and set(paths) == {"/"}:
        return pieces
    if domains:
        changes.append("no Domain")
    if not paths or set(paths) != {"/"}:
        changes.append("Path=/")
    return [*kept, " Path=/"]
