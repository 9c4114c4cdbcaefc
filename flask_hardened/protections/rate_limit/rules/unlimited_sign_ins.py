"""FHL005: sign-in routes without a limit of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....audit.extension_facts import LimiterFacts
from ....audit.finding import Confidence, Severity
from ....audit.route_table.access import AUTH_PACKAGES
from ....audit.rule import Hit, rule
from ....audit.snapshot import Route, Snapshot
from ..options import RateLimitOptions
from ._own_limits import own_limits

NAMES = frozenset(
    {
        "login", "signin", "logon", "authenticate", "token", "oauthtoken", "password", "resetpassword",
        "passwordreset", "forgot", "forgotpassword", "lostpassword", "passwordforgot", "changepassword", "recover",
        "reset", "verify", "verifycode", "verifyemail", "verifyotp", "otp", "totp", "mfa", "2fa", "twofactor", "pin",
    }
)  # fmt: skip
"""What a part of the path, or the endpoint, is called where something can be guessed; without hyphens and the like."""
WORDS = frozenset({"login", "signin", "logon", "forgot", "otp", "totp", "mfa", "2fa"})
"""What is enough as one word of several, as in ``login_form``."""
_ENTRY = re.compile(r"log.?in|sign.?in|log.?on|authenticate|forgot|lost|recover|token")
"""What is meant for those who are not signed in yet."""
_TOKEN = re.compile(r"<(?:[^<>]*:)?\w*(?:token|signature|nonce)\w*>", re.IGNORECASE)
_SECOND = re.compile(r"otp|mfa|2fa|two.?factor|verify|pin|code")
"""What is asked for after the password, so of somebody who is half signed in."""


@rule(
    code="FHL005",
    severity=Severity.MEDIUM,
    confidence=Confidence.LOW,
    cwe=(307,),
    owasp=("A07",),
    asvs=("6.3.1",),
)
def unlimited_sign_ins(snapshot: Snapshot) -> Iterator[Hit]:
    """A route where somebody seems to sign in has no limit of its own.

    ## What it does
    Looks for routes that accept POST, are called `login`, `signin`, `token`, `password` or the like, and have neither
    a `@limit` nor one by Flask-Limiter, nor a decorator that wants somebody signed in before. Only the name is looked
    at, so somebody has to look. It is less urgent in an app that has set `PasswordsOptions.find`: `authenticate()`
    counts guesses itself.

    ## Why is this bad
    The default limit is made for pages: at 600 a minute one address tries the whole list of the most usual passwords in
    a day. A limit on failures lets people in and guessers not.

    ## Example
    ```python
    @app.post("/login")
    def login(): ...
    ```

    ## Use instead
    ```python
    @app.post("/login")
    @limit("10 per minute; 100 per day", on="failure")
    def login(): ...
    ```

    ## References
    - [CWE-307: Improper Restriction of Excessive Authentication Attempts](https://cwe.mitre.org/data/definitions/307.html)
    - [OWASP Authentication Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html)
    """
    options = snapshot.options(RateLimitOptions)
    if snapshot.hardening.hardened and (options is None or options.per_route is not None):
        return
    holds = "only the default limit" if options is not None or _limiters(snapshot) else "no limit"
    # Whoever has accounts found by the passwords room probably checks passwords with authenticate(), which counts.
    counted = getattr(snapshot.hardening.options.get("passwords"), "find", None) is not None
    for route in snapshot.routes:
        if "POST" not in route.methods or "flask_limiter" in route.wrappers:
            continue
        if _is_signed_in(route):
            continue  # whoever is signed in already guesses nothing here
        if _signs_in(route) and not any(limit.counts("POST") for limit in own_limits(route)):
            yield Hit(
                message=f"Somebody seems to sign in or to get an account back here, and {holds} holds.",
                fix='Check passwords with authenticate(), or add @limit("10 per minute; 100 per day", on="failure").',
                location=route.location,
                severity=Severity.LOW if counted else None,
            )


def _is_signed_in(route: Route) -> bool:
    """Tell whether a decorator wants somebody signed in, and not, as on the way in, nobody."""
    name = f"{route.rule} {route.endpoint}".lower()
    if _SECOND.search(name) or _ENTRY.search(name):
        return False
    return "a decorator" in route.asked_by or not AUTH_PACKAGES.isdisjoint(route.asked_by)


def _limiters(snapshot: Snapshot) -> tuple[LimiterFacts, ...]:
    return () if snapshot.config_facts is None else snapshot.config.extension_facts.limiters


def _signs_in(route: Route) -> bool:
    if _TOKEN.search(route.rule):
        return False  # nobody guesses the rest of a link that was sent
    parts = [part for part in route.rule.split("/") if "<" not in part]
    for part in (*parts, route.endpoint.rpartition(".")[2]):
        words = re.findall(r"[a-z0-9]+", part.lower())
        if "".join(words) in NAMES or not WORDS.isdisjoint(words):
            return True
    return False
