"""FHN006: keys that stand in the source."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Call
from ....audit.source.naming import is_secret, names_in
from ....audit.source.placing import served_calls

_CIPHERS = "cryptography.hazmat.primitives.ciphers"
_AEADS = ("AESGCM", "AESCCM", "AESGCMSIV", "AESSIV", "AESOCB3", "ChaCha20Poly1305")
_ALGORITHMS = ("AES", "AES128", "AES256", "ChaCha20", "Camellia", "SM4", "TripleDES", "Blowfish", "ARC4")
_CLASSIC = ("AES", "DES", "DES3", "Blowfish", "ARC2", "ARC4", "CAST", "ChaCha20", "ChaCha20_Poly1305", "Salsa20")
TARGETS = (
    *("cryptography.fernet.Fernet", "hmac.new", "hmac.digest", "hmac.HMAC", "cryptography.hazmat.primitives.hmac.HMAC"),
    *(f"{_CIPHERS}.aead.{name}" for name in _AEADS),
    *(f"{_CIPHERS}.algorithms.{name}" for name in _ALGORITHMS),
    *(f"Crypto.Cipher.{name}.new" for name in _CLASSIC),
    *("nacl.secret.SecretBox", "nacl.secret.Aead"),
)


@rule(
    code="FHN006",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(321, 798),
    owasp=("A02", "A07"),
    asvs=("11.1.1", "13.3.1"),
)
def constant_encryption_keys(snapshot: Snapshot) -> Iterator[Hit]:
    """A key for encryption or signatures stands in the source.

    ## What it does
    Reports constants as the key of `Fernet`, of ciphers and of HMAC. An HMAC that turns a secret message into a key,
    with a constant label in the key's place, is left alone.

    ## Why is this bad
    Whoever reads the repository, a backup or an image of the container decrypts the data and signs what they like. The
    key cannot be replaced without a release, and every developer who ever left has it.

    ## Example
    ```python
    box = Fernet(b"2eiTVbO2Uvd6bfgT7ApM1bDuUKfNG1JUlZAvDfqrj5g=")
    ```

    ## Use instead
    ```python
    box = Fernet(os.environ["ENCRYPTION_KEY"])
    ```

    ## References
    - [CWE-321: Use of Hard-coded Cryptographic Key](https://cwe.mitre.org/data/definitions/321.html)
    - [OWASP Key Management Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Key_Management_Cheat_Sheet.html)
    """
    for call in served_calls(snapshot.source, *TARGETS):
        key = call.argument(0, "key")
        if key is not None and isinstance(key.constant, (str, bytes)) and not _derives(call):
            yield Hit(
                message=f"The key given to {call.name if call.name != 'new' else call.target} is a constant.",
                fix="Read it from the environment, and replace it: what is in the source is known.",
                location=call.location,
            )


def _derives(call: Call) -> bool:
    """Whether the constant is a label: HKDF's way of making one key of another."""
    message = call.argument(1, "msg")
    return call.target.startswith("hmac.") and message is not None and any(map(is_secret, names_in(message.node)))
