"""FHP008: passwords hashed with a function that is made to be fast."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Call
from ....audit.source.naming import is_password, names_in, words
from ....audit.source.placing import served_calls

_FAST = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "sha3_512", "blake2b", "blake2s", "new")
TARGETS = (
    *(f"hashlib.{name}" for name in _FAST),
    *(f"hashlib.{name}().update" for name in _FAST),
    *(f"Crypto.Hash.{name}.new" for name in ("MD4", "MD5", "SHA", "SHA1", "SHA256", "SHA512")),
)
_ELSEWHERE = frozenset(
    {"pwned", "hibp", "breach", "breached", "leaked", "bcrypt", "prehash", "cache", "cached", "fingerprint"}
)
"""The lookup of leaked passwords by the first letters of their SHA-1, and what shortens one before it is hashed."""
_RESPONSES = frozenset({"nonce", "realm", "challenge", "scramble", "ntlm", "ha1", "a1", "digest_auth"})
"""Protocols that prescribe the function: HTTP Digest, challenge and response."""


@rule(
    code="FHP008",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(916, 327, 759),
    owasp=("A02",),
    asvs=("11.4.2",),
)
def fast_password_hashes(snapshot: Snapshot) -> Iterator[Hit]:
    """A password is hashed with a function that is made to be fast.

    ## What it does
    Reports MD5, SHA-1, SHA-2, SHA-3 and BLAKE2 over something that is called a password, salted or not. The lookup of
    leaked passwords by SHA-1 and the answers of HTTP Digest are left alone.

    ## Why is this bad
    One graphics card tries billions of SHA-256 in a second, salt included: of a stolen table of users most passwords
    are known within a day, and people use them elsewhere too. MD5 and SHA-512 differ from it in the number of hours
    only.

    ## Example
    ```python
    user.password = hashlib.sha256(form.password.data.encode()).hexdigest()
    ```

    ## Use instead
    ```python
    user.password = passwords.hash(form.password.data)
    ```

    ## References
    - [CWE-916: Use of Password Hash With Insufficient Computational Effort](https://cwe.mitre.org/data/definitions/916.html)
    - [OWASP Password Storage Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html)
    """
    for call in served_calls(snapshot.source, *TARGETS):
        hashed = [name for argument in call.node.args for name in names_in(argument)]
        named = next((name for name in hashed if is_password(name)), None)
        if named is None or _is_elsewhere(call, hashed):
            continue
        yield Hit(
            message=f"{named} is hashed with {_function(call)}, which is made to be fast.",
            fix="Hash it with passwords.hash() of Flask-Hardened, which uses bcrypt.",
            location=call.location,
        )


def _is_elsewhere(call: Call, hashed: list[str]) -> bool:
    function = call.function.qualified if call.function is not None else ""
    around = {word for name in (function, call.location.file or "", *hashed) for word in words(name)}
    return not (_ELSEWHERE | _RESPONSES).isdisjoint(around)


def _function(call: Call) -> str:
    return call.target.removesuffix(".update").removesuffix("()").removesuffix(".new")
