"""FHV003: fields that are dropped without a word."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ._checks import all_checks


@rule(
    code="FHV003",
    severity=Severity.INFO,
    confidence=Confidence.HIGH,
    cwe=(20,),
    owasp=("A04",),
    asvs=("2.2.1",),
)
def ignored_fields(snapshot: Snapshot) -> Iterator[Hit]:
    """A validated route drops fields that it does not know.

    ## What it does
    Lists the sources that are validated with `unknown="ignore"`, other than headers.

    ## Why is this bad
    It is no hole: the view does not get the fields. But a probe for fields that may be set, and a mistyped name, go by
    unseen, and other code that reads `request.form` or `request.json` still finds them.

    ## Example
    ```python
    @app.post("/profile")
    @validate(json=Profile, unknown="ignore")
    def profile(json: Profile): ...
    ```

    ## Use instead
    ```python
    @app.post("/profile")
    @validate(json=Profile)
    def profile(json: Profile): ...
    ```

    ## References
    - [CWE-20: Improper Input Validation](https://cwe.mitre.org/data/definitions/20.html)
    """
    for route, check in all_checks(snapshot):
        if check.expectation.unknown == "ignore" and check.source not in ("headers", "path"):
            yield Hit(
                message=f"Fields that the model does not name are dropped ({check.source}).",
                fix='Remove unknown="ignore", unless clients send fields of their own, such as those of campaigns.',
                location=route.location,
            )
