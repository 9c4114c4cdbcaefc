"""FHV008: JSON read whatever the content type."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHV008",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(436, 352),
    owasp=("A04",),
    asvs=("3.5.2",),
)
def forced_json(snapshot: Snapshot) -> Iterator[Hit]:
    """JSON is read from requests that do not say that they hold JSON.

    ## What it does
    Reports `request.get_json(force=True)`.

    ## Why is this bad
    Other sites' forms and scripts may send `text/plain` without asking, but not `application/json`, for which the
    browser asks first. Who reads JSON from any content type gives up that question, and with it a wall against
    forged requests.

    ## Example
    ```python
    order = request.get_json(force=True)
    ```

    ## Use instead
    ```python
    order = request.get_json()  # 415 for another content type
    ```

    ## References
    - [CWE-436: Interpretation Conflict](https://cwe.mitre.org/data/definitions/436.html)
    - [CWE-352: Cross-Site Request Forgery](https://cwe.mitre.org/data/definitions/352.html)
    - [Flask: get_json](https://flask.palletsprojects.com/en/stable/api/#flask.Request.get_json)
    """
    for call in snapshot.source.calls("flask.request.get_json"):
        force = call.argument(0, "force")
        if force is not None and force.constant is True:
            yield Hit(
                message="JSON is read from requests of any content type (force=True).",
                fix="Leave force out, or use @validate(json=…).",
                location=call.location,
            )
