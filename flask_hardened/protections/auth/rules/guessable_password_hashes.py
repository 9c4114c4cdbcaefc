"""FHA013: Flask-Security with plain or fast hashes."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

_FAST = frozenset({
    "bsdi_crypt", "crypt16", "des_crypt", "hex_md4", "hex_md5", "hex_sha1", "hex_sha256", "hex_sha512", "ldap_md5",
    "ldap_salted_md5", "ldap_salted_sha1", "ldap_sha1", "lmhash", "md5", "md5_crypt", "nthash", "sha1", "sha256",
    "sha512",
})  # fmt: skip
"""Names of passlib's schemes that a graphics card tries by the billion."""


@rule(
    code="FHA013",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(916, 256),
    owasp=("A02",),
    asvs=("11.4.2",),
)
def guessable_password_hashes(snapshot: Snapshot) -> Iterator[Hit]:
    """Flask-Security keeps passwords in clear text, or under a hash that is fast to try.

    ## What it does
    Reports `SECURITY_PASSWORD_HASH` set to `plaintext` (critical) or to a scheme that was not made for passwords, such
    as `md5_crypt`. Old schemes that are only still read are not meant.

    ## Why is this bad
    When the table leaks, and it will be tried, clear text is known at once, and fast hashes within hours: a graphics
    card tries billions of them a second. The same passwords are then tried everywhere else.

    ## Example
    ```python
    app.config["SECURITY_PASSWORD_HASH"] = "plaintext"
    ```

    ## Use instead
    ```python
    app.config["SECURITY_PASSWORD_HASH"] = "argon2"
    ```

    ## References
    - [CWE-916: Use of Password Hash With Insufficient Computational Effort](https://cwe.mitre.org/data/definitions/916.html)
    - [CWE-256: Plaintext Storage of a Password](https://cwe.mitre.org/data/definitions/256.html)
    - [Flask-Security: Configuration](https://flask-security.readthedocs.io/en/stable/configuration.html)
    - [OWASP Password Storage Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html)
    """
    values = snapshot.config.values
    if "flask_security" not in snapshot.config.extension_facts.used:
        return

    scheme = str(values.get("SECURITY_PASSWORD_HASH") or "").lower()
    if scheme == "plaintext" or scheme in _FAST:
        yield Hit(
            message="Passwords are kept in clear text."
            if scheme == "plaintext"
            else "Passwords are kept under a fast hash.",
            fix='Set SECURITY_PASSWORD_HASH to "argon2" or "bcrypt"; old hashes are replaced at the next login.',
            location=Location(setting="SECURITY_PASSWORD_HASH"),
            severity=Severity.CRITICAL if scheme == "plaintext" else None,
        )
