"""Signing in: what is counted, what is hashed, what is said and what is answered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import bcrypt
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import TooManyRequests
from werkzeug.security import generate_password_hash

from flask_hardened import Hardened
from flask_hardened.hardening import hardening_of
from flask_hardened.protections.passwords import functions as passwords
from flask_hardened.protections.passwords.account import Account
from flask_hardened.protections.passwords.options import PasswordsOptions
from flask_hardened.storage import StoreDownError
from tests.protections.passwords.conftest import COST, RIGHT, Accounts, Make

Events = list[dict[str, Any]]
Clock = Callable[[float], None]
FRANCE, SPAIN = "192.0.2.7", "198.51.100.7"


def sign_in(client: FlaskClient, name: object = "alice", password: object = RIGHT, address: str = FRANCE) -> Any:
    """Try it once."""
    body = {"name": name, "password": password}
    return client.post("/login", json=body, environ_overrides={"REMOTE_ADDR": address})


def statuses(client: FlaskClient, count: int, password: object = "wrong", **request: Any) -> list[int]:
    """Try it several times."""
    return [sign_in(client, password=password, **request).status_code for _ in range(count)]


def named(events: Events) -> list[str]:
    """Return the names of the events about signing in."""
    return [event["event"] for event in events if event["event"].startswith("authn_")]


def test_the_account_is_returned(client: FlaskClient, accounts: Accounts, events: Events, hashed: list[int]) -> None:
    """As the app returned it; with one hash. The success is reported by `login()`, when there is a session."""
    assert (200, "alice") == ((answer := sign_in(client)).status_code, answer.text)
    assert [COST] == hashed
    assert [] == named(events)


FAILURES: dict[str, tuple[object, object]] = {
    "an unknown name": ("nobody", RIGHT),
    "a wrong password": ("alice", "wrong"),
    "an account that is not active": ("inactive", RIGHT),
    "that, and a wrong password": ("inactive", "wrong"),
    "no password of its own": ("elsewhere", RIGHT),
    "a hash that cannot be read": ("broken", RIGHT),
    "a hash whose pepper is gone": ("unpeppered", RIGHT),
    "a hash that asks for hours": ("hostile", RIGHT),
    "an empty password": ("alice", ""),
    "a long password": ("alice", "x" * 5000),
    "half a surrogate pair": ("alice", "\ud800"),
    "no password": ("alice", None),
    "a number": ("alice", 12),
    "an empty name": ("", RIGHT),
    "no name": (None, RIGHT),
    "a list": (["alice"], RIGHT),
    "a long name": ("a" * 5000, RIGHT),
    "a name that no database takes": ("alice\0", RIGHT),
    "a name that is no text": ("\ud800", RIGHT),
}


def fill(accounts: Accounts) -> None:
    """Add accounts that cannot be signed in to."""
    good = accounts.hashes["alice"]
    assert good is not None
    accounts.hashes |= {
        "inactive": good,
        "elsewhere": None,
        "broken": good[:40],
        "unpeppered": good.replace("v=1,", "v=1,k=gone,"),
        "hostile": "pbkdf2:sha256:99999999999$salt$" + "00" * 32,
    }
    accounts.inactive.add("inactive")


@pytest.mark.parametrize("failure", FAILURES)
def test_all_failures_are_alike(
    failure: str, client: FlaskClient, accounts: Accounts, hashed: list[int], events: Events
) -> None:
    """One hash of the same cost, the same answer, and one event."""
    fill(accounts)
    usual = sign_in(client, "bob", "wrong")
    hashed.clear()
    events.clear()
    answer = sign_in(client, *FAILURES[failure])
    assert (usual.status_code, usual.data) == (answer.status_code, answer.data)
    assert 401 == answer.status_code
    assert [COST] == hashed
    assert ["authn_login_fail"] == named(events)


def test_names_that_no_database_takes_are_not_looked_up(client: FlaskClient, accounts: Accounts) -> None:
    """A NUL or half a surrogate pair would be an error of the driver, thus a 500."""
    for name in ("", None, 7, {"$ne": 1}, "alice\0", "\ud800", "a" * 321):
        assert 401 == sign_in(client, name).status_code
    assert [] == accounts.asked
    assert 401 == sign_in(client, "a" * 320).status_code
    assert ["a" * 320] == accounts.asked


@given(name=st.text() | st.none() | st.integers(), password=st.text(st.characters()) | st.none() | st.booleans())
def test_no_input_raises(name: object, password: object) -> None:
    """Whatever a JSON body holds."""
    app = _hostile_app()
    with app.app_context():
        assert passwords.authenticate(name, password) is None  # type: ignore[arg-type]


_APPS: list[Flask] = []


def _hostile_app() -> Flask:
    from flask_hardened.protections.passwords.options import PasswordsOptions

    if not _APPS:
        app = Flask("hostile")
        app.config.update(TESTING=True, HARDENED_STORAGE_URI="memory://")
        options = PasswordsOptions(find=lambda name: None, cost=4, per_account=None)
        Hardened(app, passwords=options)
        hardening_of(app).start()
        _APPS.append(app)
    return _APPS[0]


class TestThrottle:
    """How often one may fail."""

    def test_an_account(self, client: FlaskClient, hashed: list[int], forward: Clock) -> None:
        """The more have failed, the longer it waits; never for ever. What is refused is not hashed."""
        assert [401] * 10 + [429] == statuses(client, 11)
        assert 10 == len(hashed)
        first = sign_in(client)
        assert 429 == first.status_code, "the right password too, so that guessing on tells nothing"
        assert 50 <= int(first.headers["Retry-After"]) <= 60
        forward(61)
        assert [401] * 10 == statuses(client, 10)
        forward(61)
        assert [401] * 10 + [429] == statuses(client, 11, address=SPAIN)
        assert 3000 <= int(sign_in(client, address=SPAIN).headers["Retry-After"]) <= 3600
        forward(86_401)
        assert 200 == sign_in(client).status_code

    def test_unknown_names_wait_as_well(self, client: FlaskClient, forward: Clock) -> None:
        """Otherwise the wait would tell which names there are."""
        assert [401] * 10 + [429] == statuses(client, 11, name="nobody")
        assert 401 == sign_in(client, "nobody else").status_code

    @pytest.mark.parametrize("spellings", [["alice", "ALICE", " alice ", "alice@example.com"], ["nobody", "NoBody "]])
    def test_all_spellings_count_together(self, client: FlaskClient, spellings: list[str], forward: Clock) -> None:
        """Those that lead to one account, and those of a name that nobody has."""
        tried = [sign_in(client, spellings[number % len(spellings)], "wrong").status_code for number in range(11)]
        assert [401] * 10 + [429] == tried

    def test_successes_do_not_count(self, client: FlaskClient, forward: Clock) -> None:
        """They are taken back."""
        assert [200] * 15 == statuses(client, 15, RIGHT)
        assert [401] * 10 + [429] == statuses(client, 11, address=SPAIN)

    def test_a_success_is_no_reset(self, client: FlaskClient, forward: Clock) -> None:
        """Neither of one's own account, for the address: that would be a way to guess at others' for ever."""
        for _ in range(30):
            assert sign_in(client, f"user {_}", "wrong").status_code == 401
        assert 429 == sign_in(client).status_code
        assert 200 == sign_in(client, address=SPAIN).status_code

    def test_an_address(self, client: FlaskClient, forward: Clock) -> None:
        """One guess at each of many accounts is stopped too; a neighbour is another one."""
        tried = [sign_in(client, f"user {number}", "wrong").status_code for number in range(31)]
        assert [401] * 30 + [429] == tried
        assert 401 == sign_in(client, "user 99", "wrong", "192.0.2.8").status_code

    @pytest.mark.parametrize(
        ("pattern", "allowed"), [("192.0.2.{}", 100), ("2001:db8:0:{:x}::1", 100), ("2001:db8:0:1::{:x}", 30)]
    )
    def test_a_network(self, client: FlaskClient, pattern: str, allowed: int, forward: Clock) -> None:
        """All of a /24 or a /48 together; the addresses of one /64 are one."""
        tried = [sign_in(client, f"user {number}", "wrong", pattern.format(number)) for number in range(allowed + 1)]
        assert [401] * allowed + [429] == [answer.status_code for answer in tried]

    def test_a_stranger_locks_nobody_out(self, client: FlaskClient, forward: Clock) -> None:
        """Where the owner signed in before there is a count of its own, which only failures there use up."""
        assert 200 == sign_in(client, address=FRANCE).status_code
        assert [401] * 10 + [429] == statuses(client, 11, address=SPAIN)
        assert 200 == sign_in(client, address="192.0.2.99").status_code
        assert [401] * 10 + [429] == statuses(client, 11, address=FRANCE)
        assert 429 == sign_in(client, address=SPAIN).status_code

    def test_what_is_refused_counts_nowhere(self, client: FlaskClient, forward: Clock) -> None:
        """An account that waits does not use up the allowance of its address."""
        assert [401] * 10 + [429] * 50 == statuses(client, 60)
        assert [401] * 10 == [sign_in(client, f"user {_}", "wrong").status_code for _ in range(10)]

    def test_without_limits(self, make: Make) -> None:
        """Each can be turned off."""
        client = make(per_account=None, per_address=None, per_network=None).test_client()
        assert [401] * 40 == statuses(client, 40)

    def test_a_unix_socket_has_no_address(self, client: FlaskClient, forward: Clock) -> None:
        """Then only accounts are counted: all clients together would lock everybody out."""
        tried = [sign_in(client, f"user {number}", "wrong", "").status_code for number in range(40)]
        assert [401] * 40 == tried
        assert [401] * 10 + [429] == statuses(client, 11, address="")

    def test_a_command_line_is_counted_too(self, app: Flask, forward: Clock) -> None:
        """By account; the exception carries the delay."""
        with app.app_context():
            assert [None] * 10 == [passwords.authenticate("alice", "wrong") for _ in range(10)]
            with pytest.raises(TooManyRequests) as caught:
                passwords.authenticate("alice", RIGHT)
        assert isinstance(caught.value.retry_after, int)
        assert 1 <= caught.value.retry_after <= 60


class TestEvents:
    """What is reported."""

    def test_success_after_failures(self, client: FlaskClient, events: Events, forward: Clock) -> None:
        """It says how many, and is one event."""
        statuses(client, 3)
        sign_in(client)
        assert ["authn_login_fail"] * 3 + ["authn_login_successafterfail"] == named(events)
        assert (3, "alice") == (events[-1]["retries"], events[-1]["userid"])

    def test_the_limit(self, client: FlaskClient, events: Events, forward: Clock) -> None:
        """Reaching it is one event, being refused another one, once in a window."""
        statuses(client, 20)
        assert ["authn_login_fail"] * 10 + ["authn_login_fail_max", "authn_login_lock"] == named(events)
        reached, locked = events[-2:]
        assert ("account", 10, "alice") == (reached["scope"], reached["maximum"], reached["userid"])
        assert ("account", "10 per 60 s", "alice") == (locked["scope"], locked["limit"], locked["userid"])
        assert 1 <= locked["seconds"] <= 60
        forward(61)
        events.clear()
        statuses(client, 12)
        assert ["authn_login_fail"] * 10 + ["authn_login_fail_max", "authn_login_lock"] == named(events)

    def test_why_it_failed(self, client: FlaskClient, accounts: Accounts, events: Events) -> None:
        """For the operator; the client never learns it."""
        fill(accounts)
        for name in ("nobody", "alice", "inactive"):
            sign_in(client, name, "wrong")
        assert ["unknown", "wrong", "inactive"] == [event["reason"] for event in events if "reason" in event]

    def test_neither_names_that_nobody_has_nor_passwords(self, client: FlaskClient, events: Events) -> None:
        """People type their password in the place of the name; what is told instead is the same for the same name."""
        for name in ("hunter2 hunter2", "hunter2 hunter2", "somebody"):
            sign_in(client, name, "my s3cret pass")
        told = [event["name"] for event in events if event["event"] == "authn_login_fail"]
        assert told[0] == told[1] != told[2]
        assert "hunter2" not in repr(events)
        assert "s3cret" not in repr(events)


class TestUpgrades:
    """A hash is made anew when the password is at hand."""

    def test_foreign(self, client: FlaskClient, accounts: Accounts) -> None:
        """A user of Werkzeug's hashes moves over at the first sign-in."""
        accounts.hashes["bob"] = generate_password_hash(RIGHT, "pbkdf2:sha256:1000")
        assert 401 == sign_in(client, "bob", "wrong").status_code
        assert [] == accounts.stored
        assert 200 == sign_in(client, "bob").status_code
        assert ["bob"] == [name for name, _ in accounts.stored]
        assert str(accounts.hashes["bob"]).startswith("$hmac-sha384-bcrypt$v=1,r=4$")
        assert 200 == sign_in(client, "bob").status_code
        assert 1 == len(accounts.stored)

    def test_a_pepper(self, make: Make, accounts: Accounts) -> None:
        """An app that gets its first one."""
        client = make(peppers={"2026": "x" * 32}).test_client()
        accounts.hashes["bob"] = make().extensions["hardened_passwords"].hasher.hash(RIGHT)
        assert 200 == sign_in(client, "bob").status_code
        assert "k=2026" in str(accounts.hashes["bob"])

    def test_not_for_accounts_that_are_refused(self, client: FlaskClient, accounts: Accounts) -> None:
        """The right password of an account that is not active changes nothing."""
        accounts.hashes["bob"] = generate_password_hash(RIGHT, "pbkdf2:sha256:1000")
        accounts.inactive.add("bob")
        assert 401 == sign_in(client, "bob").status_code
        assert [] == accounts.stored

    def test_without_a_place_to_store_it(self, make: Make, accounts: Accounts, hashed: list[int]) -> None:
        """Signing in works on, without a second hash."""
        client = make(store_hash=None).test_client()
        accounts.hashes["bob"] = bcrypt.hashpw(RIGHT.encode(), bcrypt.gensalt(4)).decode()
        hashed.clear()
        assert 200 == sign_in(client, "bob").status_code
        assert [4] == hashed

    def test_a_failure_to_store_keeps_nobody_out(
        self, make: Make, accounts: Accounts, caplog: pytest.LogCaptureFixture
    ) -> None:
        """The log has the traceback."""

        def fail(account: Account, new: str) -> None:
            raise OSError("the disk is full")

        client = make(store_hash=fail).test_client()
        accounts.hashes["bob"] = generate_password_hash(RIGHT, "pbkdf2:sha256:1000")
        assert 200 == sign_in(client, "bob").status_code
        assert ["PasswordsOptions.store_hash failed, so a hash stays as it was."] == [
            record.getMessage() for record in caplog.records if "store_hash" in record.getMessage()
        ]


def test_an_error_of_the_app_counts_nothing(make: Make, forward: Clock) -> None:
    """A database that is away is no failed sign-in."""
    broken = [True]

    def find(identifier: str) -> None:
        if broken[0]:
            raise ConnectionError

    app = make(find=find)
    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    client = app.test_client()
    assert [500] * 40 == statuses(client, 40)
    broken[0] = False
    assert [401] * 10 + [429] == statuses(client, 11)


def test_an_attempt_that_ends_half_way_is_taken_back_once(
    make: Make, monkeypatch: pytest.MonkeyPatch, forward: Clock
) -> None:
    """Taken back twice, it would make room for another guess."""
    client = make().test_client()
    store = client.application.extensions["hardened_passwords"].authentication._throttle._store
    assert [401] * 5 == statuses(client, 5)
    refunded: list[object] = []
    real = store.refund
    monkeypatch.setattr(store, "refund", lambda key, *rest: (refunded.append(key), real(key, *rest)))

    def down(*arguments: object) -> None:
        raise StoreDownError("down")

    with monkeypatch.context() as patched:
        patched.setattr(store, "get", down)
        assert 503 == sign_in(client).status_code
    assert 2 == len(refunded) == len(set(refunded)), "the network and the address"
    assert [401] * 5 + [429] == statuses(client, 6)
    assert 4 == len(refunded) == len(set(refunded)) + 2


def test_what_find_returns_is_checked(make: Make) -> None:
    """A user object in the place of an account is a mistake of the app's, and says so."""
    with make(find=lambda name: ("alice", "hash")).app_context(), pytest.raises(TypeError, match="neither an Account"):
        passwords.authenticate("alice", RIGHT)


def test_while_the_store_is_down(make: Make, monkeypatch: pytest.MonkeyPatch, hashed: list[int]) -> None:
    """Nobody can sign in, and nothing is hashed: guesses could not be counted."""
    app = make()
    client = app.test_client()
    hashed.clear()
    store = app.extensions["hardened_passwords"].authentication._throttle._store

    def down(*arguments: object) -> None:
        raise StoreDownError("down")

    monkeypatch.setattr(store, "hit", down)
    answer = sign_in(client)
    assert (503, "5") == (answer.status_code, answer.headers["Retry-After"])
    assert [] == hashed


def test_async_functions_of_the_app(make: Make, accounts: Accounts) -> None:
    """Looking up and storing may be coroutines, and an async view may leave the work to a thread."""

    async def find(identifier: str) -> Account | None:
        await asyncio.sleep(0)
        return accounts.find(identifier)

    async def store(account: Account, new: str) -> None:
        await asyncio.sleep(0)
        accounts.store(account, new)

    app = make(find=find, store_hash=store)
    accounts.hashes["bob"] = generate_password_hash(RIGHT, "pbkdf2:sha256:1000")

    @app.post("/async-login")
    async def async_login() -> Any:
        account = await asyncio.to_thread(passwords.authenticate, "bob", RIGHT)
        return account.user if account else ("no", 401)

    client = app.test_client()
    assert "user bob" == client.post("/async-login").text
    assert ["bob"] == [name for name, _ in accounts.stored]
    assert [200, 401] == [sign_in(client).status_code, sign_in(client, password="wrong").status_code]


@pytest.mark.parametrize("account_id", [object(), None, "", True])
def test_an_account_has_an_id(make: Make, account_id: object) -> None:
    """Counted under the text of an object, which is another one each time, guesses would never add up."""
    app = make(find=lambda name: Account(id=account_id, hash=None))
    with app.app_context(), pytest.raises(TypeError, match="the id of a user"):
        passwords.authenticate("alice", RIGHT)


def test_without_find_it_says_what_is_missing(make: Make) -> None:
    """Hashing works without it."""
    with make(find=None).app_context():
        assert passwords.verify(RIGHT, passwords.hash(RIGHT))
        with pytest.raises(RuntimeError, match="PasswordsOptions"):
            passwords.authenticate("alice", RIGHT)


def test_a_command_line_may_ask_before_the_first_request() -> None:
    """Nothing else has opened the store by then."""
    app = Flask("cli")
    app.config.update(TESTING=True, HARDENED_STORAGE_URI="memory://")
    account = Account(id=1, hash=None)
    Hardened(app, passwords=PasswordsOptions(cost=4, find=lambda name: account, per_account="1 per hour"))
    with app.app_context():
        assert passwords.authenticate("alice", RIGHT) is None
        with pytest.raises(TooManyRequests):
            passwords.authenticate("alice", RIGHT)


def test_without_the_feature_it_says_so() -> None:
    """Turned off, or the app is not hardened."""
    off = Flask("off")
    off.config.update(TESTING=True, HARDENED_STORAGE_URI="memory://")
    Hardened(off, passwords=False)
    for app in (off, Flask("plain")):
        with app.app_context(), pytest.raises(RuntimeError, match="passwords is off"):
            passwords.hash(RIGHT)


def test_nothing_is_hashed_to_start(hashed: list[int]) -> None:
    """Apps without passwords pay nothing, and no worker starts later for it."""
    app = Flask("quick")
    app.config.update(TESTING=True, HARDENED_STORAGE_URI="memory://", HARDENED_PASSWORDS_COST=15)
    Hardened(app)
    assert 404 == app.test_client().get("/").status_code
    assert [] == hashed
