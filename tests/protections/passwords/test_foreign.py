"""Hashes that Werkzeug, bcrypt, Django and passlib made, and what a broken or hostile one may cost."""

from __future__ import annotations

import time

import bcrypt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.security import generate_password_hash

from flask_hardened.protections.passwords.formats import bounds, foreign
from flask_hardened.protections.passwords.formats.derivations import bcrypt_test, pbkdf2_test, scrypt_test
from flask_hardened.protections.passwords.hasher import Hasher
from flask_hardened.protections.passwords.peppers import Peppers

RIGHT = "correct horse battery"
HASHER = Hasher(Peppers({}), 4)

VECTORS = {
    # werkzeug 3.1
    "werkzeug-scrypt": "scrypt:1024:8:1$fz6Z5XQulqcsHEq4$a2b26aced750f8e0295e7fb344d39a669653f0a08ce131892b147f8f8a084"
    "655a8e70533caac68fad960564f995adfb3d30b4a61208301258b8774672c3b599f",
    "werkzeug-pbkdf2": "pbkdf2:sha256:1000$QX04pxK5u4JOEZdU$"
    "85e612aee803f747dee58c58f3fff23c4817fd4d94918f292eeab34275e87e9b",
    "werkzeug-pbkdf2 sha512": "pbkdf2:sha512:1000$6hpLIVl9Nc4pKXZc$b596dbfa33df1dc160eec3a4ff3b7ab9378903047e47dc441bd"
    "389df9b4414592d46385a99ce05efddde083a08d6b57f374fa7dcd8fce40ce734e85a59d1765a",
    # bcrypt 5; the same with the names that PHP and old libraries give it
    "bcrypt": "$2b$04$vte.0NSxfL7y/tHsGN5RjuWgWaLMnCXuD/VzlF7kLh96Dk8jZvF4a",
    "bcrypt 2y": "$2y$04$vte.0NSxfL7y/tHsGN5RjuWgWaLMnCXuD/VzlF7kLh96Dk8jZvF4a",
    "bcrypt 2a": "$2a$04$vte.0NSxfL7y/tHsGN5RjuWgWaLMnCXuD/VzlF7kLh96Dk8jZvF4a",
    # Django 5.2
    "django-pbkdf2": "pbkdf2_sha256$1000$8VrkkLsixd3dMGlr1bho5L$92vVQG5D9iTs/khAeTfmxWuamHEMTRel+B8EXSBYo3E=",
    "django-pbkdf2 sha1": "pbkdf2_sha1$1000$TBXri99SuExMg3s0fUBnIW$SckHe2ikJ4klZNgs4W5hpWRPq+I=",
    "django-bcrypt-sha256": "bcrypt_sha256$$2b$04$O7FLEvHjjyzFnPTALSUiCOipsEx9uE2j4v19vCZCRmBbIHwtOWzH2",
    "django-bcrypt": "bcrypt$$2b$04$ULnGtB3K/AhuYDaXKJhVbOI2Itc0hjuSFb2QZFRtUsVrfPYlGMnfi",
    "django-scrypt": "scrypt$1024$H0pSuKjz6lFkDKwO9XwnFU$8$5$R3xphxtEUmy+e6sbOCMG+Nw85wI/tKm/b6ns237OQDrgv97r/t1QsBH4q"
    "yuL5jb2T/DJEdUe2m5YHXgByf9gEg==",
    "argon2 of Django": "argon2$argon2id$v=19$m=64,t=1,p=1$dER4bkRrT0FZeFdHWTdOODFSZTdGUw"
    "$feklx9aF/UG3Lq7/DrBiqEsVDTYWvb4gbpgcyuh8rW4",
    # passlib, as libpass 1.9 goes on with it
    "passlib-pbkdf2": "$pbkdf2-sha256$1000$iXEOgfB.TylFKGVMifHeWw$vnx7/t1fj5UM/7y1nlmM/pqieG6x8Tp3YnpCf5LIpuo",
    "passlib-pbkdf2 sha512": "$pbkdf2-sha512$1000$WwvhHKNUCiGk9D4HwBgj5A$rTVgnVA.Jy3y2rgfJ/e.7Wo067BxG3W26o6g0gw9ZZhES"
    "dKIo94he9QaXTObpYb6izVC0LGjBPpC6u3kPsPWFA",
    "passlib-pbkdf2 sha1": "$pbkdf2$1000$iXFO6d3bW.tdy3mvVUoJIQ$PMaR5pvNW6B0EvGzZgZPLrObysE",
    "passlib-bcrypt-sha256": "$bcrypt-sha256$v=2,t=2b,r=4$FN9Vwz98PAhK.VjxpqGYwe$ijQRLV3vc6sYkOhrLjlJbNg4YwdyBeC",
    "passlib-bcrypt-sha256 1": "$bcrypt-sha256$2b,4$c/Y8N1IHRh7bd4TNk.iZ9e$pGnWPZ9p3BPYBvvFWuVZOTcJUDpwiIe",
    "passlib-scrypt": "$scrypt$ln=10,r=8,p=1$zxmjFAIgJCQkRAgBYKyV8g$5EJkKm/2fKrj7mpegZ8aBruNFuAN4R/ExCQfNYW1Y1A",
    "argon2": "$argon2id$v=19$m=64,t=1,p=1$5xzDeC8FACDk3PufE0IoJQ$4VdSSbiQk+S5lNfYxKSRXMGuVEll26SE5y9oRpr1ZWw",
}
"""Hashes of RIGHT, as cheap as each package makes them."""


@pytest.mark.parametrize("name", VECTORS)
def test_verified(name: str) -> None:
    """The right password, and none that is nearly right; and each of them is to be upgraded."""
    stored = VECTORS[name]
    found = foreign.read(stored)
    assert found is not None
    assert name.partition(" ")[0] == found.format
    assert HASHER.verify(stored, RIGHT)
    assert not HASHER.verify(stored, RIGHT + " ")
    assert not HASHER.verify(stored, RIGHT.title())
    assert not HASHER.verify(stored, "")
    assert HASHER.needs_upgrade(stored)


@pytest.mark.parametrize("password", ["hunter2", "p\u00e4ssw\u00f6rd \U0001f512", "x" * 200, "nul\0nul"])
def test_what_werkzeug_makes_today(password: str) -> None:
    """With its own defaults, whatever they are by now."""
    stored = generate_password_hash(password)
    assert HASHER.verify(stored, password)
    assert not HASHER.verify(stored, password + "x")


def test_spelled_as_it_was_stored() -> None:
    """Other packages do not normalize, so the password is passed on as it was typed."""
    stored = generate_password_hash("cafe\u0301", "pbkdf2:sha256:1000")
    assert HASHER.verify(stored, "cafe\u0301")


def test_long_passwords_of_plain_bcrypt() -> None:
    """Older releases of bcrypt cut at 72 bytes without a word, and those users have to get in."""
    stored = bcrypt.hashpw(b"x" * 72, bcrypt.gensalt(4)).decode()
    assert HASHER.verify(stored, "x" * 90)
    assert not HASHER.verify(stored, "x" * 71)


def test_hashes_in_bytes() -> None:
    """Flask-Bcrypt makes bytes, and some databases keep them."""
    assert HASHER.verify(VECTORS["bcrypt"].encode(), RIGHT)
    assert not HASHER.verify(VECTORS["bcrypt"].encode(), "wrong")
    assert not HASHER.verify(b"\xff" * 60, RIGHT)


def test_empty_passwords_are_refused() -> None:
    """Even where another package stored one."""
    assert not HASHER.verify(generate_password_hash("", "pbkdf2:sha256:1000"), "")


@pytest.mark.parametrize("name", VECTORS)
@given(drawn=st.data())
def test_a_broken_hash_is_wrong(name: str, drawn: st.DataObject) -> None:
    """Cut anywhere, for instance by a column that is too short, it is wrong; with other characters it raises nothing.

    Of some characters of base64 a few bits say nothing, so that a changed one may be right.
    """
    stored = VECTORS[name]
    place = drawn.draw(st.integers(0, len(stored) - 2))
    text = drawn.draw(st.text(st.characters(exclude_categories=["N"]), max_size=2))  # a digit may be a lot of work
    assert not HASHER.verify(stored[:place], RIGHT)
    assert HASHER.verify(stored[:place] + text + stored[place + len(text) :], RIGHT) in (True, False)


@pytest.mark.parametrize(
    "stored",
    [
        "pbkdf2:sha256:999999999$salt$" + "00" * 32,
        "pbkdf2:sha256:5000001$salt$" + "00" * 32,
        "pbkdf2:sha256:-1$salt$" + "00" * 32,
        "pbkdf2:sha256:1$salt$" + "00" * 32,
        "pbkdf2:md5:1000$salt$" + "00" * 16,
        "pbkdf2:sha256:1000$salt$" + "00" * 33,
        "pbkdf2:sha256:1000$salt$",
        "pbkdf2:sha256:1000$salt$zz",
        "pbkdf2:sha256$salt$" + "00" * 32,
        "pbkdf2_sha256$999999999999999999999$salt$" + "A" * 43 + "=",
        "pbkdf2_sha256$9" + "9" * 400 + "$salt$" + "A" * 43 + "=",
        "scrypt:1073741824:8:1$salt$" + "00" * 64,
        "scrypt:1024:1000000:1$salt$" + "00" * 64,
        "scrypt:1024:8:1000000$salt$" + "00" * 64,
        "scrypt:1023:8:1$salt$" + "00" * 64,
        "scrypt:0:8:1$salt$" + "00" * 64,
        "scrypt:32768:8:-1$salt$" + "00" * 64,
        "scrypt$1048576$salt$8$1$" + "A" * 86 + "==",
        "$scrypt$ln=31,r=8,p=1$c2FsdA$" + "A" * 43,
        "$scrypt$ln=9999999999,r=8,p=1$c2FsdA$" + "A" * 43,
        "$2b$31$" + "a" * 53,
        "$2b$16$" + "a" * 53,
        "$2b$03$" + "a" * 53,
        "$2x$04$" + "a" * 53,
        "$2b$04$" + "a" * 52,
        "bcrypt_sha256$$2b$31$" + "a" * 53,
        "$bcrypt-sha256$v=2,t=2b,r=31$" + "a" * 22 + "$" + "a" * 31,
        "$bcrypt-sha256$v=2$" + "a" * 22 + "$" + "a" * 31,
        "$argon2id$v=19$m=4194304,t=1,p=1$c2FsdHNhbHQ$" + "A" * 43,
        "$argon2id$v=19$m=64,t=999999,p=1$c2FsdHNhbHQ$" + "A" * 43,
        "$argon2id$v=19$m=64,t=1,p=255$c2FsdHNhbHQ$" + "A" * 43,
        "$argon2id$v=19$m=4,t=1,p=8$c2FsdHNhbHQ$" + "A" * 43,
        "$argon2id$v=16$m=64,t=1,p=1$c2FsdHNhbHQ$" + "A" * 43,
        "$pbkdf2-sha256$1000$!!$" + "A" * 43,
        "$6$rounds=5000$salt$hash",
        "md5$salt$" + "0" * 32,
        "sha256$salt$" + "0" * 64,
        "5f4dcc3b5aa765d61d8327deb882cf99",
    ],
)
def test_what_asks_for_too_much_or_too_little(stored: str, hashed: list[int]) -> None:
    """It is not computed: instead there is one hash of ours, in no time."""
    started = time.thread_time()
    assert not HASHER.verify(stored, RIGHT)
    assert 1.0 > time.thread_time() - started
    assert stored.startswith("$argon2id$v=19$m=4,") or [4] == hashed


@pytest.mark.parametrize(
    "stored",
    [
        "pbkdf2_sha256$1200000$c2FsdHNhbHQ$" + "A" * 43 + "=",
        "pbkdf2:sha256:1000000$salt$" + "00" * 32,
        "scrypt:32768:8:1$salt$" + "00" * 64,
        "scrypt$16384$salt$8$5$" + "A" * 86 + "==",
        "$scrypt$ln=16,r=8,p=1$c2FsdA$" + "A" * 43,
        "$argon2id$v=19$m=102400,t=2,p=8$c2FsdHNhbHQ$" + "A" * 43,
        "$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$" + "A" * 43,
        "$2b$15$" + "a" * 53,
    ],
)
def test_what_other_packages_use_is_within_the_bounds(stored: str) -> None:
    """The defaults of Django 6, Werkzeug 3.1, passlib and argon2-cffi."""
    assert foreign.read(stored) is not None


def test_the_bounds_themselves() -> None:
    """One step more is too much."""
    digest = b"0" * 32
    assert pbkdf2_test("sha256", bounds.PBKDF2_ITERATIONS, b"salt", digest)
    assert not pbkdf2_test("sha256", bounds.PBKDF2_ITERATIONS + 1, b"salt", digest)
    assert scrypt_test(32768, 8, 4, b"salt", digest, 32)
    assert not scrypt_test(32768, 8, 4, b"salt", digest, 64)
    assert not scrypt_test(32768, 8, 5, b"salt", digest, 32)
    assert not scrypt_test(65536, 8, 3, b"salt", digest, 32)
    assert bcrypt_test("$2b$15$" + "a" * 53)
    assert not bcrypt_test("$2b$16$" + "a" * 53)


def test_work_that_is_not_bcrypts_is_levelled(hashed: list[int]) -> None:
    """A failure with a cheap hash of another format is followed by nearly as much of ours."""
    hasher = Hasher(Peppers({}), 9)
    hasher._second = 1000.0  # as if one of ours took so long that the other one was nothing
    assert not hasher.verify(VECTORS["werkzeug-pbkdf2"], "wrong", level=True)
    assert [8, 7, 6, 5, 4] == hashed
    hashed.clear()
    hasher._second = 0.0000001
    assert not hasher.verify(VECTORS["werkzeug-pbkdf2"], "wrong", level=True)
    assert [] == hashed


def test_the_speed_of_this_machine_is_measured_once(hashed: list[int]) -> None:
    """With three cheap hashes, and only for who has foreign ones."""
    hasher = Hasher(Peppers({}), 8)
    first = hasher._seconds()
    assert first == hasher._seconds()
    assert [6, 6, 6] == hashed
    assert first > 0
