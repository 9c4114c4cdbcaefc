"""FHW009: passwords in addresses."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot


@rule(
    code="FHW009",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(798, 522),
    owasp=("A07", "A02"),
    asvs=("13.3.1",),
)
def passwords_in_urls(snapshot: Snapshot) -> Iterator[Hit]:
    """The address of a database or another server holds its password.

    ## What it does
    Searches source and settings for addresses of the form `scheme://user:password@host`, without placeholders,
    references and the examples of documentation. For an address of the machine itself the severity is low.

    ## Why is this bad
    Addresses are logged, shown in error pages and passed to tools as arguments, so the password travels farther
    than other settings; and everybody who can read the repository can sign in to the database.

    ## Example
    ```python
    SQLALCHEMY_DATABASE_URI = "postgresql://shop:Wq7-miDt@db.internal/shop"
    ```

    ## Use instead
    ```python
    import os

    SQLALCHEMY_DATABASE_URI = os.environ["DATABASE_URL"]
    ```

    ## References
    - [CWE-798: Use of Hard-coded Credentials](https://cwe.mitre.org/data/definitions/798.html)
    - [CWE-522: Insufficiently Protected Credentials](https://cwe.mitre.org/data/definitions/522.html)
    - [OWASP: Secrets Management Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html)
    """
    for each in snapshot.files.secrets:
        if each.in_url:
            yield Hit(
                message=f"This line holds {each.kind}.",
                fix="Change the password, and read the whole address from the environment.",
                location=each.location,
                severity=Severity.LOW if each.local else None,
                confidence=each.confidence,
            )
