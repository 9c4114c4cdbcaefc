"""FHN005: initialization vectors, nonces and salts that are always the same."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Value
from ....audit.source.placing import served_calls

_CIPHERS = "cryptography.hazmat.primitives.ciphers"
_KDF = "cryptography.hazmat.primitives.kdf"
_AEADS = ("AESGCM", "AESCCM", "AESGCMSIV", "AESOCB3", "ChaCha20Poly1305")
_PLACES: dict[str, tuple[int | None, tuple[str, ...]]] = {
    **{
        f"{_CIPHERS}.modes.{mode}": (0, ("initialization_vector", "nonce"))
        for mode in ("CBC", "CFB", "CFB8", "OFB", "CTR", "GCM")
    },
    f"{_CIPHERS}.algorithms.ChaCha20": (1, ("nonce",)),
    **{f"{_CIPHERS}.aead.{name}().encrypt": (0, ("nonce",)) for name in _AEADS},
    **{
        f"Crypto.Cipher.{name}.new": (2, ("iv", "IV", "nonce"))
        for name in ("AES", "DES", "DES3", "Blowfish", "ARC2", "CAST")
    },
    **{f"Crypto.Cipher.{name}.new": (None, ("nonce",)) for name in ("ChaCha20", "ChaCha20_Poly1305", "Salsa20")},
    "hashlib.pbkdf2_hmac": (2, ("salt",)),
    "hashlib.scrypt": (None, ("salt",)),
    f"{_KDF}.pbkdf2.PBKDF2HMAC": (2, ("salt",)),
    f"{_KDF}.scrypt.Scrypt": (0, ("salt",)),
    "bcrypt.hashpw": (1, ("salt",)),
    "bcrypt.kdf": (1, ("salt",)),
}
"""Call → where it takes what must differ each time: by position, by any of these names."""


@rule(
    code="FHN005",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(329, 760, 323),
    owasp=("A02",),
    asvs=("11.3.4",),
)
def constant_nonces(snapshot: Snapshot) -> Iterator[Hit]:
    """An initialization vector, a nonce or a salt is a constant.

    ## What it does
    Reports calls that encrypt, or derive a key from a password, with a constant in the place of what must differ each
    time: as high for encryption, as medium for salts.

    ## Why is this bad
    With the same vector equal beginnings look equal, and the same nonce of GCM, CTR or ChaCha20 twice gives away both
    texts and lets an attacker forge others. With one salt for all a single table of guesses fits every user.

    ## Example
    ```python
    cipher = AES.new(key, AES.MODE_CBC, b"0" * 16)
    key = hashlib.pbkdf2_hmac("sha256", password, b"salt", 600_000)
    ```

    ## Use instead
    ```python
    token = Fernet(key).encrypt(text)  # draws its own vector
    salt = os.urandom(16)  # stored beside the result
    ```

    ## References
    - [CWE-329: Generation of Predictable IV with CBC Mode](https://cwe.mitre.org/data/definitions/329.html)
    - [CWE-323: Reusing a Nonce, Key Pair in Encryption](https://cwe.mitre.org/data/definitions/323.html)
    - [CWE-760: Use of a One-Way Hash with a Predictable Salt](https://cwe.mitre.org/data/definitions/760.html)
    """
    for call in served_calls(snapshot.source, *_PLACES):
        position, names = _PLACES[call.target]
        given = next((value for name in names if (value := call.argument(position, name)) is not None), None)
        if given is None or not _is_constant(given):
            continue
        salt = "salt" in names
        yield Hit(
            message=f"{call.name} is called with a constant {'salt' if salt else names[-1]}.",
            fix="Draw it anew each time with os.urandom(), and store it beside the result."
            if salt
            else "Draw it anew each time with os.urandom(), or use Fernet, which does so itself.",
            location=call.location,
            severity=Severity.MEDIUM if salt else Severity.HIGH,
        )


def _is_constant(value: Value) -> bool:
    if isinstance(value.constant, (bytes, str)):
        return len(value.constant) > 0
    node = value.node
    zeros = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("bytes", "bytearray")
    return zeros and isinstance(node, ast.Call) and len(node.args) == 1 and _is_number(node.args[0])


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int)
