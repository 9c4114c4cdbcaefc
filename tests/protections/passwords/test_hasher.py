"""Our own format, and the one hash that each check takes."""

from __future__ import annotations

import base64
import hmac
import logging
import unicodedata

import bcrypt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.protections.passwords.formats import own
from flask_hardened.protections.passwords.hasher import Hasher
from flask_hardened.protections.passwords.peppers import Peppers
from flask_hardened.protections.passwords.plain_text import UnusablePasswordError

OLD = "an old pepper that nobody can guess"
NEW = "a new pepper that nobody can guess!"
RIGHT = "correct horse battery"
PLAIN = Hasher(Peppers({}), 4)
STORED = PLAIN.hash(RIGHT)


def test_what_is_stored() -> None:
    """bcrypt over base64(HMAC-SHA-384(pepper, NFC(password))), in a PHC string that names pepper and cost."""
    stored = Hasher(Peppers({"2026": NEW, "2025": OLD}), 5).hash("pa\u0308ss")
    _, name, parameters, salt, digest = stored.split("$")
    assert ("hmac-sha384-bcrypt", "v=1,k=2026,r=5") == (name, parameters)
    key = base64.b64encode(hmac.digest(NEW.encode(), "p\u00e4ss".encode(), "sha384"))
    assert f"$2b$05${salt}{digest}" == bcrypt.hashpw(key, f"$2b$05${salt}".encode()).decode()


def test_the_longest_hash_fits_a_column_of_128_characters() -> None:
    """As the documentation says."""
    assert 128 >= len(Hasher(Peppers({"x" * 32: NEW}), 15)._nobodys)


def test_without_pepper_no_id_is_named() -> None:
    """The hash says that there is none."""
    assert STORED.startswith("$hmac-sha384-bcrypt$v=1,r=4$")
    assert PLAIN.verify(STORED, RIGHT)


@pytest.mark.parametrize(
    "password",
    [
        "x" * 72 + "a",
        "x" * 1023 + "a",
        "nul\0a",
        "\0a",
        " a",
        "\U0001f512a",
        "пароль a",
        "\u202ea",
        "\ufdfaa",
    ],
)
def test_every_character_counts(password: str) -> None:
    """Byte 73, what follows a NUL, spaces, and whatever else Unicode has."""
    stored = PLAIN.hash(password)
    assert PLAIN.verify(stored, password)
    assert not PLAIN.verify(stored, password[:-1] + "b")
    assert not PLAIN.verify(stored, password[:-1])
    assert not PLAIN.verify(stored, password.upper())


def test_one_spelling_for_all_keyboards() -> None:
    """A composed letter and the same one of two parts are one password; what only looks alike is another one."""
    stored = PLAIN.hash("caf\u00e9 au lait")
    assert PLAIN.verify(stored, "cafe\u0301 au lait")
    assert not PLAIN.verify(stored, "cafe au lait")
    assert not PLAIN.verify(PLAIN.hash("\ufb01sh"), "fish")


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("", "empty"),
        ("x" * 1025, "too_long"),
        ("\u00e4" * 513, "too_long"),
        ("\u1e9b\u0323" * 512, "too_long"),
        ("x" * 10_000_000, "too_long"),
        ("half \ud83d of a pair", "unwritable"),
        ("\udc00", "unwritable"),
    ],
)
def test_what_cannot_be_a_password(password: str, fault: str) -> None:
    """It is refused when hashed, without being told, and wrong when checked."""
    with pytest.raises(UnusablePasswordError) as caught:
        PLAIN.hash(password)
    assert fault == caught.value.fault
    assert not password or password[:20] not in str(caught.value)
    assert not PLAIN.verify(STORED, password)


@pytest.mark.parametrize("password", ["x" * 1024, "\u00e4" * 512, "a\u0308" * 512])
def test_up_to_1024_bytes(password: str) -> None:
    """Counted after composing."""
    assert 1024 == len(unicodedata.normalize("NFC", password).encode())
    assert PLAIN.verify(PLAIN.hash(password), password)


def test_the_ring_of_peppers() -> None:
    """New hashes take the first pepper; old ones are checked with theirs, and outdated."""
    old = Hasher(Peppers({"2025": OLD}), 4)
    both = Hasher(Peppers({"2026": NEW, "2025": OLD}), 4)
    stored = old.hash(RIGHT)
    assert both.verify(stored, RIGHT)
    assert not both.verify(stored, "wrong")
    assert (False, True) == (old.needs_upgrade(stored), both.needs_upgrade(stored))
    assert not both.needs_upgrade(both.hash(RIGHT))
    assert not old.verify(both.hash(RIGHT), RIGHT)
    assert both.verify(STORED, RIGHT), "from before there was a pepper"
    assert both.needs_upgrade(STORED)


def test_a_hash_needs_its_pepper() -> None:
    """Another secret under the same id is wrong, and so is none."""
    stored = Hasher(Peppers({"a": OLD}), 4).hash(RIGHT)
    assert not Hasher(Peppers({"a": NEW}), 4).verify(stored, RIGHT)
    assert not PLAIN.verify(stored.replace("k=a,", ""), RIGHT)


def test_a_lost_pepper_is_reported_once(caplog: pytest.LogCaptureFixture) -> None:
    """Nobody with such a hash can sign in, so the operator must know which one it was."""
    hasher = Hasher(Peppers({"2026": NEW}), 4)
    stored = Hasher(Peppers({"2025": OLD}), 4).hash(RIGHT)
    with caplog.at_level(logging.ERROR, "flask_hardened"):
        assert [False, False] == [hasher.verify(stored, RIGHT) for _ in range(2)]
    assert ["Hashes of passwords need the pepper 2025, which HARDENED_PASSWORDS_PEPPERS has not."] == [
        record.getMessage() for record in caplog.records
    ]


def test_upgrades() -> None:
    """For a lower cost, and for what is not ours; not for a higher cost."""
    assert not PLAIN.needs_upgrade(STORED)
    assert Hasher(Peppers({}), 5).needs_upgrade(STORED)
    assert not PLAIN.needs_upgrade(Hasher(Peppers({}), 5).hash(RIGHT))
    assert PLAIN.needs_upgrade(bcrypt.hashpw(b"x", bcrypt.gensalt(12)).decode())
    assert PLAIN.needs_upgrade("")


MALFORMED = [
    None,
    "",
    "!",
    "*",
    "plain text",
    RIGHT,
    "$",
    "$$$$$",
    STORED[:-1],
    STORED + "x",
    STORED + "\n",
    " " + STORED,
    STORED.replace("v=1", "v=2"),
    STORED.replace("r=4", "r=99"),
    STORED.replace("r=4", "r=3"),
    STORED.replace("r=4", "r=16"),
    STORED.replace("r=4", "k=unknown,r=4"),
    STORED.replace("r=4", "r=\u0664"),
    STORED[:-4] + "\ud800abc",
    "$hmac-sha384-bcrypt$",
    "x" * 100_000,
    b"bytes",
    12,
]


@pytest.mark.parametrize("stored", MALFORMED, ids=repr)
def test_malformed_hashes(stored: object, hashed: list[int]) -> None:
    """Wrong, without an exception, and with exactly one hash of the usual cost."""
    assert not PLAIN.verify(stored, RIGHT)
    assert [4] == hashed
    assert PLAIN.needs_upgrade(stored if isinstance(stored, str) else "")


@given(st.text(), st.text() | st.text(st.characters(categories=["Cs"])))
def test_no_text_raises(stored: str, password: str) -> None:
    """Whatever is stored and whatever is typed."""
    assert not PLAIN.verify(stored, password)


@given(st.integers(0, len(STORED) - 1), st.characters(codec="ascii"))
def test_a_changed_character_is_another_hash(place: int, character: str) -> None:
    """Each one counts."""
    changed = STORED[:place] + character + STORED[place + 1 :]
    assert (changed == STORED) == PLAIN.verify(changed, RIGHT)


@pytest.mark.parametrize("password", [None, 12, b"bytes", [], {"$gt": ""}])
def test_what_is_no_text_is_wrong(password: object, hashed: list[int]) -> None:
    """JSON can hold anything."""
    assert not PLAIN.verify(STORED, password)
    assert [4] == hashed


def test_nobodys_hash_reads_like_any_other() -> None:
    """So that checking it is the same work."""
    peppers = Peppers({"2026": NEW})
    nobodys = own.nobodys(peppers, 4)
    found = own.read(nobodys, peppers)
    assert found is not None
    assert (own.NAME, 4) == (found.format, found.bcrypt_cost)
    assert nobodys != own.nobodys(peppers, 4)


def test_a_cheaper_hash_is_levelled(hashed: list[int]) -> None:
    """After a failure as much work is done as for one of ours: 4 and then 4, 5, 6 are as much as 7."""
    hasher = Hasher(Peppers({}), 7)
    assert not hasher.verify(STORED, "wrong", level=True)
    assert [4, 4, 5, 6] == hashed
    assert 2**7 == sum(2**cost for cost in hashed)


def test_what_is_right_is_not_levelled(hashed: list[int]) -> None:
    """Whoever knows the password may know how it was stored."""
    assert Hasher(Peppers({}), 7).verify(STORED, RIGHT, level=True)
    assert [4] == hashed
