"""FHP009: password hashes with too little work."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Call, SourceFacts, Value
from ....audit.source.naming import is_password, names_in
from ....audit.source.placing import is_for_development, module_of, served_calls, settings_in_force

LEAST_PBKDF2 = {"sha1": 1_300_000, "sha256": 600_000, "sha512": 210_000}
"""Rounds (OWASP Password Storage Cheat Sheet)."""
LEAST_BCRYPT = 10
LEAST_SCRYPT = 2**14
"""N; with r=8 it takes 16 MiB."""
_MUCH_TOO_LITTLE = 10
"""Below a tenth of the least, it is as good as none."""
_GENERATE = "werkzeug.security.generate_password_hash"
_KDF = "cryptography.hazmat.primitives.kdf"
_PBKDF2 = ("hashlib.pbkdf2_hmac", f"{_KDF}.pbkdf2.PBKDF2HMAC", "Crypto.Protocol.KDF.PBKDF2")
_BCRYPT = ("bcrypt.gensalt", "flask_bcrypt.Bcrypt().generate_password_hash", "flask_bcrypt.generate_password_hash")
_PASSLIB = {
    **{f"passlib.hash.pbkdf2_{name}.using": least for name, least in LEAST_PBKDF2.items()},
    "passlib.hash.bcrypt.using": LEAST_BCRYPT,
    "passlib.hash.bcrypt_sha256.using": LEAST_BCRYPT,
}
_ARGON2 = "argon2.PasswordHasher"
LEAST_ARGON2 = 7_168
"""KiB (OWASP Password Storage Cheat Sheet, the variant with the least memory)."""
_SCRYPT = ("hashlib.scrypt", f"{_KDF}.scrypt.Scrypt")


@rule(
    code="FHP009",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(916,),
    owasp=("A02",),
    asvs=("11.4.2",),
)
def cheap_password_work(snapshot: Snapshot) -> Iterator[Hit]:
    """Passwords are hashed with less work than recommended.

    ## What it does
    Reports PBKDF2 with fewer rounds than OWASP recommends, bcrypt below cost 10, scrypt below N=2^14, Argon2 with less
    than 7 MiB, and `generate_password_hash` of Werkzeug with `plain`, a bare hash, or few rounds: as high where it is
    less than a tenth. PBKDF2 and scrypt over something that is not called a password are left alone.

    ## Why is this bad
    The work is all that stands between a stolen table of users and their passwords. At a thousand rounds of PBKDF2 a
    graphics card tries millions in a second; each password of a public list is tried for every user within hours.

    ## Example
    ```python
    hashed = generate_password_hash(password, method="pbkdf2:sha256:1000")
    ```

    ## Use instead
    ```python
    hashed = passwords.hash(password)
    ```

    ## References
    - [CWE-916: Use of Password Hash With Insufficient Computational Effort](https://cwe.mitre.org/data/definitions/916.html)
    - [OWASP Password Storage Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html)
    """
    for call in served_calls(snapshot.source, _GENERATE, *_PBKDF2, *_BCRYPT, *_SCRYPT, *_PASSLIB, _ARGON2):
        lack = _lack(call)
        if lack and not _is_for_development(snapshot.source, call):
            yield Hit(
                message=f"{call.name} does less than the recommended work.",
                fix="Use passwords.hash() of Flask-Hardened, or leave the library's default.",
                location=call.location,
                severity=Severity.HIGH if lack >= _MUCH_TOO_LITTLE else None,
            )
    for setting in settings_in_force(snapshot.source, "BCRYPT_LOG_ROUNDS"):
        if type(setting.value.constant) is int and setting.value.constant < LEAST_BCRYPT:
            yield Hit(
                message="BCRYPT_LOG_ROUNDS is below the least that is recommended.",
                fix="Remove it: 12 is the default of Flask-Bcrypt.",
                location=setting.location,
            )


def _is_for_development(source: SourceFacts, call: Call) -> bool:
    return is_for_development(module_of(source, call), call.location.line or 0)


def _lack(call: Call) -> float:
    """Return how many times too little it is; 0 if it is enough, or nobody knows."""
    if call.target == _GENERATE:
        return _lack_of_method(call.argument(1, "method"))
    if call.target in _BCRYPT:
        cost = _number(call.argument(1 if "flask" in call.target else 0, "rounds"))
        return 2 ** (LEAST_BCRYPT - cost) if cost is not None and cost < LEAST_BCRYPT else 0
    if call.target in _PASSLIB:
        rounds, least = _number(call.argument(None, "rounds")), _PASSLIB[call.target]
        if rounds is None or rounds >= least:
            return 0
        return 2 ** (least - rounds) if least == LEAST_BCRYPT else least / max(rounds, 1)
    if call.target == _ARGON2:
        memory = _number(call.argument(1, "memory_cost"))
        return LEAST_ARGON2 / max(memory, 1) if memory is not None and memory < LEAST_ARGON2 else 0
    if not any(is_password(name) for argument in call.node.args for name in names_in(argument)):
        return 0
    if call.target in _SCRYPT:
        size = _number(call.argument(None if "hashlib" in call.target else 2, "n"))
        return LEAST_SCRYPT / max(size, 1) if size is not None and size < LEAST_SCRYPT else 0
    return _lack_of_pbkdf2(call)


def _lack_of_pbkdf2(call: Call) -> float:
    algorithm = call.argument(0, "hash_name")
    rounds = _number(call.argument(3, "iterations") or call.argument(None, "count"))
    name = algorithm.constant if algorithm is not None and isinstance(algorithm.constant, str) else "sha256"
    least = LEAST_PBKDF2.get(name.lower(), LEAST_PBKDF2["sha512"])
    return least / max(rounds, 1) if rounds is not None and rounds < least else 0


def _lack_of_method(method: Value | None) -> float:
    if method is None or not isinstance(method.constant, str):
        return 0
    name, *parameters = method.constant.split(":")
    if name not in ("pbkdf2", "scrypt"):
        return float("inf")
    numbers = [int(part) for part in parameters if part.isdecimal()]
    if name == "scrypt":
        return LEAST_SCRYPT / max(numbers[0], 1) if numbers and numbers[0] < LEAST_SCRYPT else 0
    least = LEAST_PBKDF2.get(parameters[0] if parameters else "sha256", LEAST_PBKDF2["sha512"])
    return least / max(numbers[0], 1) if numbers and numbers[0] < least else 0


def _number(value: Value | None) -> int | None:
    return value.constant if value is not None and type(value.constant) is int else None
