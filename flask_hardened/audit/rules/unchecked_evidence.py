"""FHX002: evidence that could not be read."""

from __future__ import annotations

from collections.abc import Iterator

from ..finding import Confidence, Location, Severity
from ..rule import Hit, rule
from ..snapshot import Snapshot


@rule(
    code="FHX002",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(703,),
)
def unchecked_evidence(snapshot: Snapshot) -> Iterator[Hit]:
    """Part of the app could not be read, so it was not checked.

    ## What it does
    Reports each template, route or setting that the audit could not read, such as a template with a syntax error.

    ## Why is this bad
    "Could not check" is not "fine". What the audit did not see may hold any of the faults it looks for.

    ## Example
    A template that does not parse:
    ```html
    {% if user %}<a href="/profile">{{ user.name }</a>
    ```

    ## Use instead
    Mend or delete what cannot be read:
    ```html
    {% if user %}<a href="/profile">{{ user.name }}</a>{% endif %}
    ```

    ## References
    - [CWE-703: Improper Check or Handling of Exceptional Conditions](https://cwe.mitre.org/data/definitions/703.html)
    """
    for item in snapshot.unchecked:
        yield Hit(
            message=f"Could not check {item.what}: {item.reason}.",
            fix="Mend or remove what cannot be read, then run the audit again.",
            location=Location(setting=item.what),
        )
