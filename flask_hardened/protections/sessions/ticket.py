"""Ticket: what the signed cookie says about a session beside its content."""

from __future__ import annotations

import os
import time
from base64 import urlsafe_b64encode
from hashlib import blake2s
from typing import Any, NamedTuple

KEY = "_hardened"
"""The name under which it stands in the cookie's content; never seen by the app."""

_REST: list[Any] = [0, None, None]


class Ticket(NamedTuple):
    """Which session a cookie belongs to.

    :param id: 128 random bits; a new one at each sign-in and :func:`rotate`.
    :param created: when it was signed in, or first kept, in seconds since 1970.
    :param family: the first id since the sign-in; what ends it ends every id that followed.
    :param epoch: the user's epoch at sign-in; a later one ends the session.
    :param user: whose session it is, None before the sign-in.
    """

    id: str
    created: int
    family: str
    epoch: int = 0
    user: str | None = None

    def packed(self) -> list[Any]:
        """Return what is written into the cookie, as short as may be."""
        head: list[Any] = [self.id, self.created]
        if self.user is None and self.family == self.id:
            return head
        tail: list[Any] = [self.epoch, self.user]
        return head + tail if self.family == self.id else [*head, *tail, self.family]

    def rotated(self) -> Ticket:
        """Return the ticket under a new id."""
        return self._replace(id=new_id())


def new_id() -> str:
    """Return 128 random bits in 22 characters."""
    return urlsafe_b64encode(os.urandom(16))[:22].decode()


def new_ticket(user: str | None = None, epoch: int = 0) -> Ticket:
    """Return the ticket of a session that begins now."""
    fresh = new_id()
    return Ticket(fresh, int(time.time()), fresh, epoch, user)


def ticket_of(packed: object, signed: bytes, seen: int, user: str | None) -> Ticket:
    """Return the ticket of a cookie.

    A cookie that plain Flask has written has none. It gets the id that its own text gives, so that ending it ends the
    same text sent again; it began when it was signed.

    :param packed: what stands under :data:`KEY`, if anything.
    :param signed: the signed text; without the signature, which can be spelled in several ways.
    :param seen: when it was signed.
    :param user: who is signed in by the content.
    """
    if type(packed) is list and 2 <= len(packed) <= 5:
        id_, created, epoch, owner, family = packed + _REST[len(packed) - 2 :]
        if type(id_) is type(family or id_) is str and type(created) is type(epoch) is int:
            return Ticket(id_, created, family or id_, epoch, owner if type(owner) is str else None)
    derived = urlsafe_b64encode(blake2s(signed, digest_size=16).digest())[:22].decode()
    return Ticket(derived, seen, derived, 0, user)
