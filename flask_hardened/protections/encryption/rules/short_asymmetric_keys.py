"""FHN007: key pairs that are too short."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Call
from ....audit.source.placing import served_calls

LEAST_BITS = 2048
"""Of RSA and DSA (NIST SP 800-57, until 2030)."""
_ASYMMETRIC = "cryptography.hazmat.primitives.asymmetric"
_SIZES: dict[str, int] = {
    f"{_ASYMMETRIC}.rsa.generate_private_key": 1,
    f"{_ASYMMETRIC}.dsa.generate_private_key": 0,
    f"{_ASYMMETRIC}.dsa.generate_parameters": 0,
    **{f"Crypto.PublicKey.{kind}.generate": 0 for kind in ("RSA", "DSA")},
    "paramiko.RSAKey.generate": 0,
    "rsa.newkeys": 0,
}
"""Call → the position of the size."""
_CURVES = f"{_ASYMMETRIC}.ec.generate_private_key"
_SHORT_CURVES = frozenset({"SECP192R1", "SECT163K1", "SECT163R2"})


@rule(
    code="FHN007",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(326,),
    owasp=("A02",),
    asvs=("11.2.3",),
)
def short_asymmetric_keys(snapshot: Snapshot) -> Iterator[Hit]:
    """A key pair is made that is short enough to be broken.

    ## What it does
    Reports RSA and DSA keys below 2048 bits and curves below 224 bits, made with `cryptography`, `pycryptodome`,
    `paramiko` or `rsa`.

    ## Why is this bad
    RSA of 829 bits was factored in public in 2020, and 1024 bits are within reach of those who can pay for it. Whoever
    has the private key signs tokens, reads recorded traffic and signs in as the server.

    ## Example
    ```python
    key = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    ```

    ## Use instead
    ```python
    key = ed25519.Ed25519PrivateKey.generate()
    ```

    ## References
    - [CWE-326: Inadequate Encryption Strength](https://cwe.mitre.org/data/definitions/326.html)
    - [NIST SP 800-57 Part 1](https://csrc.nist.gov/pubs/sp/800/57/pt1/r5/final)
    """
    for call in served_calls(snapshot.source, *_SIZES, _CURVES):
        if _is_short(call):
            kind = call.target.rpartition(".")[0].rpartition(".")[2]
            yield Hit(
                message=f"{kind}.{call.name} makes a key that is too short.",
                fix="Make an Ed25519 key, or RSA of 3072 bits.",
                location=call.location,
            )


def _is_short(call: Call) -> bool:
    if call.target == _CURVES:
        curve = call.argument(0, "curve")
        return curve is not None and curve.origin.removesuffix("()").rpartition(".")[2] in _SHORT_CURVES
    names = ("key_size", "bits", "nbits")
    size = next((value for name in names if (value := call.argument(_SIZES[call.target], name)) is not None), None)
    return size is not None and type(size.constant) is int and size.constant < LEAST_BITS
