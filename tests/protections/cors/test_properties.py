"""Whatever an Origin header or a preflight holds: nothing is reflected, injected or broken."""

from __future__ import annotations

from flask import Flask
from hypothesis import example, given
from hypothesis import strategies as st

from flask_hardened.protections.cors.options import CorsOptions
from flask_hardened.protections.cors.origins import read_origin
from tests.protections.cors.conftest import APP, harden, new_app

LISTED = [APP, "https://*.wild.example", r"re:https://pr-\d+\.example\.com"]


def listed_app() -> Flask:
    """Return an app that would fail visibly."""
    app = new_app()
    harden(app, cors=CorsOptions(origins=LISTED, credentials=True, allow_headers=["*"]), events=False)
    return app


CLIENT = listed_app().test_client()

hosts = st.sampled_from(
    ["app.example", "a.wild.example", "wild.example", "pr-7.example.com", "evil.example", "localhost", "[::1]"]
)
junk = st.text(st.characters(min_codepoint=0, max_codepoint=255), max_size=30)
shaped = st.builds(
    lambda scheme, before, host, after: f"{scheme}{before}{host}{after}",
    st.sampled_from(["https://", "http://", "HTTPS://", "file://", "//", ""]),
    st.sampled_from(["", "x", "evil.example/", "evil.example\\", "u@", ".", "\t", "a.", "A."]),
    hosts,
    st.sampled_from(["", ".", ":443", ":80", ".evil.example", "@evil.example", "/", "\r\nX: y", "\x00", ":", "%2e"]),
)
origins = st.one_of(junk, shaped)


def allowed(origin: str) -> bool:
    """Say independently of the code whether a normal origin is listed."""
    scheme, _, host = origin.partition("://")
    if scheme != "https":
        return False
    number = host.removeprefix("pr-").removesuffix(".example.com")
    return (
        host == "app.example"
        or (host.endswith(".wild.example") and len(host) > len(".wild.example"))
        or (host == f"pr-{number}.example.com" and number.isdigit())
    )


@given(origins, st.sampled_from(["/items", "/cached", "/fails/404", "/nope"]))
@example("https://app.example\r\nAccess-Control-Allow-Origin: *", "/items")
def test_only_listed_origins_are_ever_answered(origin: str, path: str) -> None:
    """What is sent is a listed origin in its normal form; no header is split; nothing fails."""
    response = CLIENT.get(path, environ_overrides={"HTTP_ORIGIN": origin})
    assert response.status_code in (200, 404)
    sent = response.headers.getlist("Access-Control-Allow-Origin")
    assert len(sent) <= 1
    for value in sent:
        assert allowed(value)
        assert value == origin.lower().removesuffix(":443")
    assert ("Access-Control-Allow-Credentials" in response.headers) == bool(sent)
    assert not any("\r" in value or "\n" in value for _, value in response.headers)


@given(origins, st.one_of(junk, st.sampled_from(["PUT", "GET", "put"])), st.one_of(junk, st.just("x-a, X-B")))
def test_preflights_of_any_kind(origin: str, method: str, headers: str) -> None:
    """A preflight is answered without a failure, and grants only what is asked for by a listed origin."""
    response = CLIENT.options(
        "/items",
        environ_overrides={
            "HTTP_ORIGIN": origin,
            "HTTP_ACCESS_CONTROL_REQUEST_METHOD": method,
            "HTTP_ACCESS_CONTROL_REQUEST_HEADERS": headers,
        },
    )
    assert response.status_code in (200, 204)
    sent = response.headers.getlist("Access-Control-Allow-Origin")
    assert all(allowed(value) for value in sent)
    if "Access-Control-Allow-Headers" in response.headers:
        assert sent
    assert not any("\r" in value or "\n" in value for _, value in response.headers)


@given(origins)
def test_a_normal_form_is_read_as_itself(text: str) -> None:
    """Normalising twice changes nothing, and the result is a scheme, a host and a port."""
    origin = read_origin(text)
    if origin is not None:
        assert str(origin) == str(read_origin(str(origin)))
        assert str(origin).isascii()
        assert not set("@/\\?#%, \r\n\t\0") & set(str(origin).partition("://")[2])
