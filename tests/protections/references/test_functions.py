"""`reference` and `dereference`: the same outside of URL rules."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask, url_for
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import NotFound

from flask_hardened import Hardened
from flask_hardened.errors import ConfigurationError
from flask_hardened.protections.references.functions import dereference, reference
from tests.protections.references.conftest import new_app

APP = new_app(events=False)
values = st.one_of(
    st.integers(),
    st.integers(-(2**70), 2**70),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.uuids(),
)


@given(values, st.booleans())
def test_every_value_comes_back(value: Any, encrypted: bool) -> None:
    """With its type; it is also what stands in the URL."""
    with APP.test_request_context():
        text = reference("post", value, encrypted=encrypted)
        found = dereference("post", text, encrypted=encrypted)
        assert (type(value), value) == (type(found), found)
        assert url_for("hidden" if encrypted else "post", id=value).endswith(f"/{text}")


@given(values, values, st.booleans())
def test_two_values_have_two_references(one: Any, other: Any, encrypted: bool) -> None:
    """7, "7" and a UUID are three."""
    with APP.app_context():
        same = reference("post", one, encrypted=encrypted) == reference("post", other, encrypted=encrypted)
    assert same == ((type(one), one) == (type(other), other))


@given(st.one_of(st.text(), st.text("AZaz09-_", min_size=20, max_size=60), st.binary(), st.none(), st.integers()))
def test_anything_else_is_not_found(text: Any) -> None:
    """Whatever it is."""
    with APP.app_context():
        for encrypted in (False, True):
            with pytest.raises(NotFound):
                dereference("post", text, encrypted=encrypted)


@pytest.mark.parametrize("purpose", ["", "a b", "1", "a/b", "a" * 65, "\u00fc", "a\n", None])
def test_a_purpose_is_a_name(purpose: Any) -> None:
    """What comes from a request by mistake fails early."""
    with APP.app_context(), pytest.raises(ConfigurationError, match="no purpose"):
        reference(purpose, 7)


def test_another_purpose_is_not_found() -> None:
    """Purposes that begin alike too."""
    with APP.app_context():
        for other in ("posts", "pos", "post.x", "Post"):
            with pytest.raises(NotFound):
                dereference(other, reference("post", 7))


def test_off_and_not_hardened_say_so() -> None:
    """Not with a KeyError."""
    for app in (new_off_app(), Flask("plain")):
        with app.app_context(), pytest.raises(RuntimeError, match="off"):
            reference("post", 7)


def new_off_app() -> Flask:
    """Return a hardened app without references."""
    app = Flask("off")
    app.config.update(TESTING=True)
    Hardened(app, references=False)
    return app


@pytest.mark.parametrize("encrypted", [False, True])
def test_threads_share_the_key(encrypted: bool) -> None:
    """Many at once make and read the same references as one."""
    with APP.app_context():
        expected = [reference("post", value, encrypted=encrypted) for value in range(200)]

    def work(_: int) -> bool:
        with APP.app_context():
            made = [reference("post", value, encrypted=encrypted) for value in range(200)]
            read = [dereference("post", text, encrypted=encrypted) for text in made]
        return (made, read) == (expected, list(range(200)))

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(16)))
