"""FHP013: passwords that are too long for bcrypt."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Call, Value

_HASHING = ("bcrypt.hashpw", "bcrypt.checkpw")
_SHORTENING = ("base64.", "binascii.", "hashlib.", "hmac.")
_MOST = 72
"""Bytes that bcrypt reads."""


@rule(
    code="FHP013",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(248, 521),
    owasp=("A07",),
    asvs=("6.2.9", "11.4.2"),
)
def overlong_passwords(snapshot: Snapshot) -> Iterator[Hit]:
    """A password goes to bcrypt as it is, which reads 72 bytes of it.

    ## What it does
    Reports `bcrypt.hashpw` and `bcrypt.checkpw` whose password was neither hashed before nor cut, in functions that
    know nothing of the number 72.

    ## Why is this bad
    bcrypt 5 raises for longer passwords: whoever types one gets a server error where the name is known and a refusal
    where it is not, which tells who has an account. Older versions leave out the rest in silence, so that a long
    passphrase is as good as its beginning.

    ## Example
    ```python
    bcrypt.checkpw(request.form["password"].encode(), user.hash)
    ```

    ## Use instead
    ```python
    passwords.verify(request.form["password"], user.hash)  # any length; hashes of bcrypt are understood
    ```

    ## References
    - [CWE-248: Uncaught Exception](https://cwe.mitre.org/data/definitions/248.html)
    - [CWE-521: Weak Password Requirements](https://cwe.mitre.org/data/definitions/521.html)
    - [OWASP Password Storage Cheat Sheet: bcrypt](https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html)
    """
    for call in snapshot.source.calls(*_HASHING):
        password = call.argument(0, "password")
        if password is not None and not password.known and not _is_short(password) and not _knows_the_limit(call):
            yield Hit(
                message=f"bcrypt.{call.name} is given a password of any length.",
                fix="Use passwords.hash() and passwords.verify(), which take passwords of any length.",
                location=call.location,
            )


def _is_short(password: Value) -> bool:
    return password.origin.startswith(_SHORTENING) or isinstance(password.node, ast.Subscript)


def _knows_the_limit(call: Call) -> bool:
    around = call.function.node if call.function is not None else call.node
    return any(isinstance(node, ast.Constant) and node.value == _MOST for node in ast.walk(around))
