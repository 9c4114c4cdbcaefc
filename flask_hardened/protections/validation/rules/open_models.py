"""FHV002: models that take any field."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ._checks import all_checks


@rule(
    code="FHV002",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(915,),
    owasp=("A08",),
    asvs=("15.3.3",),
)
def open_models(snapshot: Snapshot) -> Iterator[Hit]:
    """A model of a validated route takes any field.

    ## What it does
    Reports models with `extra="allow"`, alone or inside of another model, in `@validate`.

    ## Why is this bad
    Whoever sends a request chooses names and values of further fields. Copied to a database object, they set what no
    form shows: a role, an owner, a price.

    ## Example
    ```python
    class Profile(BaseModel):
        model_config = ConfigDict(extra="allow")
        name: str
    ```

    ## Use instead
    Name the fields; where there really are free ones, give them a place of their own:
    ```python
    class Profile(BaseModel):
        name: str
        labels: dict[str, str] = {}
    ```

    ## References
    - [CWE-915: Improperly Controlled Modification of Object Attributes](https://cwe.mitre.org/data/definitions/915.html)
    - [OWASP: Mass Assignment Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Mass_Assignment_Cheat_Sheet.html)
    """
    for route, check in all_checks(snapshot):
        model = check.reader.model
        if model is not None and model.open and check.expectation.unknown == "refuse":
            yield Hit(
                message=f"{', '.join(model.open)} takes any field ({check.source}).",
                fix='Name the fields, and remove extra="allow".',
                location=route.location,
            )
