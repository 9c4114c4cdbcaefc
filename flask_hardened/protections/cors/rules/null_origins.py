"""FHO013: the origin null may read."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHO013",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(346,),
    owasp=("A05",),
    asvs=("3.4.2",),
)
def null_origins(snapshot: Snapshot) -> Iterator[Hit]:
    """Pages without an origin may read answers.

    ## What it does
    Reports the origin `null` among those of Flask-CORS.

    ## Why is this bad
    Any site gives a page the origin `null`: a frame with `sandbox` is enough. To let it in is to let everybody in,
    whatever else is listed.

    ## Example
    ```python
    CORS(app, origins=["https://shop.example.com", "null"])
    ```

    ## Use instead
    ```python
    CORS(app, origins=["https://shop.example.com"])
    ```

    ## References
    - [CWE-346: Origin Validation Error](https://cwe.mitre.org/data/definitions/346.html)
    - [Flask-CORS](https://corydolphin.github.io/flask-cors/)
    - [Fetch Standard: CORS protocol](https://fetch.spec.whatwg.org/#http-cors-protocol)
    """
    for policy in snapshot.config.extension_facts.cors:
        if policy.null_origin:
            yield Hit(
                message="Flask-CORS lets pages with the origin null read.",
                fix="Remove null from the origins; serve local pages from a host of their own.",
                location=Location(setting=policy.setting, endpoint=policy.endpoint),
            )
