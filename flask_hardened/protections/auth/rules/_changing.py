"""Which routes for GET say that they change something, and which are meant to, as the rules of this room read them."""

from __future__ import annotations

import re

from ....audit.snapshot import Route

_SAYS = re.compile(
    r"(?:^|[^a-z])(?:delete|remove|destroy|drop|purge|clear|reset|add|create|new|update|edit|set|toggle|enable|disable"
    r"|approve|reject|ban|promote|grant|revoke|cancel|buy|pay|send|like|follow|unfollow|vote|publish|restore)(?:$|[^a-z])"
)
_ONCE = re.compile(
    r"(?:^|[^a-z])(?:callback|oauth\d?|oidc|saml|sso|authorized?|confirm|confirmation|verify|verification|activate"
    r"|activation|unsubscribe|complete|webhook|hook|cron|ping|health|healthz|login|signin|invite|accept|magic)(?:$|[^a-z])"
)
_FOR_ALL = re.compile(
    r"(?:^|[^a-z])(?:log-?in|log-?out|sign-?in|sign-?up|sign-?out|register|registration|join|forgot|lost|password|reset"
    r"|recover|contact|feedback|subscribe|newsletter|search|token|auth|authenticate|report|csp|setup|install"
    r"|locale|language|theme|graphql|demo|index)(?:$|[^a-z])"
)
_TOKEN = re.compile(r"<(?:[^<>]*:)?\w*(?:token|nonce|signature|secret|code|hash)\w*>", re.IGNORECASE)


def says_so(route: Route) -> bool:
    """Tell whether the path or the endpoint says that something is changed."""
    return _SAYS.search(_words(route)) is not None


def is_followed_once(route: Route) -> bool:
    """Tell whether it is a link that is sent to somebody, or that another service sends them to."""
    return _TOKEN.search(route.rule) is not None or _ONCE.search(_words(route)) is not None


def is_meant_for_all(route: Route) -> bool:
    """Tell whether its name says that it is for people who are not signed in yet, or for machines."""
    return is_followed_once(route) or _FOR_ALL.search(_words(route)) is not None


def _words(route: Route) -> str:
    return re.sub(r"<[^>]*>", "", f"{route.rule} {route.endpoint}").lower().replace("_", "-")
