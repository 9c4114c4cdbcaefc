"""Objects named in a URL: loaded, compared with who asks, and handed to the view (CWE-639)."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flask import current_app, request

from .access import Owner
from .outcomes import NotYours

if TYPE_CHECKING:
    from ...exchange import Exchange
    from .person import Identity

logger = logging.getLogger("flask_hardened")


def hand_over(exchange: Exchange, owners: Iterable[Owner], identity: Identity) -> None:
    """Load the objects that the URL names, and put them in the place of their parameters.

    :raises NotYours: for one that does not exist, or is somebody else's.
    """
    given: dict[str, Any] = dict(request.view_args or {})
    handed = dict(given)
    for owner in owners:
        if owner.param not in given:
            logger.error("The URL rule %r has no parameter %r for @owner_required.", request.url_rule, owner.param)
            raise NotYours
        found = current_app.ensure_sync(owner.load)(given[owner.param])
        if found is None or found is False:
            raise NotYours
        if identity.id not in ids_of(owner.owner(found)) and owner.roles.isdisjoint(identity.roles):
            exchange.hardening.events.emit(
                "malicious_direct_reference",
                exchange=exchange,
                userid=identity.id,
                endpoint=exchange.plan.endpoint,
                parameter=owner.param,
            )
            raise NotYours
        handed.pop(owner.param, None)
        handed[owner.into] = found
    exchange.keep("path_values", given)  # for rooms that want to know what the URL said
    request.view_args = handed


def ids_of(owner: Any) -> frozenset[str]:
    """Return the ids in what an app calls the owner of an object: an id, a user object, or several of these.

    What is neither belongs to nobody.
    """
    if owner is None or isinstance(owner, bool):
        return frozenset()
    if isinstance(owner, (str, int, UUID)):
        return frozenset({str(owner)})
    if isinstance(owner, (list, tuple, set, frozenset)):
        return frozenset().union(*map(ids_of, owner))
    inner = owner.get_id() if callable(getattr(owner, "get_id", None)) else getattr(owner, "id", None)
    return ids_of(inner) if isinstance(inner, (str, int, UUID)) else frozenset()
