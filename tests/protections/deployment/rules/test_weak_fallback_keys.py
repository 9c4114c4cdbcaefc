"""FHD006: old keys that can be guessed."""

from typing import Any

import pytest

from flask_hardened.protections.deployment.rules.weak_fallback_keys import weak_fallback_keys
from tests.audit.asking import places, plain_app
from tests.conftest import SECRET_KEY


@pytest.mark.parametrize(
    ("fallbacks", "found"),
    [
        (SECRET_KEY, ["SECRET_KEY_FALLBACKS"]),
        (SECRET_KEY.encode(), ["SECRET_KEY_FALLBACKS"]),
        ([SECRET_KEY, "dev"], ["SECRET_KEY_FALLBACKS[1]"]),
        (("",), ["SECRET_KEY_FALLBACKS[0]"]),
        ([None, "a"], ["SECRET_KEY_FALLBACKS[0]", "SECRET_KEY_FALLBACKS[1]"]),
    ],
)
def test_found_for_strings_and_weak_keys(fallbacks: Any, found: list[str]) -> None:
    """A string is wrong even if it is a good key; of a list each weak key is named by its place."""
    assert found == places(weak_fallback_keys, plain_app(SECRET_KEY_FALLBACKS=fallbacks))


@pytest.mark.parametrize("fallbacks", [None, [], [SECRET_KEY], (SECRET_KEY.encode(),)])
def test_not_found_for_good_lists(fallbacks: Any) -> None:
    """No fallbacks, and good ones."""
    assert [] == places(weak_fallback_keys, plain_app(SECRET_KEY_FALLBACKS=fallbacks))
