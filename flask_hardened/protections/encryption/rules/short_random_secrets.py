"""FHN011: secrets that are drawn well, and too short."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.naming import is_password, is_secret, words
from ....audit.source.placing import served_calls
from ._context import Context, context_of

LEAST_BYTES = 16
"""128 bits (OWASP ASVS 5.0, 11.5.1)."""
LEAST_FOR_PASSWORDS = 8
"""Guesses at passwords are slow, and limited."""
_TOKENS = ("secrets.token_urlsafe", "secrets.token_hex", "secrets.token_bytes")
_NAMES = frozenset(
    {"suffix", "prefix", "slug", "filename", "boundary", "salt", "nonce", "iv", "color", "request", "trace"}
)


@rule(
    code="FHN011",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(331,),
    owasp=("A02",),
    asvs=("11.5.1",),
)
def short_random_secrets(snapshot: Snapshot) -> Iterator[Hit]:
    """A token is drawn with fewer than 128 bits.

    ## What it does
    Reports `secrets.token_urlsafe`, `token_hex` and `token_bytes`, and `os.urandom`, with fewer than 16 bytes, where
    the result is called a token, key, session or password, or a function of such a name returns it. Passwords may have
    8 bytes.

    ## Why is this bad
    Four bytes are four billion tokens: with a million of them alive, every few thousandth guess is somebody's session,
    and nobody notices that many requests from many addresses.

    ## Example
    ```python
    user.api_key = secrets.token_hex(4)
    ```

    ## Use instead
    ```python
    user.api_key = secrets.token_urlsafe(32)
    ```
    Codes that people type may be short, if they end within minutes and the guesses are limited.

    ## References
    - [CWE-331: Insufficient Entropy](https://cwe.mitre.org/data/definitions/331.html)
    - [Python: how many bytes should tokens use?](https://docs.python.org/3/library/secrets.html#how-many-bytes-should-tokens-use)
    """
    for call in served_calls(snapshot.source, *_TOKENS, "os.urandom"):
        size = call.argument(0, "nbytes")
        if size is None or type(size.constant) is not int or not 0 < size.constant < LEAST_BYTES:
            continue
        name = _secret_made(context_of(snapshot.source, call))
        if name is not None and not (is_password(name) and size.constant >= LEAST_FOR_PASSWORDS):
            yield Hit(
                message=f"{name} is drawn from fewer than {LEAST_BYTES} bytes.",
                fix="Leave the size out: 32 bytes are the default of secrets.",
                location=call.location,
            )


def _secret_made(context: Context) -> str | None:
    named = {word for name in context.given for word in words(name)}
    if context.repeated or not named.isdisjoint(_NAMES):
        return None
    return next((name for name in context.given if is_secret(name) and not {"otp", "code"} & set(words(name))), None)
