"""FHD001: the app is not hardened."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import HARDEN, UNHARDENED
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHD001",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(1188, 693),
    owasp=("A05",),
    asvs=("13.4.2",),
)
def unhardened_app(snapshot: Snapshot) -> Iterator[Hit]:
    """The app is not hardened: `Hardened(app)` was not called.

    ## What it does
    Reports an app without Flask-Hardened. What each feature would add is reported beside it, one finding per feature.

    ## Why is this bad
    Flask leaves security to those who use it: no headers, any host, cookies without Secure, bodies of any size, any
    secret key.

    ## Example
    ```python
    app = Flask(__name__)
    ```

    ## Use instead
    ```python
    app = Flask(__name__)
    app.config.from_prefixed_env()
    Hardened(app)
    ```

    ## References
    - [Flask: Security Considerations](https://flask.palletsprojects.com/en/stable/web-security/)
    - [CWE-1188: Initialization of a Resource with an Insecure Default](https://cwe.mitre.org/data/definitions/1188.html)
    """
    if not snapshot.hardening.hardened:
        yield Hit(message="Hardened(app) was not called.", fix=HARDEN, location=UNHARDENED)
