"""FHP011: password schemes of another time."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Value
from ....audit.source.placing import served_calls

OUTDATED = frozenset(
    {
        *("des_crypt", "bsdi_crypt", "bigcrypt", "crypt16", "md5_crypt", "apr_md5_crypt", "sha1_crypt"),
        *("sun_md5_crypt", "lmhash", "nthash", "msdcc", "msdcc2", "mssql2000", "mssql2005", "mysql323"),
        *("mysql41", "oracle10", "oracle11", "postgres_md5", "ldap_md5", "ldap_sha1", "ldap_salted_md5"),
        *("ldap_salted_sha1", "ldap_plaintext", "plaintext", "roundup_plaintext", "hex_md4", "hex_md5"),
        *("hex_sha1", "hex_sha256", "hex_sha512", "django_salted_sha1", "django_salted_md5"),
        *("django_des_crypt", "atlassian_pbkdf2_sha1", "cisco_pix", "cisco_type7", "htdigest"),
    }
)
"""Names of Passlib."""
_CONTEXTS = ("passlib.context.CryptContext", "passlib.context.LazyCryptContext", "passlib.apps.custom_app_context.copy")


@rule(
    code="FHP011",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(916, 327),
    owasp=("A02",),
    asvs=("11.4.2",),
)
def outdated_password_schemes(snapshot: Snapshot) -> Iterator[Hit]:
    """Passwords are hashed by a scheme of another time.

    ## What it does
    Reports the module `crypt`, which Python 3.13 no longer has, and Passlib's schemes that are no hash, a bare one, or
    cheap to guess at, where they hash or are the first, and so the default, of a `CryptContext`. Old schemes further
    down the list, or `deprecated`, are there to read old hashes, and are left alone.

    ## Why is this bad
    DES-based hashes look at eight letters only, `md5_crypt` was retired by its own author in 2012, and `hex_md5` of
    most passwords is found by a search engine. A stolen table of users is a table of passwords.

    ## Example
    ```python
    hashed = crypt.crypt(password, "aa")
    ```

    ## Use instead
    ```python
    hashed = passwords.hash(password)
    ```

    ## References
    - [CWE-916: Use of Password Hash With Insufficient Computational Effort](https://cwe.mitre.org/data/definitions/916.html)
    - [PEP 594: Removing dead batteries, crypt](https://peps.python.org/pep-0594/#crypt)
    """
    source = snapshot.source
    hashing = [f"passlib.hash.{name}.{method}" for name in sorted(OUTDATED) for method in ("hash", "encrypt", "using")]
    for call in served_calls(source, "crypt.crypt", *hashing):
        scheme = call.target.removeprefix("passlib.hash.").rpartition(".")[0]
        yield Hit(
            message=f"{scheme} hashes passwords, and is outdated.",
            fix="Hash with passwords.hash() of Flask-Hardened.",
            location=call.location,
        )
    for call in served_calls(source, *_CONTEXTS):
        schemes = call.argument(0, "schemes")
        first = _first_text(schemes) if schemes is not None else ""
        if first in OUTDATED and call.argument(None, "default") is None:
            yield Hit(
                message=f"New passwords are hashed with {first}, which is outdated.",
                fix="Put argon2 or bcrypt first, and this scheme on the list of deprecated ones.",
                location=call.location,
            )


def _first_text(value: Value) -> str:
    if isinstance(value.constant, (list, tuple)):
        return next((item for item in value.constant if isinstance(item, str)), "")
    return next((part.constant for part in value.parts[:1] if isinstance(part.constant, str)), "")
