"""FHD029: forms of any size."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import is_on
from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHD029",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(770,),
    owasp=("A05",),
    asvs=("2.4.1", "15.2.2"),
)
def unlimited_forms(snapshot: Snapshot) -> Iterator[Hit]:
    """Forms may have any number of parts, or fields of any size.

    ## What it does
    Reports `MAX_FORM_MEMORY_SIZE` or `MAX_FORM_PARTS` set to None, or to more than 100 MB and 100,000 parts, in an app
    without the feature `body_size`.

    ## Why is this bad
    Each field is held in memory, and each part costs more than its bytes. A few requests with millions of tiny parts
    keep every worker busy, or end it.

    ## Example
    ```python
    app.config["MAX_FORM_PARTS"] = None
    ```

    ## Use instead
    ```python
    app.config["MAX_FORM_PARTS"] = 1_000  # the default
    ```

    ## References
    - [CWE-770: Allocation of Resources Without Limits or Throttling](https://cwe.mitre.org/data/definitions/770.html)
    - [Flask: Configuration Handling](https://flask.palletsprojects.com/en/stable/config/)
    """
    if is_on(snapshot, "body_size"):
        return
    values = snapshot.config.values
    for setting, most in (("MAX_FORM_MEMORY_SIZE", 100_000_000), ("MAX_FORM_PARTS", 100_000)):
        limit = values.get(setting, 0)
        if limit is None or (isinstance(limit, int) and limit > most):
            yield Hit(
                message=f"{setting} limits nothing.",
                fix=f"Remove {setting}, and raise it for the views that need more.",
                location=Location(setting=setting),
            )
