"""FHA004: routes that look like an administrator's, without a role."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ._guarded import LOGINS, guarded, is_admin, is_asked, named
from ._monitoring import is_monitoring

_WORDS = frozenset({
    "admin", "administration", "administrator", "backoffice", "config", "console", "cron", "debug", "heapdump",
    "internal", "maintenance", "manage", "management", "metrics", "phpinfo", "profiler", "staff", "superuser",
    "sudo", "sysadmin",
})  # fmt: skip
_OF_USERS = frozenset({"config", "console", "maintenance", "manage", "management"})
"""What users do with their own things as well, so that it says nothing of a route that wants somebody signed in."""
_SPLIT = re.compile(r"[^a-z]+")


@rule(
    code="FHA004",
    severity=Severity.HIGH,
    confidence=Confidence.LOW,
    cwe=(862, 863),
    owasp=("A01",),
    asvs=("8.2.1", "8.4.2"),
)
def open_admin_routes(snapshot: Snapshot) -> Iterator[Hit]:
    """A route that looks like an administrator's asks for no role.

    ## What it does
    Reports routes with a word such as `admin`, `debug`, `internal` or `metrics` in their path or endpoint, that demand
    neither a role, nor a permission, nor ownership: high where they are open to everybody, medium where somebody has
    to be signed in. Words for what users do with their own things too, such as `manage`, `config` or `maintenance`,
    count only in the first case. What a decorator of your own, a hook or the view itself asks is not known: these are
    left out.

    ## Why is this bad
    Such addresses are the first that are tried. Not to link them hides nothing, and to be signed in is no right: every
    customer is.

    ## Example
    ```python
    @app.get("/admin/users")
    @auth_required
    def users(): ...
    ```

    ## Use instead
    ```python
    @app.get("/admin/users")
    @roles_required("admin")
    def users(): ...
    ```

    ## References
    - [CWE-862: Missing Authorization](https://cwe.mitre.org/data/definitions/862.html)
    - [CWE-863: Incorrect Authorization](https://cwe.mitre.org/data/definitions/863.html)
    - [OWASP Authorization Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Authorization_Cheat_Sheet.html)
    """
    for route, access in guarded(snapshot):
        fixed = re.sub(r"<[^>]*>", "", route.rule)
        words = {*_SPLIT.split(f"{fixed} {route.endpoint}".lower())} & _WORDS
        if not words or access.denied or access.by_rights or access.owners:
            continue
        if is_admin(route) or (is_monitoring(route) and access.public):
            continue  # other rules speak of these
        signed_in = access.authenticated or not LOGINS.isdisjoint(route.wrappers)
        if is_asked(route) and not signed_in:
            continue  # it may well ask for a right
        if signed_in and not words - _OF_USERS:
            continue
        yield Hit(
            message=f"{named(route)} is open to {'everybody who is signed in' if signed_in else 'everybody'}, "
            f"and its name says {', '.join(sorted(words))}.",
            fix='Mark it with @roles_required("admin") or @permissions_required(...).',
            location=route.location,
            severity=Severity.MEDIUM if signed_in else None,
        )
