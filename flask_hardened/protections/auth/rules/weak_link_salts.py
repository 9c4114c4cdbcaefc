"""FHA012: the salt of Flask-Security can be guessed."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHA012",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(760, 321),
    owasp=("A02", "A07"),
    asvs=("13.3.1",),
)
def weak_link_salts(snapshot: Snapshot) -> Iterator[Hit]:
    """The salt that Flask-Security hashes and signs with can be guessed.

    ## What it does
    Reports a `SECURITY_PASSWORD_SALT` that is short, well known or follows a pattern. One that is the same as
    `SECRET_KEY` is of low severity.

    ## Why is this bad
    It is the key of the HMAC that every password goes through before it is hashed. Who can guess it tries passwords
    against a stolen table as if it were not there; for old hashes it is the only salt.

    ## Example
    ```python
    app.config["SECURITY_PASSWORD_SALT"] = "salt"
    ```

    ## Use instead
    ```python
    app.config["SECURITY_PASSWORD_SALT"] = os.environ["SECURITY_PASSWORD_SALT"]
    ```

    ## References
    - [CWE-760: Use of a One-Way Hash with a Predictable Salt](https://cwe.mitre.org/data/definitions/760.html)
    - [CWE-321: Use of Hard-coded Cryptographic Key](https://cwe.mitre.org/data/definitions/321.html)
    - [Flask-Security: Configuration](https://flask-security.readthedocs.io/en/stable/configuration.html)
    - [OWASP Password Storage Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html)
    """
    facts = snapshot.config.extension_facts
    salt = facts.keys.get("SECURITY_PASSWORD_SALT")
    if "flask_security" not in facts.used or salt is None:
        return
    if salt.weakness is not None:
        yield Hit(
            message=f"The salt of Flask-Security can be guessed: it {salt.weakness}",
            fix="Make one with: flask hardened secret.",
            location=Location(setting="SECURITY_PASSWORD_SALT"),
        )
    elif salt.is_secret_key:
        yield Hit(
            message="The salt of Flask-Security is the same as SECRET_KEY.",
            fix="Make one of its own with: flask hardened secret.",
            location=Location(setting="SECURITY_PASSWORD_SALT"),
            severity=Severity.LOW,
        )
