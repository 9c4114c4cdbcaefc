"""What a check raises."""

from __future__ import annotations


class CheckFailed(AssertionError):  # noqa: N818 - it is named like what pytest reports
    """A route does not do what was checked; the message is all that is shown."""
