"""FHN009: UUIDs that can be computed, used as secrets."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.naming import is_secret
from ....audit.source.placing import served_calls
from ._context import context_of

_WHY = {
    "uuid1": "is the time and the machine's address",
    "uuid6": "is the time and the machine's address",
    "uuid3": "is computed from a name",
    "uuid5": "is computed from a name",
}


@rule(
    code="FHN009",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(340, 330),
    owasp=("A02",),
    asvs=("11.5.1",),
)
def uuid_secrets(snapshot: Snapshot) -> Iterator[Hit]:
    """A UUID that can be computed is used as a secret.

    ## What it does
    Reports `uuid1`, `uuid3`, `uuid5` and `uuid6` whose result is called a token, key, code, session or password, or is
    returned by a function of such a name. As identifiers they are fine, and `uuid4` is random.

    ## Why is this bad
    A `uuid1` holds the time in steps of 100 ns and the address of the machine: whoever has one of their own tries the
    few thousand around the moment at which a reset was asked for. The others are a hash of something that is no
    secret.

    ## Example
    ```python
    reset_token = str(uuid.uuid1())
    ```

    ## Use instead
    ```python
    reset_token = secrets.token_urlsafe(32)
    ```

    ## References
    - [CWE-340: Generation of Predictable Numbers or Identifiers](https://cwe.mitre.org/data/definitions/340.html)
    - [RFC 9562: UUIDs, security considerations](https://www.rfc-editor.org/rfc/rfc9562#name-security-considerations)
    """
    for call in served_calls(snapshot.source, *(f"uuid.{name}" for name in _WHY)):
        name = next((name for name in context_of(snapshot.source, call).given if is_secret(name)), None)
        if name is not None:
            yield Hit(
                message=f"{call.name} {_WHY[call.name]}, and becomes {name}.",
                fix="Use secrets.token_urlsafe().",
                location=call.location,
            )
