"""FHD004: no secret key."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHD004",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(1188,),
    owasp=("A02", "A05"),
    asvs=("13.3.1",),
)
def missing_secret_key(snapshot: Snapshot) -> Iterator[Hit]:
    """No `SECRET_KEY` is set.

    ## What it does
    Reports a key that is missing or empty. In an app that is not hardened it is reported as low: Flask then refuses to
    use the session, and an app may do without one.

    ## Why is this bad
    A hardened app does not start in production. Sessions, flashed messages, tokens and links in mails are signed with
    it.

    ## Example
    ```python
    app.config["SECRET_KEY"] = os.environ.get("SECRET_KEY", "")
    ```

    ## Use instead
    ```shell
    export $(flask hardened secret --dotenv)
    ```
    ```python
    app.config.from_prefixed_env()  # reads FLASK_SECRET_KEY
    ```

    ## References
    - [Flask: SECRET_KEY](https://flask.palletsprojects.com/en/stable/config/#SECRET_KEY)
    - [CWE-1188: Initialization of a Resource with an Insecure Default](https://cwe.mitre.org/data/definitions/1188.html)
    """
    if snapshot.config.secret_key.length == 0:
        yield Hit(
            message="SECRET_KEY is not set, so nothing can be signed.",
            fix="Run `flask hardened secret` and keep what it prints in the environment as FLASK_SECRET_KEY.",
            location=Location(setting="SECRET_KEY"),
            severity=None if snapshot.hardening.hardened else Severity.LOW,
        )
