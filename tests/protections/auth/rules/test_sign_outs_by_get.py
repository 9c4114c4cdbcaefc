"""FHA027: signing out by a link."""

from flask import session
from flask_login import logout_user

from flask_hardened.protections.auth.rules.sign_outs_by_get import sign_outs_by_get
from tests.audit.looked_at_views import found


def leaves() -> str:
    logout_user()
    return ""


def clears() -> str:
    session.clear()
    return ""


def test_found_for_links() -> None:
    """Whatever it is called."""
    assert [("low", "high")] == found(sign_outs_by_get, "/logout", leaves)
    assert [("low", "high")] == found(sign_outs_by_get, "/sign-out", clears)


def test_not_found_for_forms() -> None:
    """Nor for views that only begin a new session, nor for a page that asks first."""
    assert [] == found(sign_outs_by_get, "/logout", leaves, ["POST"])
    assert [] == found(sign_outs_by_get, "/logout", leaves, ["GET", "POST"])
    assert [] == found(sign_outs_by_get, "/login/start", clears)
