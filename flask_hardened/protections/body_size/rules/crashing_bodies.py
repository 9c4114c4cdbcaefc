"""FHB003: bodies that break the app before any view sees them."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.responses.evidence import pages, place
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

KINDS = {
    "oversized-body": "a body that announces 100 GB",
    "deep-json": "JSON of 20,000 levels",
    "bad-json": "JSON that cannot be read",
    "bad-form": "a form that cannot be read",
}


@rule(
    code="FHB003",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(400, 755, 674),
    owasp=("A04",),
    asvs=("16.5.3",),
)
def crashing_bodies(snapshot: Snapshot) -> Iterator[Hit]:
    """A body that is too large, too deep or malformed breaks the app.

    ## What it does
    Sends bodies to a path that has no view: JSON of 20,000 levels, JSON and a form that cannot be read, and a length
    of 100 GB that is announced and not sent. Reports what is answered with a server error. Any refusal is right, and
    so is 404, because nothing was read then.

    ## Why is this bad
    A hook reads every body, whatever the path. A request of 40 KB that costs a stack, or one that announces more than
    there is memory, is the cheapest way to stop a worker.

    ## Example
    ```python
    @app.before_request
    def log():
        g.payload = request.get_json(silent=False)
    ```

    ## Use instead
    ```python
    @app.post("/orders")
    @validate(json=Order)  # size, depth and form are judged first
    def order(json): ...
    ```

    ## References
    - [CWE-400: Uncontrolled Resource Consumption](https://cwe.mitre.org/data/definitions/400.html)
    - [CWE-674: Uncontrolled Recursion](https://cwe.mitre.org/data/definitions/674.html)
    """
    broken = [each for each in snapshot.responses.of(*KINDS) if each.failed]
    if broken and not any(each.failed for each in pages(snapshot)):
        kinds = ", ".join(dict.fromkeys(KINDS[each.kind] for each in broken))
        yield Hit(
            message=f"The app breaks on {kinds}, before any view is found.",
            fix="Find the hook that reads bodies, and read them in the views that need them, with @validate.",
            location=place(snapshot, broken),
        )
