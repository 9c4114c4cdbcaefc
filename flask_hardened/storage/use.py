"""What the store is used for, and what happens to that use while the store is down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..errors import HardenedError

WhenDown = Literal["deny", "allow", "local"]


@dataclass(frozen=True)
class Use:
    """One use of the store; its keys never meet those of another.

    ==================  ==============================  =================================  ========================
    while it is down    ``deny``                        ``allow``                          ``local``
    ==================  ==============================  =================================  ========================
    hit                 refused                         allowed, not counted               counted in this process
    get, get_many       :class:`StoreDownError`         nothing is known (None)            what this process has set
    claim               :class:`StoreDownError`         True                               True once in this process
    set_expiring        :class:`StoreDownError`         False, nothing is set              False, set in this process
    incr_epoch          :class:`StoreDownError`         :class:`StoreDownError`            raised in this process
    refund              dropped: the hit stays counted  dropped                            taken back if counted here
    ==================  ==============================  =================================  ========================

    Whatever ends a session or a token must be ``deny``: with the others, what was ended elsewhere lives again for as
    long as the store is down. ``local`` fits limits: each worker then counts for itself.
    """

    name: str
    when_down: WhenDown = "deny"


class StoreDownError(HardenedError):
    """The store is down, and this use says ``deny``."""
