"""FHJ014: signed values that fit in each other's places."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Call
from ....audit.source.placing import served_calls
from ._calls import SERIALIZERS

_TARGETS = tuple(f"itsdangerous.{name}" for name in SERIALIZERS)
_USES = tuple(f"itsdangerous.{name}().{method}" for name in SERIALIZERS for method in ("dumps", "sign"))


@rule(
    code="FHJ014",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(345,),
    owasp=("A02",),
    asvs=("11.2.3",),
)
def unsalted_serializers(snapshot: Snapshot) -> Iterator[Hit]:
    """Signed values are not told apart by what they are for.

    ## What it does
    Reports serializers of itsdangerous that are made without a `salt`, where the project signs in at least two
    places. A salt given to `dumps` or `loads` counts.

    ## Why is this bad
    All values signed by the same key and the same salt fit in each other's places: the link that ends a newsletter, if
    it holds a user's number, is accepted as the link that resets a password.

    ## Example
    ```python
    confirm = URLSafeTimedSerializer(app.secret_key)
    reset = URLSafeTimedSerializer(app.secret_key)
    ```

    ## Use instead
    ```python
    token = sign("reset-password", user.id, max_age=3600)
    ```

    ## References
    - [CWE-345: Insufficient Verification of Data Authenticity](https://cwe.mitre.org/data/definitions/345.html)
    - [itsdangerous: The Salt](https://itsdangerous.palletsprojects.com/en/stable/concepts/#the-salt)
    """
    unsalted = [call for call in served_calls(snapshot.source, *_TARGETS) if _is_unsalted(call)]
    signing = [call for call in served_calls(snapshot.source, *_USES) if call.argument(None, "salt") is None]
    if len(signing) > 1:
        for call in unsalted:
            yield Hit(
                message=f"{call.name} has no salt: what it signs fits wherever another value of the key is expected.",
                fix="Give each purpose a salt of its own, or use sign() with a purpose.",
                location=call.location,
            )


def _is_unsalted(call: Call) -> bool:
    return call.argument(1, "salt") is None and call.complete
