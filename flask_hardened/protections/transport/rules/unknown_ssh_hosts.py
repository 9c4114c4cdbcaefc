"""FHT009: SSH connections to whoever answers."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.placing import served_calls

_POLICIES = ("AutoAddPolicy", "WarningPolicy")


@rule(
    code="FHT009",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(295, 322),
    owasp=("A07",),
    asvs=("12.3.2",),
)
def unknown_ssh_hosts(snapshot: Snapshot) -> Iterator[Hit]:
    """SSH connections are made to hosts whose keys nobody knows.

    ## What it does
    Reports Paramiko's `AutoAddPolicy` and `WarningPolicy`, and asyncssh's `known_hosts=None`.

    ## Why is this bad
    The host's key is all that tells it from somebody on the way. Who answers in its place gets the password, and every
    file and command that the app sends.

    ## Example
    ```python
    client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
    ```

    ## Use instead
    ```python
    client.load_host_keys("known_hosts")
    client.set_missing_host_key_policy(paramiko.RejectPolicy())
    ```

    ## References
    - [CWE-322: Key Exchange without Entity Authentication](https://cwe.mitre.org/data/definitions/322.html)
    - [Paramiko: Client](https://docs.paramiko.org/en/stable/api/client.html)
    """
    for call in served_calls(snapshot.source, "*.set_missing_host_key_policy"):
        policy = call.argument(0, "policy")
        origin = policy.origin.removesuffix("()") if policy is not None else ""
        if origin.startswith("paramiko.") and origin.rpartition(".")[2] in _POLICIES:
            yield Hit(
                message=f"{origin} accepts any host's key.",
                fix="Load the known keys, and use RejectPolicy.",
                location=call.location,
            )
    for call in served_calls(snapshot.source, "asyncssh.connect"):
        known = call.argument(None, "known_hosts")
        if known is not None and known.constant is None:
            yield Hit(
                message="asyncssh.connect is told to accept any host's key.",
                fix="Remove known_hosts=None.",
                location=call.location,
            )
