"""The body_size room: what is too large is refused before it is read, and never cut short."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Blueprint, Flask, request
from flask.testing import FlaskClient
from flask.views import MethodView
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.test import EnvironBuilder

from flask_hardened import Hardened
from flask_hardened.errors import ConfigurationError
from flask_hardened.protections.body_size.counted_input import CountedInput
from flask_hardened.protections.body_size.decorators import body_size
from flask_hardened.protections.body_size.options import BodySizeOptions
from tests.conftest import SECRET_KEY

MIB = 1024 * 1024


@pytest.fixture
def app() -> Flask:
    """An app whose views say how much they got."""
    return make()


def make(options: BodySizeOptions | bool = True, **config: Any) -> Flask:
    """Return an app with views of different limits."""
    app = Flask("sizes")
    app.config.update({"TESTING": True, "SECRET_KEY": SECRET_KEY, **config})
    Hardened(app, body_size=options, csrf=False)

    @app.route("/", methods=["GET", "POST", "PUT"])
    def plain() -> str:
        return str(len(request.get_data()))

    @app.post("/form")
    def form() -> str:
        return str(sum(len(file.read()) for file in request.files.values()))

    @app.post("/small")
    @body_size(max_body=10)
    def small() -> str:
        return str(len(request.get_data()))

    @app.post("/ignores")
    def ignores() -> str:
        return "never read"

    blueprint = body_size(max_body=100)(Blueprint("bp", __name__, url_prefix="/bp"))
    blueprint.add_url_rule("/a", "a", plain, methods=["POST"])
    blueprint.add_url_rule("/b", "b", body_size(max_body=None)(lambda: str(len(request.get_data()))), methods=["POST"])
    app.register_blueprint(blueprint)

    class Item(MethodView):
        def post(self) -> str:
            return str(len(request.get_data()))

        @body_size(max_body=5)
        def put(self) -> str:
            return str(len(request.get_data()))

    app.add_url_rule("/item", view_func=Item.as_view("item"))
    return app


def chunked(client: FlaskClient, path: str, size: int, **kwargs: Any) -> Any:
    """Send a body without a declared length, as a server passes on one that came in chunks."""
    overrides = {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": ""}
    body = io.BytesIO(b"x" * size)
    return client.open(path, **{"method": "POST", **kwargs}, input_stream=body, environ_overrides=overrides)


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [
        ("/", 0, 200),
        ("/", MIB, 200),
        ("/", MIB + 1, 413),
        ("/small", 10, 200),
        ("/small", 11, 413),
        ("/bp/a", 100, 200),
        ("/bp/a", 101, 413),
        ("/bp/b", MIB + 1, 200),
        ("/item", MIB, 200),
    ],
)
def test_the_limit_of_a_route(client: FlaskClient, path: str, size: int, status: int) -> None:
    """Exactly the limit passes, one byte more does not; declared and chunked alike."""
    declared = client.post(path, data=b"x" * size)
    in_chunks = chunked(client, path, size)
    assert (status, status) == (declared.status_code, in_chunks.status_code)
    if status == 200:
        assert (str(size), str(size)) == (declared.text, in_chunks.text)


@pytest.mark.parametrize(("method", "size", "status"), [("PUT", 5, 200), ("PUT", 6, 413), ("POST", 6, 200)])
def test_a_method_of_a_view_class_may_have_its_own_limit(
    client: FlaskClient, method: str, size: int, status: int
) -> None:
    """The mark on `put` holds for PUT only."""
    assert status == client.open("/item", method=method, data=b"x" * size).status_code


def test_get_with_a_chunked_body_is_counted_too(client: FlaskClient) -> None:
    """No method gets around the limit."""
    assert 413 == chunked(client, "/", MIB + 1, method="GET").status_code


@pytest.mark.parametrize(("size", "status"), [(2 * MIB, 200), (17 * MIB, 413)])
def test_uploads_may_be_larger(client: FlaskClient, size: int, status: int) -> None:
    """16 MiB for multipart bodies, by default."""
    builder = EnvironBuilder("/form", method="POST", data={"file": (io.BytesIO(b"x" * size), "x.bin")})
    request_ = builder.get_request()
    response = client.open(request_)
    request_.input_stream.close()
    builder.close()
    assert status == response.status_code
    if status == 200:
        assert str(size) == response.text


@pytest.mark.parametrize(("size", "status"), [(1000, 200), (1001, 413)])
def test_the_app_s_own_limit_replaces_ours(size: int, status: int) -> None:
    """MAX_CONTENT_LENGTH holds, above or below our defaults, and a chunked body is not cut at it."""
    client = make(MAX_CONTENT_LENGTH=1000).test_client()
    response = chunked(client, "/", size)
    assert status == response.status_code
    if status == 200:
        assert str(size) == response.text
    assert 200 == make(MAX_CONTENT_LENGTH=3 * MIB).test_client().post("/", data=b"x" * 2 * MIB).status_code


def test_a_body_that_is_refused_is_not_read(client: FlaskClient) -> None:
    """413 comes before the first byte is asked for."""

    class Untouched(io.BytesIO):
        def read(self, *args: Any) -> bytes:
            raise AssertionError("read")

    environ = {"CONTENT_LENGTH": str(60 * MIB), "wsgi.input": Untouched()}
    assert 413 == client.post("/ignores", environ_overrides=environ).status_code


@pytest.mark.parametrize("length", ["abc", "-1", "1e9", "٣", "9" * 400])
def test_a_length_that_is_no_length_is_never_a_500(client: FlaskClient, length: str) -> None:
    """Odd Content-Length values are refused."""
    assert client.post("/", environ_overrides={"CONTENT_LENGTH": length}).status_code in (400, 413)


def test_it_can_be_turned_off() -> None:
    """`body_size=False` and None are no limit."""
    assert 200 == make(False).test_client().post("/", data=b"x" * 2 * MIB).status_code
    assert 200 == make(BodySizeOptions(max_body=None)).test_client().post("/", data=b"x" * 2 * MIB).status_code


def test_negative_limits_are_refused() -> None:
    """A limit below nothing is a mistake."""
    with pytest.raises(ConfigurationError, match="below nothing"):
        BodySizeOptions(max_body=-1)
    with pytest.raises(ConfigurationError, match="Did you mean 'max_body'"):
        body_size(max_bdy=1)


@given(st.binary(max_size=60), st.integers(0, 60), st.lists(st.integers(-1, 20), min_size=1))
def test_counting_never_loses_or_adds_a_byte(body: bytes, limit: int, sizes: list[int]) -> None:
    """However it is read, either all of the body comes, or 413."""
    counted = CountedInput(io.BytesIO(body), limit)
    got = b""
    try:
        for size in sizes:
            got += counted.readline(size) if size % 2 else counted.read(size)
        got += counted.read()
    except RequestEntityTooLarge:
        assert len(body) > limit
    else:
        assert body == got
        assert len(body) <= limit


@given(st.binary(max_size=60), st.integers(0, 60))
def test_counting_works_through_readinto_and_lines(body: bytes, limit: int) -> None:
    """Buffered readers and line iteration are counted as well."""
    try:
        got = io.BufferedReader(CountedInput(io.BytesIO(body), limit), 7).read()
    except RequestEntityTooLarge:
        assert len(body) > limit
    else:
        assert body == got
    lines: list[bytes] = []
    try:
        lines.extend(CountedInput(io.BytesIO(body), limit))
    except RequestEntityTooLarge:
        assert len(body) > limit
    else:
        assert body == b"".join(lines)
