"""What the client is given: an access token, and what gets the next one."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True, slots=True)
class IssuedTokens:
    """Tokens of one user, just issued."""

    access_token: str = field(repr=False)
    refresh_token: str | None = field(default=None, repr=False)
    """None where the tokens were issued without one."""
    expires_in: int
    """Seconds that the access token lives."""
    scope: str | None = None

    def to_dict(self) -> dict[str, str | int]:
        """Return the members of a token response (RFC 6749, section 5.1), for a view to return."""
        members: dict[str, str | int | None] = {
            "access_token": self.access_token,
            "token_type": "Bearer",
            "expires_in": self.expires_in,
            "refresh_token": self.refresh_token,
            "scope": self.scope,
        }
        return {name: value for name, value in members.items() if value is not None}
