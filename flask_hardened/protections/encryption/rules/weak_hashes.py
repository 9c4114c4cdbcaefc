"""FHN003: broken hash functions."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Call
from ....audit.source.naming import is_hashed, is_password, is_secret, words
from ....audit.source.placing import served_calls
from ._context import Context, context_of

WEAK = frozenset({"md2", "md4", "md5", "sha", "sha1"})
TARGETS = (
    *("hashlib.md5", "hashlib.sha1", "hashlib.new", "md5.new", "md5.md5", "sha.new"),
    *(f"Crypto.Hash.{name}.new" for name in ("MD2", "MD4", "MD5", "SHA", "SHA1")),
    *(f"cryptography.hazmat.primitives.hashes.{name}" for name in ("MD5", "SHA1")),
)
_HARMLESS = frozenset(
    {
        *("etag", "etags", "cache", "cached", "caching", "cachekey", "gravatar", "avatar", "avatars"),
        *("identicon", "checksum", "checksums", "crc", "thumbnail", "thumb", "color", "colour", "bucket"),
        *("shard", "partition", "duplicate", "duplicates", "dedupe", "dedup", "changed", "modified"),
        *("libravatar", "asset", "assets", "static", "git", "blob", "svn", "torrent", "pwned", "hibp", "uuid"),
        *("memoize", "email", "emails", "filename", "previous"),
    }
)
_RANDOM = frozenset({"urandom", "token_bytes", "token_hex", "token_urlsafe", "uuid4", "getrandbits"})
"""What is drawn stays as hard to guess."""
"""What is told apart, not protected: an attacker gains nothing from a second text of the same hash."""
_SOUND_USES = frozenset({"OAEP", "MGF1", "HOTP", "TOTP", "fingerprint", "PBKDF2HMAC", "HMAC", "HKDF"})
"""Constructions that do not rest on what MD5 and SHA-1 have lost."""


@rule(
    code="FHN003",
    severity=Severity.LOW,
    confidence=Confidence.LOW,
    cwe=(327, 328),
    owasp=("A02",),
    asvs=("11.4.1",),
)
def weak_hashes(snapshot: Snapshot) -> Iterator[Hit]:
    """MD5 or SHA-1 is used where a collision may matter.

    ## What it does
    Reports MD2, MD4, MD5 and SHA-1 of `hashlib`, `cryptography`, `pycrypto` and `pycryptodome`: as high where the
    result is called a token, key, signature or the like, as medium where such a thing is hashed, else as low. Calls
    with `usedforsecurity=False`, ETags, cache keys, checksums and avatars are left alone; passwords have a rule of
    their own.

    ## Why is this bad
    Two texts with the same MD5 are made in seconds and with the same SHA-1 for some thousand dollars, so a signature
    or an approval of one holds for the other. A token that is the MD5 of a time or a number is found by hashing all of
    them.

    ## Example
    ```python
    token = hashlib.md5(f"{user.id}{time.time()}".encode()).hexdigest()
    ```

    ## Use instead
    ```python
    token = secrets.token_urlsafe(32)
    etag = hashlib.md5(page, usedforsecurity=False).hexdigest()
    ```

    ## References
    - [CWE-328: Use of Weak Hash](https://cwe.mitre.org/data/definitions/328.html)
    - [CWE-327: Use of a Broken or Risky Cryptographic Algorithm](https://cwe.mitre.org/data/definitions/327.html)
    - [RFC 6151: Updated Security Considerations for MD5](https://www.rfc-editor.org/rfc/rfc6151)
    """
    for call in served_calls(snapshot.source, *TARGETS):
        name = _weak_name(call)
        if name is None or _is_declared_harmless(call):
            continue
        context = context_of(snapshot.source, call)
        if _is_harmless(context):
            continue
        severity, confidence = _weight(context)
        yield Hit(
            message=f"{name} is broken: {_what(severity)}",
            fix="Use SHA-256 or BLAKE2, or secrets.token_urlsafe() for a token; where nothing has to be protected, say "
            "usedforsecurity=False.",
            location=call.location,
            severity=severity,
            confidence=confidence,
        )


def _weak_name(call: Call) -> str | None:
    if call.target == "hashlib.new":
        given = call.argument(0, "name")
        name = given.constant if given is not None and isinstance(given.constant, str) else ""
        return name.upper() if name.lower().replace("-", "") in WEAK else None
    if call.name in ("new", "md5"):
        return call.target.split(".")[-2].upper() if call.name == "new" else "MD5"
    return call.name.upper()


def _is_declared_harmless(call: Call) -> bool:
    declared = call.argument(None, "usedforsecurity")
    return declared is not None and declared.constant is False


def _is_harmless(context: Context) -> bool:
    named = {word for name in (*context.given, *context.hashed, context.function) for word in words(name)}
    passwords = any(is_password(name) or (is_hashed(name) and "password" in words(name)) for name in context.names)
    if not _RANDOM.isdisjoint(context.hashed):
        return True
    return passwords or not _HARMLESS.isdisjoint(named) or not _SOUND_USES.isdisjoint(context.calls)


def _weight(context: Context) -> tuple[Severity, Confidence]:
    if any(map(is_secret, context.given)):
        return Severity.HIGH, Confidence.MEDIUM
    if any(is_secret(name) and "nonce" not in name.lower() for name in context.hashed):
        return Severity.MEDIUM, Confidence.MEDIUM
    return Severity.LOW, Confidence.LOW


def _what(severity: Severity) -> str:
    if severity is Severity.HIGH:
        return "it makes what is used as a secret or a signature."
    return "it hashes a secret." if severity is Severity.MEDIUM else "two texts of the same hash can be made."
