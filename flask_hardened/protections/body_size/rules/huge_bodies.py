"""FHB002: limits that limit little."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import MEBIBYTE
from ._limits import limited_routes, limits_of, option_place

LARGE = {"max_body": 32 * MEBIBYTE, "max_multipart": 1024 * MEBIBYTE}
"""Bytes above which a limit is worth a look. A body that is not multipart is held in memory."""


@rule(
    code="FHB002",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(770,),
    owasp=("A05",),
    asvs=("5.2.1", "15.2.2"),
)
def huge_bodies(snapshot: Snapshot) -> Iterator[Hit]:
    """The limit on request bodies is very high.

    ## What it does
    Reports limits above 32 MiB for bodies that are not multipart, and above 1 GiB for multipart uploads: for the app,
    and for the routes whose decorator says so.

    ## Why is this bad
    JSON and plain forms are held in memory while they are parsed, at several times their size. What one upload page
    needs is then open on every other route, the sign-in form included.

    ## Example
    ```python
    app.config["MAX_CONTENT_LENGTH"] = 2 * 1024 * 1024 * 1024
    ```

    ## Use instead
    Raise the limit where the uploads arrive:
    ```python
    @app.post("/videos")
    @body_size(max_multipart=800 * 1024 * 1024)
    def upload(): ...
    ```

    ## References
    - [CWE-770: Allocation of Resources Without Limits or Throttling](https://cwe.mitre.org/data/definitions/770.html)
    - [Flask: MAX_CONTENT_LENGTH](https://flask.palletsprojects.com/en/stable/config/#MAX_CONTENT_LENGTH)
    """
    for option, limit in limits_of(snapshot.default_plan):
        if limit is not None and limit > LARGE[option]:
            yield Hit(
                message=f"Every route takes up to {limit // MEBIBYTE} MiB ({option}).",
                fix="Lower it, and raise it with @body_size on the routes that need it.",
                location=option_place(snapshot, option),
            )
    for route in limited_routes(snapshot):
        for option, limit in limits_of(route.plan):
            given = any(option in mark.given for mark in route.marks["body_size"])
            if limit is not None and given and limit > LARGE[option]:
                yield Hit(
                    message=f"The route takes up to {limit // MEBIBYTE} MiB ({option}).",
                    fix="Lower it if the route does not need it.",
                    location=route.location,
                    severity=Severity.INFO,
                )
