"""The options of the cookies room and its decorator."""

from __future__ import annotations

import pytest
from flask import Blueprint

from flask_hardened import ConfigurationError
from flask_hardened.protections.cookies.decorators import cookie
from flask_hardened.protections.cookies.options import CookiesOptions


def test_defaults():
    """The floor is Secure, HttpOnly and Lax; the names that frameworks' scripts read are let off HttpOnly."""
    options = CookiesOptions()
    assert (True, "Lax", True, ()) == (options.secure, options.samesite, options.prefix, options.cross_site)
    assert {"csrftoken", "XSRF-TOKEN"} <= set(options.script_readable)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"samesite": "None"}, "samesite"),
        ({"samesite": "lax"}, "samesite"),
        ({"secure": "maybe"}, "secure"),
        ({"script_readable": ["a b"]}, "script_readable"),
        ({"cross_site": ["a;b"]}, "cross_site"),
        ({"cross_site": ["a"], "secure": False}, "cross_site"),
    ],
)
def test_bad_options(values, field):
    """Values that browsers would not take are refused by name."""
    with pytest.raises(ConfigurationError) as caught:
        CookiesOptions(**values)
    assert [f"CookiesOptions.{field}"] == [problem.setting for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("name", "declared", "fault"),
    [
        ("a b", {"httponly": False}, "no cookie name"),
        ("", {"httponly": False}, "no cookie name"),
        ("a", {}, "declares nothing"),
        ("a", {"samesite": "lax"}, "not a choice"),
        ("a", {"samesite": "None", "secure": False}, "without Secure"),
        ("__Host-a", {"secure": False}, "without Secure"),
        ("__Secure-a", {"secure": False}, "without Secure"),
        ("__Http-a", {"httponly": False}, "without HttpOnly"),
    ],
)
def test_bad_declarations(name, declared, fault):
    """A declaration that browsers would not honour is refused where it is written."""
    with pytest.raises(ConfigurationError, match=fault):
        cookie(name, **declared)


@pytest.mark.parametrize(
    "declared", [{"httponly": False}, {"samesite": "None"}, {"secure": False}, {"samesite": "Strict"}]
)
def test_declarations(declared):
    """Weaker and stricter declarations go on views and blueprints, which stay what they are."""

    def view():
        return ""

    blueprint = Blueprint("b", __name__)
    assert view is cookie("a", **declared)(view)
    assert blueprint is cookie("a", **declared)(blueprint)
