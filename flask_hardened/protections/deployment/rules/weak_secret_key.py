"""FHD005: a secret key that can be guessed."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHD005",
    severity=Severity.CRITICAL,
    confidence=Confidence.HIGH,
    cwe=(321, 331, 798),
    owasp=("A02", "A07"),
    asvs=("11.2.3", "13.3.1"),
)
def weak_secret_key(snapshot: Snapshot) -> Iterator[Hit]:
    """The `SECRET_KEY` can be guessed.

    ## What it does
    Reports a key with fewer than 128 bits, with little variety or a pattern, one from documentation, and one that reads
    like a placeholder. The report never contains the key.

    ## Why is this bad
    Anybody with one session cookie tries keys at millions a second, offline. Whoever finds it signs a session for any
    user, an administrator's too.

    ## Example
    ```python
    app.config["SECRET_KEY"] = "dev"
    ```

    ## Use instead
    ```shell
    flask hardened secret
    ```

    ## References
    - [CWE-321: Use of Hard-coded Cryptographic Key](https://cwe.mitre.org/data/definitions/321.html)
    - [CWE-331: Insufficient Entropy](https://cwe.mitre.org/data/definitions/331.html)
    """
    key = snapshot.config.secret_key
    if key.length and key.weakness is not None:
        yield Hit(
            message=f"The secret key {key.weakness}",
            fix="Run `flask hardened secret` and replace it; do not keep the old one among the fallbacks.",
            location=Location(setting="SECRET_KEY"),
        )
