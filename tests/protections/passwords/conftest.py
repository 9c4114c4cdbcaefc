"""Fixtures of the passwords' tests: an app with a few accounts, cheap hashes, and a count of them."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import bcrypt
import pytest
from flask import Flask

from flask_hardened import Hardened
from flask_hardened.events import security_event
from flask_hardened.hardening import hardening_of
from flask_hardened.protections.passwords import functions as passwords
from flask_hardened.protections.passwords.account import Account
from flask_hardened.protections.passwords.options import PasswordsOptions
from flask_hardened.storage import StorageOptions, open_store
from tests.conftest import SECRET_KEY
from tests.requirements import require
from tests.storage.servers import RedisServer

Make = Callable[..., Flask]
RIGHT = "correct horse battery"
COST = 4


class Accounts:
    """What an app's table of users is: looked up without case, as most databases do."""

    def __init__(self) -> None:
        self.hashes: dict[str, str | None] = {}
        self.inactive: set[str] = set()
        self.asked: list[str] = []
        self.stored: list[tuple[str, str]] = []

    def find(self, identifier: str) -> Account | None:
        """Look an account up."""
        self.asked.append(identifier)
        name = identifier.strip().lower().removesuffix("@example.com")
        if name not in self.hashes:
            return None
        return Account(id=name, hash=self.hashes[name], active=name not in self.inactive, user=f"user {name}")

    def store(self, account: Account, new: str) -> None:
        """Keep an upgraded hash."""
        self.stored.append((account.id, new))
        self.hashes[account.id] = new


@pytest.fixture
def accounts() -> Accounts:
    """No accounts yet."""
    return Accounts()


@pytest.fixture
def make(accounts: Accounts) -> Iterator[Make]:
    """Makes hardened apps that find these accounts, with `alice` among them, and closes their stores."""
    apps: list[Flask] = []

    def make_it(uri: str = "memory://", config: dict[str, Any] | None = None, **options: Any) -> Flask:
        app = Flask("velocita")
        app.config.update({"TESTING": True, "SECRET_KEY": SECRET_KEY, **(config or {})})
        chosen = {"find": accounts.find, "store_hash": accounts.store, "cost": COST, **options}
        Hardened(
            app,
            passwords=PasswordsOptions(**chosen),
            storage=StorageOptions(uri=uri),
            csrf=False,
            rate_limit=False,
        )
        apps.append(app)
        if uri == "memory://":  # on the clock that `forward` moves
            clock = lambda: time.time()  # noqa: E731
            hardening_of(app)._store = open_store(uri, instance_path="/nowhere", app_key=b"key", clock=clock)
        # hundreds of attempts a second from one thread may count as one slow request
        hardening_of(app).store._patience = None
        with app.app_context():
            accounts.hashes.setdefault("alice", passwords.hash(RIGHT))

        @app.post("/login")
        def login() -> Any:
            from flask import request

            given = request.get_json()
            account = passwords.authenticate(given.get("name"), given.get("password"))
            return (account.id, 200) if account else ("The name or the password is wrong.", 401)

        hardening_of(app).start()
        return app

    yield make_it
    for app in apps:
        hardening_of(app).store.close()


@pytest.fixture
def app(make: Make) -> Flask:
    """An app with the defaults, and cheap hashes."""
    return make()


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The costs of the bcrypt hashes that are made from now on."""
    costs: list[int] = []
    real = bcrypt.hashpw

    def counted(password: bytes, salt: bytes) -> bytes:
        costs.append(int(salt.split(b"$")[2]))
        return real(password, salt)

    monkeypatch.setattr(bcrypt, "hashpw", counted)
    return costs


@pytest.fixture
def events() -> Iterator[list[dict[str, Any]]]:
    """The security events, whole."""
    found: list[dict[str, Any]] = []

    def receive(sender: Flask, *, event: dict[str, Any]) -> None:
        found.append(event)

    with security_event.connected_to(receive):
        yield found


@pytest.fixture
def forward(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Moves the clock forward by some seconds; it stands still otherwise, so that no window ends by itself."""
    now = [time.time()]
    monkeypatch.setattr(time, "time", lambda: now[0])

    def move(seconds: float) -> None:
        now[0] += seconds

    return move


@pytest.fixture(scope="module")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """A Redis of this module."""
    program = require(
        shutil.which("redis-server"), "redis-server is not installed (Debian: apt-get install redis-server)."
    )
    server = RedisServer(program, tmp_path_factory.mktemp("redis"))
    server.start()
    yield server
    server.kill()


@pytest.fixture(params=["memory", "sqlite", "redis"])
def uri(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URI of each kind of store."""
    if request.param == "redis":
        return request.getfixturevalue("redis_server").uri
    return "memory://" if request.param == "memory" else f"sqlite:///{tmp_path}/passwords.db"
