"""The settings of the session cookie, and of Flask-Login's remember cookie."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask

from ...errors import Problem
from .options import CookiesOptions
from .set_cookie import STRENGTH, is_cookie_name

PREFIXES = ("__Host-Http-", "__Host-", "__Http-", "__Secure-")


@dataclass(frozen=True)
class SessionCookie:
    """The names of one app's session cookie.

    :param own: as the app configured it.
    :param sent: with its prefix, if it has one; what ``SESSION_COOKIE_NAME`` says from then on.
    :param bare: without any prefix, as it travels over a developer's plain HTTP.
    """

    own: str
    sent: str
    bare: str

    @property
    def names(self) -> frozenset[str]:
        """Every name that options and marks may call it by."""
        return frozenset({self.own, self.sent, self.bare})


def configure_session(app: Flask, options: CookiesOptions, earlier: SessionCookie | None) -> SessionCookie:
    """Raise the app's cookie settings to the floor, and give the session cookie's name its prefix.

    Sessions from before the name had a prefix are not read any more: their users sign in once more.

    :param earlier: what an earlier call returned. The second call finds settings that were loaded in between.
    """
    config = app.config
    name = config["SESSION_COOKIE_NAME"]
    own = earlier.own if earlier is not None and name == earlier.sent else name
    sent = f"{_prefix(app)}{own}" if options.prefix and options.secure and bare_name(own) == own else own
    session = SessionCookie(own=own, sent=sent, bare=bare_name(own))
    config["SESSION_COOKIE_NAME"] = sent
    remember = config.get("REMEMBER_COOKIE_NAME", "remember_token")
    for kind, names in (("SESSION", session.names), ("REMEMBER", frozenset({remember}))):
        if options.secure:
            config[f"{kind}_COOKIE_SECURE"] = True
        if kind == "SESSION" or remember not in options.script_readable:
            config[f"{kind}_COOKIE_HTTPONLY"] = True
        least = "None" if names & set(options.cross_site) else options.samesite
        config[f"{kind}_COOKIE_SAMESITE"] = _stricter(config.get(f"{kind}_COOKIE_SAMESITE"), least)
    return session


def bare_name(name: str) -> str:
    """Return a cookie's name without the prefix that browsers act on."""
    for prefix in PREFIXES:
        if name.lower().startswith(prefix.lower()):
            return name[len(prefix) :]
    return name


def session_problems(app: Flask) -> Iterator[Problem]:
    """Yield why browsers would not take the session cookie."""
    name = app.config["SESSION_COOKIE_NAME"]
    if not is_cookie_name(name):
        yield Problem("SESSION_COOKIE_NAME", f"{name!r} is no cookie name.", "Use letters, digits, and -_.")
    elif name.lower().startswith("__host-") and _scope(app):
        yield Problem(
            "SESSION_COOKIE_NAME",
            f"browsers refuse a cookie named {name!r} because of {_scope(app)}.",
            "Remove that setting, or the prefix from the name: the one that fits is added.",
        )


def session_notes(app: Flask, session: SessionCookie) -> Iterator[str]:
    """Yield what developers wonder about when they look for their session cookie."""
    if session.sent != session.own and session.sent.startswith("__Secure-"):
        yield f"The session cookie is named {session.sent!r} and not '__Host-...' because of {_scope(app)}."
    if app.config.get("SESSION_COOKIE_PARTITIONED") and app.config["SESSION_COOKIE_SAMESITE"] != "None":
        yield (
            "SESSION_COOKIE_PARTITIONED has no effect, because the session cookie is not sent to other sites' pages. "
            f"Name {session.own!r} in CookiesOptions.cross_site if it should be."
        )
    if app.debug and not app.testing and session.sent != session.bare:
        yield f"Over plain HTTP the session cookie is named {session.bare!r} and has no Secure, while debugging."


def _prefix(app: Flask) -> str:
    return "__Secure-" if _scope(app) else "__Host-"


def _scope(app: Flask) -> str:
    """Name the setting that widens or narrows the session cookie beyond what ``__Host-`` allows; empty if none does."""
    if app.config.get("SESSION_COOKIE_DOMAIN"):
        return "SESSION_COOKIE_DOMAIN"
    if (app.config.get("SESSION_COOKIE_PATH") or app.config["APPLICATION_ROOT"]) != "/":
        return "SESSION_COOKIE_PATH" if app.config.get("SESSION_COOKIE_PATH") else "APPLICATION_ROOT"
    return ""


def _stricter(own: object, least: str) -> str:
    """Return the stricter of two values of SameSite; one that Flask would not accept counts as none."""
    text = own if isinstance(own, str) else ""
    return text.title() if STRENGTH.get(text.lower(), -1) > STRENGTH[least.lower()] else least
