"""FHN004: broken ciphers, and the mode that shows patterns."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.placing import served_calls

_ALGORITHMS = ("ARC4", "RC4", "TripleDES", "Blowfish", "IDEA", "CAST5", "SEED", "RC2")
_HAZMAT = (
    "cryptography.hazmat.primitives.ciphers.algorithms",
    "cryptography.hazmat.decrepit.ciphers.algorithms",
)
_CIPHERS = ("DES", "DES3", "ARC4", "ARC2", "Blowfish", "CAST", "XOR")
_ECB = frozenset(f"Crypto.Cipher.{cipher}.MODE_ECB" for cipher in ("AES", *_CIPHERS))
TARGETS = (
    *(f"{module}.{name}" for module in _HAZMAT for name in _ALGORITHMS),
    *(f"Crypto.Cipher.{cipher}.new" for cipher in ("AES", *_CIPHERS)),
    *(
        "cryptography.hazmat.primitives.ciphers.modes.ECB",
        "pyDes.des",
        "pyDes.triple_des",
        "pyAes.AESModeOfOperationECB",
    ),
)


@rule(
    code="FHN004",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(327,),
    owasp=("A02",),
    asvs=("11.3.1", "11.3.2"),
)
def weak_ciphers(snapshot: Snapshot) -> Iterator[Hit]:
    """Data is encrypted with a broken cipher, or in ECB mode.

    ## What it does
    Reports DES, 3DES, RC2, RC4, Blowfish, CAST5, IDEA and SEED, and the mode ECB of any cipher, of `cryptography`,
    `pycrypto`, `pycryptodome` and `pyDes`.

    ## Why is this bad
    DES is searched through in a day, RC4 leaks its text, and blocks of 64 bits repeat after some gigabytes. ECB
    encrypts equal blocks equally, so whoever reads the table sees who has the same value, and swaps blocks between
    rows.

    ## Example
    ```python
    cipher = AES.new(key, AES.MODE_ECB)
    ```

    ## Use instead
    ```python
    diagnosis = mapped_column(EncryptedString("patients.diagnosis"))
    ```

    ## References
    - [CWE-327: Use of a Broken or Risky Cryptographic Algorithm](https://cwe.mitre.org/data/definitions/327.html)
    - [OWASP Cryptographic Storage Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Cryptographic_Storage_Cheat_Sheet.html)
    - [SWEET32](https://sweet32.info/)
    """
    for call in served_calls(snapshot.source, *TARGETS):
        name = call.target.split(".")[-2] if call.name == "new" else call.name
        if name in ("ECB", "AESModeOfOperationECB"):
            message = "ECB encrypts equal blocks equally."
        elif call.name == "new":
            mode = call.argument(1, "mode")
            if mode is not None and mode.origin in _ECB:
                message = f"{name} is used in ECB mode, which encrypts equal blocks equally."
            elif name == "AES":
                continue
            else:
                message = f"{name} is a broken cipher."
        else:
            message = f"{name} is a broken cipher."
        yield Hit(
            message=message,
            fix="Use Fernet, AES-GCM or ChaCha20-Poly1305; for columns of a database use EncryptedString.",
            location=call.location,
        )
