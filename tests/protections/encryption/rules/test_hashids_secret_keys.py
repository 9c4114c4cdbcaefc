"""FHN012: the secret key as the salt of Hashids."""

import pytest

from flask_hardened.protections.encryption.rules.hashids_secret_keys import hashids_secret_keys
from tests.audit.asking_source import lines


@pytest.mark.parametrize(
    "text",
    [
        'Hashids(salt=app.config["SECRET_KEY"])',
        "Hashids(app.secret_key, min_length=8)",
        'Hashids(salt=current_app.config.get("SECRET_KEY"))',
    ],
)
def test_found_for_the_secret_key(text: str) -> None:
    """However it is read."""
    assert [2] == lines(hashids_secret_keys, f"from hashids import Hashids\n{text}")


@pytest.mark.parametrize("text", ["Hashids()", "Hashids(salt=app.config['HASHIDS_SALT'])", "Hashids(min_length=8)"])
def test_not_found_for_another_salt(text: str) -> None:
    """A salt of its own gives nothing away but ids."""
    assert [] == lines(hashids_secret_keys, f"from hashids import Hashids\n{text}")
