"""Requests at the same time: nothing is revived, and nothing is lost without a word."""

from __future__ import annotations

import os
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask, session
from flask.testing import FlaskClient

from flask_hardened.protections.sessions.functions import end_session, rotate
from flask_hardened.protections.sessions.options import SessionsOptions
from tests.protections.sessions.conftest import KEPT, Make

pytestmark = [pytest.mark.slow, pytest.mark.race]

HTTPS = "https://localhost"
NAME = "__Host-session"
ROUNDS, IN_FLIGHT = 200, 50


def holding(app: Flask, value: str) -> FlaskClient:
    """Return a client with a copy of a cookie."""
    client = app.test_client()
    client.set_cookie(NAME, value)
    return client


def signed_in(app: Flask) -> FlaskClient:
    """Return a client that has signed in; tried again if a busy machine has made the store look down."""
    client = app.test_client()
    for _ in range(50):
        client.post("/login", base_url=HTTPS)
        if client.get_cookie(NAME) is not None:
            return client
        time.sleep(0.1)
    pytest.fail("nobody could sign in")


def add_views(app: Flask) -> None:
    """Add views that write, rotate, and end."""

    @app.get("/write/<key>")
    def write(key: str) -> str:
        session[key] = "x"
        return str(session.get("user_id"))

    @app.get("/rotate/<key>")
    def turn(key: str) -> str:
        session[key] = "x"
        rotate()
        return ""

    @app.get("/end")
    def end() -> str:
        end_session()
        return ""


@pytest.mark.parametrize("way", ["/end", "clear"])
@pytest.mark.parametrize("kept", KEPT)
def test_a_logout_is_final_for_requests_on_their_way(make: Make, uri: str, way: str, kept: str) -> None:
    """Rounds of 50 writes and rotations around one logout: no cookie that any of them was given is signed in.

    200 rounds per case take too long for each run; 200 in all are shared out, and HARDENED_LONG=1 runs all.
    """
    app = make(uri, kept=kept)
    add_views(app)
    rounds = ROUNDS if os.environ.get("HARDENED_LONG") == "1" else ROUNDS // 18 + 1
    chance = random.Random(5)
    with ThreadPoolExecutor(8) as pool:
        for _ in range(rounds):
            owner = signed_in(app)
            value = owner.get_cookie(NAME).value
            clients = [holding(app, value) for _ in range(IN_FLIGHT)]
            jobs = [(client, chance.choice(["/write/", "/write/", "/rotate/"]) + str(number))
                    for number, client in enumerate(clients)]  # fmt: skip
            out = (owner, "/end") if way == "/end" else (owner, "/logout")
            jobs.insert(chance.randrange(IN_FLIGHT), out)

            def send(job):
                return job[0].open(job[1], base_url=HTTPS, method="POST" if job[1] == "/logout" else "GET")

            assert {200, 409, 503} >= {response.status_code for response in pool.map(send, jobs)}
            values = {value} | {cookie.value for client in clients if (cookie := client.get_cookie(NAME))}
            revived = [one for one in values if holding(app, one).get("/who", base_url=HTTPS).text != "None"]
            assert [] == revived


def test_sixteen_writers_of_different_keys_lose_nothing(make: Make, uri: str) -> None:
    """Content on the server is merged, key by key."""
    app = make(uri, sessions=SessionsOptions(server_side=True))
    together = threading.Barrier(16)

    @app.get("/slow/<key>")
    def slow(key: str) -> str:
        session[key] = key
        together.wait(10)
        return ""

    owner = app.test_client()
    owner.post("/login", base_url=HTTPS)
    for _ in range(5):
        clients = [holding(app, owner.get_cookie(NAME).value) for _ in range(16)]
        keys = [f"key{number}" for number in range(16)]
        with ThreadPoolExecutor(16) as pool:
            found = list(
                pool.map(lambda pair: pair[0].get(f"/slow/{pair[1]}", base_url=HTTPS), zip(clients, keys, strict=False))
            )
        assert [200] * 16 == [response.status_code for response in found]
        content = owner.get("/content", base_url=HTTPS).json
        assert {key: key for key in keys} == {key: content[key] for key in keys}


def test_sixteen_writers_of_one_key_are_told_who_lost(make: Make, uri: str) -> None:
    """Every increment either counts or is answered 409, and can be tried again."""
    app = make(uri, sessions=SessionsOptions(server_side=True))
    together = threading.Barrier(16)

    @app.get("/count")
    def count() -> str:
        session["count"] = session.get("count", 0) + 1
        together.wait(10)
        return ""

    owner = app.test_client()
    owner.post("/login", base_url=HTTPS)
    for counted in range(1, 6):
        clients = [holding(app, owner.get_cookie(NAME).value) for _ in range(16)]
        with ThreadPoolExecutor(16) as pool:
            found = list(pool.map(lambda client: client.get("/count", base_url=HTTPS), clients))
        assert {200, 409} >= {response.status_code for response in found}
        assert all("error" in response.json for response in found if response.status_code == 409)
        won = sum(response.status_code == 200 for response in found)
        assert won >= 1
        # those who wrote the very same value did the same thing: one increment counts
        assert counted == owner.get("/content", base_url=HTTPS).json["count"]


def test_two_sign_ins_at_once_make_one_session(make: Make) -> None:
    """A double click: the second one finds the id replaced, and does not overwrite the first one's cookie."""
    app = make()
    first, second = app.test_client(), app.test_client()

    @app.get("/double")
    def double() -> str:
        session["user_id"] = 7
        first.post("/login", base_url=HTTPS)
        return ""

    first.post("/set?a=1", base_url=HTTPS)
    second.set_cookie(NAME, value := first.get_cookie(NAME).value)
    response = second.get("/double", base_url=HTTPS)
    assert "Set-Cookie" not in response.headers
    assert ("7", "None") == (
        first.get("/who", base_url=HTTPS).text,
        holding(app, value).get("/who", base_url=HTTPS).text,
    )


def test_a_late_refresh_does_not_overwrite_a_sign_in(make: Make, forward) -> None:
    """A page that was on its way writes nothing over the cookie of the new session."""
    app = make()
    first, second = app.test_client(), app.test_client()

    @app.get("/late")
    def late() -> str:
        found = session.get("a")
        first.post("/login", base_url=HTTPS)
        return str(found)

    first.post("/set?a=1", base_url=HTTPS)
    second.set_cookie(NAME, first.get_cookie(NAME).value)
    forward(100)
    response = second.get("/late", base_url=HTTPS)
    assert ("1", False) == (response.text, "Set-Cookie" in response.headers)
