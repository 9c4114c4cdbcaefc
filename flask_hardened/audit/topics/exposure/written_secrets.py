"""FHW008: secrets in source and settings."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot


@rule(
    code="FHW008",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(798, 321, 540),
    owasp=("A07", "A02"),
    asvs=("13.3.1",),
)
def written_secrets(snapshot: Snapshot) -> Iterator[Hit]:
    """A key, token or password is written into a file of the project.

    ## What it does
    Searches source, settings and scripts for the forms that providers give their keys, for private keys, and for
    names such as `api_key` or `password` that are given a text that looks like a secret: by entropy, length and
    form, and without placeholders, paths, names and references. Environment files, the instance folder, what git
    ignores and tests are left out.

    ## Why is this bad
    Everybody who can read the repository, a copy of it, an image or a stack trace has the secret, and it stays in
    the history after it is deleted. Bots find keys in public repositories within minutes and use them.

    ## Example
    ```python
    MAIL_PASSWORD = "correct-Horse7battery"
    ```

    ## Use instead
    ```python
    import os

    MAIL_PASSWORD = os.environ["MAIL_PASSWORD"]
    ```

    ## References
    - [CWE-798: Use of Hard-coded Credentials](https://cwe.mitre.org/data/definitions/798.html)
    - [CWE-321: Use of Hard-coded Cryptographic Key](https://cwe.mitre.org/data/definitions/321.html)
    - [CWE-540: Inclusion of Sensitive Information in Source Code](https://cwe.mitre.org/data/definitions/540.html)
    - [OWASP: Secrets Management Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html)
    """
    for each in snapshot.files.secrets:
        if each.in_url:
            continue
        given = f", given to {each.name}" if each.name else ""
        yield Hit(
            message=f"This line holds what looks like {each.kind}{given} ({each.length} characters, not shown).",
            fix="Replace it at whoever issued it, and read the new one from the environment.",
            location=each.location,
            severity=Severity.MEDIUM if each.confidence is Confidence.LOW else None,
            confidence=each.confidence,
        )
