"""FHV005: readers that take more than anybody sends."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..checks import FEATURE
from ..options import MEBIBYTE, ValidationOptions

LARGE = {"max_json": 32 * MEBIBYTE, "max_json_values": 2_000_000, "max_fields": 20_000}
"""Values above which a limit is worth a look."""


@rule(
    code="FHV005",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(770, 158),
    owasp=("A04", "A05"),
    asvs=("15.2.2", "2.2.1"),
)
def generous_readers(snapshot: Snapshot) -> Iterator[Hit]:
    """Validated views take huge JSON, or text with NUL characters.

    ## What it does
    Reports a `max_json` above 32 MiB, a `max_json_values` above 2,000,000, a `max_fields` above 20,000, and
    `allow_nul`.

    ## Why is this bad
    A JSON text takes many times its size as Python objects, and is parsed while a worker waits. A NUL character ends a
    text for some databases and libraries and not for others: what was checked is then not what is used.

    ## Example
    ```python
    Hardened(app, validation=ValidationOptions(max_json=512 * 1024 * 1024, allow_nul=True))
    ```

    ## Use instead
    ```python
    Hardened(app, validation=ValidationOptions(max_json=4 * 1024 * 1024))
    ```

    ## References
    - [CWE-770: Allocation of Resources Without Limits or Throttling](https://cwe.mitre.org/data/definitions/770.html)
    - [CWE-158: Improper Neutralization of Null Byte or NUL Character](https://cwe.mitre.org/data/definitions/158.html)
    """
    options = snapshot.options(ValidationOptions)
    if options is None:
        return
    for name, most in LARGE.items():
        if getattr(options, name) > most:
            yield Hit(
                message=f"{name} is {getattr(options, name)}.",
                fix="Lower it to what the largest request needs.",
                location=setting_of(FEATURE, name),
            )
    if options.allow_nul:
        yield Hit(
            message="Text may hold NUL characters.",
            fix="Remove allow_nul; bytes belong into uploads or base64.",
            location=setting_of(FEATURE, "allow_nul"),
        )
