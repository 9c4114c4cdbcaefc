"""The Observatory's tests ``cookies`` and ``subresource-integrity``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from .facts import CookieFacts, PageFacts, ScriptFacts

_IGNORED = frozenset({"heroku-session-affinity"})
_COOKIES = (
    "cookies-without-secure-flag-but-protected-by-hsts",
    "cookies-without-secure-flag",
    "cookies-session-without-secure-flag-but-protected-by-hsts",
    "cookies-samesite-flag-invalid",
    "cookies-anticsrf-without-samesite-flag",
    "cookies-session-without-httponly-flag",
    "cookies-session-without-secure-flag",
)
"""The least bad first."""
_SCRIPTS = (
    "sri-implemented-but-external-scripts-not-loaded-securely",
    "sri-not-implemented-but-external-scripts-loaded-securely",
    "sri-not-implemented-and-external-scripts-not-loaded-securely",
)
"""The least bad first, as the Observatory orders them."""
_FULL = re.compile(r"https?://", re.IGNORECASE)


def judge_cookies(cookies: Iterable[CookieFacts], *, hsts: bool) -> str:
    """Judge the cookies of a page by the worst.

    :param hsts: whether the page passes the test ``strict-transport-security``.
    """
    cookies = [cookie for cookie in cookies if cookie.name and cookie.name not in _IGNORED]
    if not cookies:
        return "cookies-not-found"
    found = {fault for cookie in cookies for fault in _faults(cookie, "-but-protected-by-hsts" if hsts else "")}
    if found:
        return max(found, key=_COOKIES.index)
    everywhere = all(cookie.same_site for cookie in cookies)
    return f"cookies-secure-with-httponly-sessions{'-and-samesite' if everywhere else ''}"


def _faults(cookie: CookieFacts, excuse: str) -> Iterable[str]:
    name = cookie.name.lower()
    session = "login" in name or "sess" in name
    if cookie.same_site is not None and cookie.same_site not in ("lax", "strict", "none"):
        yield "cookies-samesite-flag-invalid"
    if cookie.same_site == "none" and not cookie.secure:
        yield "cookies-samesite-flag-invalid"
    if not cookie.secure:
        yield f"cookies-without-secure-flag{excuse}"
        if session:
            yield f"cookies-session-without-secure-flag{excuse}"
    if "csrf" in name and not cookie.same_site:
        yield "cookies-anticsrf-without-samesite-flag"
    if session and not cookie.http_only:
        yield "cookies-session-without-httponly-flag"


def judge_scripts(page: PageFacts | None, host: str, *, secure: bool) -> str:
    """Judge where the scripts of a page come from.

    :param page: None where the response is no HTML.
    :param host: the app's. Of it, the last two labels are compared: without the list of public suffixes that the
        Observatory has, ``a.co.uk`` and ``b.co.uk`` are taken for one site.
    """
    if page is None:
        return "sri-not-implemented-response-not-html"
    if not page.scripts and not page.inline:
        return "sri-not-implemented-but-no-scripts-loaded"
    faults: set[str] = set()
    foreign = own = False
    for script in page.scripts:
        near, safe = _place(script, host, secure=secure)
        own = own or (near and safe and script.integrity)
        foreign = foreign or not near
        if near or (script.integrity and safe):
            continue
        how = "and" if not script.integrity else "but"
        faults.add(
            f"sri-{'' if script.integrity else 'not-'}implemented-{'but' if safe else how}-external-scripts-"
            f"{'' if safe else 'not-'}loaded-securely"
        )
    if faults:
        return max(faults, key=_SCRIPTS.index)
    if foreign:
        return "sri-implemented-and-external-scripts-loaded-securely"
    if own:
        return "sri-implemented-and-all-scripts-loaded-securely"
    return "sri-not-implemented-but-all-scripts-loaded-from-secure-origin"


def _place(script: ScriptFacts, host: str, *, secure: bool) -> tuple[bool, bool]:
    """Tell whether a script comes from the same site, and whether it travels over https."""
    if script.src.startswith("//"):
        return False, False
    if not _FULL.match(script.src):
        return True, secure
    try:
        name = urlsplit(script.src).hostname or ""
    except ValueError:
        return False, False
    return _site(name) == _site(urlsplit(f"//{host}").hostname or ""), script.src.lower().startswith("https:")


def _site(name: str) -> str:
    return name if name.replace(".", "").isdigit() else ".".join(name.split(".")[-2:])
