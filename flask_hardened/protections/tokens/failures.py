"""Why a token is not accepted, each failure with its own sentence, and the error that is raised."""

from __future__ import annotations

import re
from enum import Enum
from typing import Any

from werkzeug.exceptions import ServiceUnavailable, Unauthorized


class Failure(Enum):
    """What is wrong with a token. The sentences are sent to the client (RFC 6750, section 3)."""

    MALFORMED = "The token is malformed."
    TOO_LARGE = "The token is too large."
    UNKNOWN_KEY = "The token was signed with a key that is not known here."
    WRONG_ALGORITHM = "The token was not signed with the algorithm of its key."
    BAD_SIGNATURE = "The signature of the token is not valid."
    WRONG_TYPE = "The token is of another type."
    BAD_CLAIM = "The token lacks a claim, or has one of the wrong form."
    WRONG_ISSUER = "The token was issued by somebody else."
    WRONG_AUDIENCE = "The token is for somebody else."
    NOT_YET_VALID = "The token is not valid yet."
    EXPIRED = "The token has expired."
    LIVES_TOO_LONG = "The token lives longer than tokens may."
    REVOKED = "The token was revoked."
    REUSED = "The token was used before."

    @property
    def reason(self) -> str:
        """One word for events and logs: ``expired``, ``revoked`` ..."""
        return self.name.lower()


class TokenError(Unauthorized):
    """A token is not accepted: 401, with a ``WWW-Authenticate`` header as RFC 6750 has it.

    ``reason`` is one word, such as ``expired``; ``description`` the sentence that the client is told.
    """

    def __init__(self, failure: Failure, realm: str) -> None:
        super().__init__(failure.value)
        self.failure = failure
        self.reason = failure.reason
        self.challenge = f'{challenge_of(realm)}, error="invalid_token", error_description="{failure.value}"'

    def get_headers(self, *args: Any, **kwargs: Any) -> list[tuple[str, str]]:
        """Return the headers of the response, the challenge among them."""
        return [*super().get_headers(*args, **kwargs), ("WWW-Authenticate", self.challenge)]


class TokenStoreUnavailable(ServiceUnavailable):
    """Whether a token was revoked cannot be told: the store is down. 503."""

    description = "Tokens cannot be checked at the moment. Try again later."


def challenge_of(realm: str) -> str:
    """Return the challenge to a request that brought no token."""
    quotable = re.sub(r'[^ -~]|["\\]', "_", realm)
    return f'Bearer realm="{quotable}"'
