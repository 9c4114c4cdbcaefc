"""FHD013: secret keys that stand in the source."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Value
from ....audit.source.naming import environment_default
from ....audit.source.placing import settings_in_force

KEYS = ("SECRET_KEY", "WTF_CSRF_SECRET_KEY", "JWT_SECRET_KEY", "SECURITY_PASSWORD_SALT", "JWT_PRIVATE_KEY")


@rule(
    code="FHD013",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(798, 321),
    owasp=("A02", "A07"),
    asvs=("13.3.1",),
)
def written_secret_keys(snapshot: Snapshot) -> Iterator[Hit]:
    """The secret key stands in the source.

    ## What it does
    Reports `SECRET_KEY` and its likes written as a constant, and a constant that is used when an environment variable
    is not set. Configuration for development and tests is left alone, and so is a default that the class for
    production replaces.

    ## Why is this bad
    Whoever has seen the repository or an image of the container signs a session for any user. The fallback is no
    better: it is used, without a word, on the day the variable is misspelled.

    ## Example
    ```python
    SECRET_KEY = os.environ.get("SECRET_KEY", "change-me")
    ```

    ## Use instead
    ```python
    SECRET_KEY = os.environ["SECRET_KEY"]  # flask hardened secret makes one
    ```

    ## References
    - [CWE-798: Use of Hard-coded Credentials](https://cwe.mitre.org/data/definitions/798.html)
    - [CWE-321: Use of Hard-coded Cryptographic Key](https://cwe.mitre.org/data/definitions/321.html)
    """
    for setting in settings_in_force(snapshot.source, *KEYS):
        if _is_written(setting.value):
            yield Hit(
                message=f"{setting.key.upper()} is a constant in the source.",
                fix="Run flask hardened secret, and read the new key from the environment.",
                location=setting.location,
            )
        elif environment_default(setting.value.node):
            yield Hit(
                message=f"{setting.key.upper()} is a constant when its environment variable is not set.",
                fix="Read it as os.environ[...], which fails when it is missing.",
                location=setting.location,
                severity=Severity.MEDIUM,
            )


def _is_written(value: Value) -> bool:
    return isinstance(value.constant, (str, bytes)) and len(value.constant) > 0
