"""FHA026: a link that changes something."""

import os
from typing import Any

import pytest

from flask_hardened.protections.auth.rules.changes_by_get import changes_by_get
from tests.audit.looked_at_views import db, found


def deletes(number: int) -> str:
    db.session.delete(number)
    db.session.commit()
    return ""


def saves(thing: Any) -> str:
    thing.save()
    return ""


def removes(name: str) -> str:
    os.remove(name)
    return ""


def inserts(name: str) -> str:
    db.execute("INSERT INTO things VALUES (?)", (name,))
    return ""


def queries(number: int) -> str:
    db.query.filter_by(id=number).delete()
    return ""


def counts() -> str:
    db.session.commit()
    return ""


def reads() -> str:
    db.execute("SELECT * FROM deleted")
    cache: Any = {}
    cache.delete("key")
    picture: Any = None
    picture.save("file")
    pdf: Any = None
    pdf.save()
    return ""


@pytest.mark.parametrize("view", [deletes, saves, removes, inserts, queries])
def test_found_for_what_changes(view: Any) -> None:
    """Records, files and statements."""
    assert [("medium", "medium")] == found(changes_by_get, "/things/new", view)


def test_found_with_less_confidence_for_a_mere_commit() -> None:
    """It may be a counter, and what is added a visit, unless the name says more."""
    assert [("low", "low")] == found(changes_by_get, "/", counts)
    assert [("low", "low")] == found(changes_by_get, "/", saves)
    assert [("medium", "medium")] == found(changes_by_get, "/", removes)
    assert [("medium", "medium")] == found(changes_by_get, "/users/<int:number>/promote", counts)


def test_not_found_for_reading_and_other_methods() -> None:
    """Nor for what only sounds like it: caches, pictures, SELECT."""
    assert [] == found(changes_by_get, "/", reads)
    assert [] == found(changes_by_get, "/", deletes, ["POST"])
    assert [] == found(changes_by_get, "/", deletes, ["GET", "POST"])


@pytest.mark.parametrize("rule", ["/confirm/<token>", "/verify-email", "/oauth/callback", "/unsubscribe", "/cron/tick"])
def test_not_found_for_links_that_are_sent(rule: str) -> None:
    """Or that another service follows."""
    assert [] == found(changes_by_get, rule, saves)
