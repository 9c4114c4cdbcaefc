"""FHB001: bodies of any size."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import absent
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import BodySizeOptions
from ._limits import APP, limited_routes, limits_of, option_place


@rule(
    code="FHB001",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(770, 400),
    owasp=("A05",),
    asvs=("5.2.1", "15.2.2"),
)
def unlimited_bodies(snapshot: Snapshot) -> Iterator[Hit]:
    """Request bodies may have any size.

    ## What it does
    Reports an app without the feature `body_size` and without `MAX_CONTENT_LENGTH`, and limits that are None: for the
    app, or for the routes that a decorator opens.

    ## Why is this bad
    A form of some hundred megabytes is read into memory before the view runs. A few of them at a time, and the workers
    are killed; on disk, uploads fill what the database needs.

    ## Example
    ```python
    @app.post("/upload")
    @body_size(max_multipart=None)
    def upload(): ...
    ```

    ## Use instead
    ```python
    @app.post("/upload")
    @body_size(max_multipart=200 * 1024 * 1024)
    def upload(): ...
    ```

    ## References
    - [CWE-770: Allocation of Resources Without Limits or Throttling](https://cwe.mitre.org/data/definitions/770.html)
    - [RFC 9110 section 15.5.14: 413 Content Too Large](https://www.rfc-editor.org/rfc/rfc9110#section-15.5.14)
    """
    if snapshot.config.values.get(APP) is None:
        yield from absent(snapshot, "body_size", "Request bodies may have any size.")
    if snapshot.options(BodySizeOptions) is None:
        return
    for option, limit in limits_of(snapshot.default_plan):
        if limit is None:
            yield Hit(
                message=f"{option} is None, so such bodies may have any size.",
                fix="Give a number of bytes, or leave it out for the default.",
                location=option_place(snapshot, option),
            )
    for route in limited_routes(snapshot):
        for option, limit in limits_of(route.plan):
            if limit is None and any(option in mark.given for mark in route.marks["body_size"]):
                yield Hit(
                    message=f"{option} is None on this route, so such bodies may have any size.",
                    fix="Give a number of bytes in its decorator.",
                    location=route.location,
                )
