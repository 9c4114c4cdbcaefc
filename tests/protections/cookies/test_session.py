"""The settings of the session cookie and of the remember cookie."""

from __future__ import annotations

import pytest
from flask import Flask

from flask_hardened.protections.cookies.options import CookiesOptions
from flask_hardened.protections.cookies.session import (
    bare_name,
    configure_session,
    session_notes,
    session_problems,
)


def configured(options=None, **config):
    app = Flask(__name__)
    app.config.update(config)
    session = configure_session(app, options or CookiesOptions(), None)
    return app, session


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ({}, "__Host-session"),
        ({"SESSION_COOKIE_NAME": "shop"}, "__Host-shop"),
        ({"SESSION_COOKIE_PATH": "/"}, "__Host-session"),
        ({"SESSION_COOKIE_DOMAIN": "example.com"}, "__Secure-session"),
        ({"SESSION_COOKIE_PATH": "/shop"}, "__Secure-session"),
        ({"APPLICATION_ROOT": "/shop"}, "__Secure-session"),
        ({"APPLICATION_ROOT": "/shop", "SESSION_COOKIE_PATH": "/"}, "__Host-session"),
        ({"SESSION_COOKIE_NAME": "__Secure-x"}, "__Secure-x"),
        ({"SESSION_COOKIE_NAME": "__host-x"}, "__host-x"),
        ({"SESSION_COOKIE_NAME": "__Hostx"}, "__Host-__Hostx"),
    ],
)
def test_names(config, expected):
    """The name gets the strictest prefix that its domain and path allow; one that is there already is left."""
    app, session = configured(**config)
    assert expected == app.config["SESSION_COOKIE_NAME"] == session.sent


@pytest.mark.parametrize("options", [CookiesOptions(prefix=False), CookiesOptions(secure=False)])
def test_no_prefix(options):
    """Without Secure browsers refuse prefixes, so there is none then, nor when the options say so."""
    assert "session" == configured(options)[0].config["SESSION_COOKIE_NAME"]


@pytest.mark.parametrize(
    ("own", "samesite", "expected"),
    [
        (None, "Lax", "Lax"),
        ("None", "Lax", "Lax"),
        ("Lax", "Lax", "Lax"),
        ("Strict", "Lax", "Strict"),
        ("strict", "Lax", "Strict"),
        ("Lax", "Strict", "Strict"),
        ("rubbish", "Lax", "Lax"),
        (True, "Lax", "Lax"),
    ],
)
def test_samesite(own, samesite, expected):
    """SameSite is raised to the floor and never lowered, for both cookies."""
    app, _ = configured(CookiesOptions(samesite=samesite), SESSION_COOKIE_SAMESITE=own, REMEMBER_COOKIE_SAMESITE=own)
    assert expected == app.config["SESSION_COOKIE_SAMESITE"]
    assert expected == app.config["REMEMBER_COOKIE_SAMESITE"]


@pytest.mark.parametrize("name", ["session", "__Host-session"])
def test_cross_site_session(name):
    """A session that other sites' pages need keeps SameSite=None, by either name."""
    app, _ = configured(CookiesOptions(cross_site=(name,)), SESSION_COOKIE_SAMESITE="None")
    assert "None" == app.config["SESSION_COOKIE_SAMESITE"]
    assert "Lax" == app.config["REMEMBER_COOKIE_SAMESITE"]


def test_flags():
    """Secure and HttpOnly are set on both cookies, whatever they were."""
    app, _ = configured(SESSION_COOKIE_HTTPONLY=False, REMEMBER_COOKIE_SECURE=False, REMEMBER_COOKIE_HTTPONLY=False)
    flags = [f"{kind}_COOKIE_{flag}" for kind in ("SESSION", "REMEMBER") for flag in ("SECURE", "HTTPONLY")]
    assert [True] * 4 == [app.config[flag] for flag in flags]


def test_a_script_readable_remember_cookie():
    """A remember cookie that the options let scripts read keeps the app's own choice."""
    app, _ = configured(CookiesOptions(script_readable=("remember_token",)), REMEMBER_COOKIE_HTTPONLY=False)
    assert not app.config["REMEMBER_COOKIE_HTTPONLY"]


def test_an_app_without_https():
    """secure=False leaves the app's own choice of Secure alone, and nothing else."""
    app, _ = configured(CookiesOptions(secure=False))
    assert not app.config["SESSION_COOKIE_SECURE"]
    assert "Lax" == app.config["SESSION_COOKIE_SAMESITE"]


def test_twice_is_once():
    """A second call changes nothing, and finds what was loaded in between."""
    app, session = configured()
    assert session == configure_session(app, CookiesOptions(), session)
    app.config.update(SESSION_COOKIE_DOMAIN="example.com", SESSION_COOKIE_SECURE=False, SESSION_COOKIE_SAMESITE=None)
    session = configure_session(app, CookiesOptions(), session)
    assert ("session", "__Secure-session", "session") == (session.own, session.sent, session.bare)
    assert (True, "Lax") == (app.config["SESSION_COOKIE_SECURE"], app.config["SESSION_COOKIE_SAMESITE"])
    app.config.update(SESSION_COOKIE_DOMAIN=None, SESSION_COOKIE_NAME="shop")
    assert "__Host-shop" == configure_session(app, CookiesOptions(), session).sent


@pytest.mark.parametrize(
    ("config", "settings"),
    [
        ({}, []),
        ({"SESSION_COOKIE_DOMAIN": "example.com"}, []),
        ({"SESSION_COOKIE_NAME": "__Host-x", "SESSION_COOKIE_DOMAIN": "example.com"}, ["SESSION_COOKIE_NAME"]),
        ({"SESSION_COOKIE_NAME": "__Host-x", "SESSION_COOKIE_PATH": "/x"}, ["SESSION_COOKIE_NAME"]),
        ({"SESSION_COOKIE_NAME": "__Secure-x", "SESSION_COOKIE_PATH": "/x"}, []),
        ({"SESSION_COOKIE_NAME": "my session"}, ["SESSION_COOKIE_NAME"]),
    ],
)
def test_problems(config, settings):
    """A name that browsers would refuse must not go into production."""
    app, _ = configured(**config)
    assert settings == [problem.setting for problem in session_problems(app)]


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ({}, []),
        ({"SESSION_COOKIE_DOMAIN": "example.com"}, ["SESSION_COOKIE_DOMAIN"]),
        ({"APPLICATION_ROOT": "/x"}, ["APPLICATION_ROOT"]),
        ({"SESSION_COOKIE_PARTITIONED": True}, ["cross_site"]),
        ({"DEBUG": True}, ["plain HTTP"]),
        ({"DEBUG": True, "TESTING": True}, []),
    ],
)
def test_notes(config, said):
    """What developers wonder about is said once."""
    notes = list(session_notes(*configured(**config)))
    assert len(said) == len(notes)
    assert all(word in note for word, note in zip(said, notes, strict=True))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("__Host-a", "a"),
        ("__SECURE-a", "a"),
        ("__Host-Http-a", "a"),
        ("__Http-a", "a"),
        ("a", "a"),
        ("__Hosta", "__Hosta"),
    ],
)
def test_bare_name(name, expected):
    """The bare name has no prefix that browsers act on."""
    assert expected == bare_name(name)
