"""FHL006: limits whose key the client chooses."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import RateLimitOptions
from ._own_limits import own_limits

NAMES = frozenset(
    {
        "x-forwarded-for", "x-real-ip", "forwarded", "x-client-ip", "true-client-ip", "cf-connecting-ip",
        "fastly-client-ip", "x-cluster-client-ip", "access_route",
    }
)  # fmt: skip
"""Headers in which a proxy names the client, and the attribute of requests that reads the first of them."""
_SPELLED = frozenset(name.replace("_", "-") for name in NAMES)


@rule(
    code="FHL006",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(348, 290, 770),
    owasp=("A04", "A07"),
    asvs=("2.4.1", "6.3.1"),
)
def client_chosen_keys(snapshot: Snapshot) -> Iterator[Hit]:
    """A limit counts by an address that the client writes itself.

    ## What it does
    Reports key functions of `@limit`, and `user_key`, that read `X-Forwarded-For` or the like, in an app without the
    feature `hosts`. With it these headers hold what trusted proxies said, and nothing else.

    ## Why is this bad
    A proxy adds to `X-Forwarded-For`, it does not replace it. Who writes another address into each request is another
    client each time, and has no limit; who writes somebody else's locks them out.

    ## Example
    ```python
    def address():
        return request.headers.get("X-Forwarded-For")

    @app.post("/login")
    @limit("10 per minute", key=address)
    def login(): ...
    ```

    ## Use instead
    ```python
    Hardened(app, hosts=HostsOptions(proxies=["10.0.0.0/8"]))

    @app.post("/login")
    @limit("10 per minute", key="client")
    def login(): ...
    ```

    ## References
    - [CWE-348: Use of Less Trusted Source](https://cwe.mitre.org/data/definitions/348.html)
    - [CWE-290: Authentication Bypass by Spoofing](https://cwe.mitre.org/data/definitions/290.html)
    """
    options = snapshot.options(RateLimitOptions)
    if options is None or snapshot.hardening.options.get("hosts") is not None:
        return
    message = "Clients are told apart by an address that they can write into a header themselves."
    fix = "Turn the feature hosts on, name the proxies in HARDENED_HOSTS_PROXIES, and count request.remote_addr."
    if _reads_claims(options.user_key):
        yield Hit(message=message, fix=fix, location=setting_of("rate_limit", "user_key"))
    for route in snapshot.routes:
        if any(_reads_claims(limit.key) for limit in own_limits(route)):
            yield Hit(message=message, fix=fix, location=route.location)


def _reads_claims(key: object) -> bool:
    """Tell whether a function names such a header, or the attribute, itself; what it calls is not followed."""
    code = getattr(inspect.unwrap(key) if callable(key) else key, "__code__", None)
    if code is None:
        return False
    words = (*code.co_names, *(constant for constant in code.co_consts if isinstance(constant, str)))
    return any(word.lower().replace("_", "-").removeprefix("http-") in _SPELLED for word in words)
