"""Options of the tokens room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal

from ...errors import Problem, did_you_mean
from ...options import Options, options
from .keys import ALGORITHMS, TokenKey

DAY = 24 * 3600
LONGEST_ACCESS = DAY
"""Seconds: an access token is checked without a look at the user, so that it has to end soon."""
LONGEST_REFRESH = 365 * DAY
MOST_LEEWAY = 300
MOST_GRACE = 60
SIZES = range(512, 65537)


@options
class TokensOptions(Options):
    """JSON Web Tokens for APIs: who issues them, for whom, with which keys, and how long they live."""

    secrets: ClassVar[frozenset[str]] = frozenset({"keys"})

    issuer: str = ""
    """Who issues the tokens: ``iss``, best a URL such as ``https://api.example.com``. By default the app's name."""
    audience: str = ""
    """For whom they are: ``aud``. By default the issuer. Two apps that share a key have to differ in one of the two."""
    keys: Sequence[TokenKey] = ()
    """The key ring: the first key that signs is used, all of them verify. By default one HS256 key is made from
    ``SECRET_KEY``, and those made from ``SECRET_KEY_FALLBACKS`` verify."""
    access_lifetime: int = 900
    """Seconds that an access token lives; 15 minutes. No token that lives longer is accepted."""
    refresh_lifetime: int = 14 * DAY
    """Seconds after which a refresh token that was not used ends; 14 days."""
    family_lifetime: int = 90 * DAY
    """Seconds after the sign-in at which refreshing ends, however often it was done; 90 days."""
    reuse_grace: int = 0
    """Seconds after its use in which a refresh token that comes again is refused without ending the family. By default
    none: every second use counts as theft. Only the first use gets new tokens, whatever is said here."""
    leeway: int = 10
    """Seconds by which the clocks of two machines may differ."""
    max_size: int = 8192
    """Bytes of the longest token; longer ones are refused before they are decoded."""
    when_down: Literal["deny", "allow"] = "deny"
    """While the store is down: nobody is let in, with 503 (deny), or revoked access tokens are good again (allow).
    Refreshing is refused either way."""

    def faults(self) -> Iterator[Problem]:
        """Yield keys that cannot be used, and lifetimes out of bounds."""
        yield from self._key_faults()
        yield from self._range("access_lifetime", LONGEST_ACCESS, "900 (15 minutes)")
        yield from self._range("family_lifetime", LONGEST_REFRESH, "7776000 (90 days)")
        if not 1 <= self.refresh_lifetime <= self.family_lifetime:
            yield self.problem(
                "refresh_lifetime",
                f"{self.refresh_lifetime} seconds is not between 1 and the lifetime of the family, "
                f"{self.family_lifetime}.",
                "Give seconds, such as 1209600 (14 days).",
            )
        yield from self._range("reuse_grace", MOST_GRACE, "10", least=0)
        yield from self._range("leeway", MOST_LEEWAY, "10", least=0)
        if self.max_size not in SIZES:
            yield self.problem(
                "max_size", f"{self.max_size} bytes is not between 512 and 65536.", "Give bytes, such as 8192."
            )

    def _range(self, field: str, most: int, such_as: str, least: int = 1) -> Iterator[Problem]:
        seconds = getattr(self, field)
        if not least <= seconds <= most:
            yield self.problem(
                field, f"{seconds} seconds is not between {least} and {most}.", f"Give seconds, such as {such_as}."
            )

    def _key_faults(self) -> Iterator[Problem]:
        good: list[TokenKey] = []
        for number, key in enumerate(self.keys, 1):
            if key.algorithm not in ALGORITHMS:
                yield self.problem(
                    "keys",
                    f"key {number} has an algorithm that is not on offer.",
                    did_you_mean(str(key.algorithm), ALGORITHMS),
                )
                continue
            try:
                _loaded = key.loaded
            except ValueError as error:
                yield self.problem("keys", f"key {number} {error}", _MAKING[key.algorithm])
            else:
                good.append(key)
        if len({key.name for key in good}) != len(good):
            yield self.problem("keys", "two keys have the same kid.", "Give each key once, under a name of its own.")
        if good and not any(key.signs for key in good):
            yield self.problem(
                "keys",
                "none of them signs: they only verify, or end on a day.",
                "Put a secret or a private key first, without verify_only and until.",
            )


_MAKING = {
    "HS256": 'Make one: python -c "import secrets; print(secrets.token_urlsafe(48))"',
    "ES256": "Make one: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256",
    "EdDSA": "Make one: openssl genpkey -algorithm ed25519",
}
