"""What a client meets: the written configuration in a real nginx, with the app in gunicorn behind it."""

from __future__ import annotations

import json
import socket
import ssl
import threading
import time
import warnings

import pytest

from flask_hardened.serving.configuration import configuration
from flask_hardened.serving.passed_headers import CLAIMS
from flask_hardened.serving.site import site_of
from flask_hardened.serving.wishes import Wishes
from tests.serving import servers
from tests.serving.conftest import Front
from tests.serving.served import create_app
from tests.storage.servers import free_port

MULTIPART = "Content-Type: multipart/form-data; boundary=x"
JSON = "Content-Type: application/json"
OWN = ("x-content-type-options", "x-frame-options", "content-security-policy", "referrer-policy", "cache-control",
       "strict-transport-security")  # fmt: skip
"""Headers of nginx's own answers."""


def answered_by_app(answer: servers.Answer) -> bool:
    """The app's policy has headers that nginx does not add."""
    return bool(answer.all("permissions-policy"))


@pytest.mark.parametrize("host", ["blog.example", "BLOG.example:9", "one.tenants.example"])
def test_the_app_answers_to_its_hosts(host: str, front: Front) -> None:
    """And is told them in one spelling, with nginx's own port."""
    answer = front.ask("GET", "/who", host=host)
    assert 200 == answer.status
    assert f"{host.partition(':')[0].lower()}:{front.https}" == json.loads(answer.body)["host"]


@pytest.mark.parametrize("host", ["evil.example", "tenants.example", "blog.example.evil.example", "127.0.0.1", "_"])
def test_other_hosts_get_no_answer(host: str, front: Front) -> None:
    """Neither over HTTP nor inside of a connection that was made for the right name."""
    request = servers.request_of("GET", "/", host=host)
    assert (b"", b"") == (servers.send(front.https, request), servers.send_plain(front.http, request))


@pytest.mark.parametrize("name", ["evil.example", None])
def test_other_names_get_no_certificate(name: str | None, front: Front) -> None:
    """The handshake ends before one is shown."""
    with pytest.raises(ssl.SSLError, match=r"(?i)unrecognized.name"):
        servers.send(front.https, servers.request_of("GET", "/"), name=name)


def test_browsers_are_sent_to_https(front: Front) -> None:
    """On the same host, with path and query; anything that sends data is refused."""
    answer = servers.parsed(servers.send_plain(front.http, servers.request_of("GET", "/a%0d%0ab?c=d")))
    assert (308, [f"https://blog.example:{front.https}/a%0d%0ab?c=d"]) == (answer.status, answer.all("location"))
    assert ["no-store"] == answer.all("cache-control")
    assert 403 == servers.parsed(servers.send_plain(front.http, servers.request_of("POST", "/data", body=b"x"))).status


def test_the_redirect_knows_the_configured_hosts_only(front: Front) -> None:
    """A URL in the request line counts instead of the Host header, as RFC 9112 has it, so it is dropped."""
    request = servers.request_of("GET", "http://evil.example/")
    assert b"" == servers.send_plain(front.http, request)
    answer = servers.parsed(servers.send_plain(front.http, servers.request_of("GET", "//evil.example/")))
    assert [f"https://blog.example:{front.https}//evil.example/"] == answer.all("location")


def test_what_a_client_claims_of_itself_is_not_believed(front: Front) -> None:
    """The app sees the address of the connection, and one value of each header that it believes."""
    lies = [f"{name}: 6.6.6.6" for name in CLAIMS] + ["X_Forwarded_For: 6.6.6.6", "X-Forwarded-For: 7.7.7.7"]
    answer = front.ask("GET", "/who", *lies, "Proxy: evil.example", "X-Request-ID: 12345678")
    seen = json.loads(answer.body)
    assert ("127.0.0.1", "https", f"blog.example:{front.https}") == (seen["address"], seen["scheme"], seen["host"])
    assert [] == [pair for pair in seen["headers"] if "6.6.6.6" in pair[1] or "7.7.7.7" in pair[1]]
    names = [name for name, _ in seen["headers"]]
    assert [1, 1, 0] == [names.count(name) for name in ("x-forwarded-for", "x-forwarded-proto", "proxy")]
    assert ["12345678"] != [value for name, value in seen["headers"] if name == "x-request-id"]


def test_bodies_are_limited_twice(front: Front) -> None:
    """nginx knows the larger of the app's two limits, the app knows both; a route that takes more has its own."""
    small = front.ask("POST", "/data", JSON, body=b"x" * 1000)
    app_says = front.ask("POST", "/data", JSON, body=b"x" * 1001)
    nginx_says = front.ask("POST", "/data", JSON, body=b"x" * 2001)
    assert [(200, True), (413, True), (413, False)] == [
        (answer.status, answered_by_app(answer)) for answer in (small, app_says, nginx_says)
    ]
    larger = front.ask("POST", "/upload/a", JSON, body=b"x" * 5000)
    too_large = front.ask("POST", "/upload/a", JSON, body=b"x" * 5001)
    below = front.ask("POST", "/upload/a/b", JSON, body=b"x" * 5000)
    assert [(200, True), (413, False), (413, False)] == [
        (answer.status, answered_by_app(answer)) for answer in (larger, too_large, below)
    ]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PROPFIND", "TRACE", "CONNECT"])
def test_methods_that_no_route_has_end_at_nginx(method: str, front: Front) -> None:
    """405, with those that there are."""
    answer = front.ask(method, "/data")
    assert (method == "CONNECT" and answer.status == 400) or 405 == answer.status
    assert not answered_by_app(answer)
    if method not in {"TRACE", "CONNECT"}:  # nginx refuses these two before it reads the configuration of the host
        assert ["GET, HEAD, OPTIONS, POST"] == answer.all("allow")


def test_a_method_that_another_route_has_is_the_app_s_to_refuse(front: Front) -> None:
    """POST is in the list, so the app answers, and its Allow stays alone."""
    answer = front.ask("POST", "/who")
    assert (405, True, 1) == (answer.status, answered_by_app(answer), len(answer.all("allow")))


@pytest.mark.parametrize("path", ["/", "/who", "/nothing"])
def test_the_app_s_headers_arrive_once(path: str, front: Front) -> None:
    """nginx adds none of its own to what the app answers, and does not tell its version."""
    answer = front.ask("GET", path)
    assert answered_by_app(answer)
    names = [name for name, _ in answer.headers]
    assert [] == [name for name in OWN if name != "cache-control" and names.count(name) != 1]
    assert names.count("cache-control") <= 1
    assert ["nginx"] == answer.all("server")
    assert [] == answer.all("allow")


def test_a_page_with_a_nonce_comes_through_uncompressed(front: Front) -> None:
    """Its policy is the app's, and gzip is off."""
    answer = front.ask("GET", "/", "Accept-Encoding: gzip, br")
    assert "'nonce-" in answer.all("content-security-policy")[0]
    assert b'<script nonce="' in answer.body
    assert [] == answer.all("content-encoding")


def test_static_files_have_the_headers_that_the_app_sends_with_them(front: Front) -> None:
    """By name and value, but for what tells one file from another."""
    app = create_app()
    app.static_folder = str(front.static)
    varying = {"server", "date", "connection", "content-length", "last-modified", "etag", "accept-ranges", "vary",
               "content-disposition", "content-type", "reporting-endpoints"}  # fmt: skip
    for name in ("style.css", "page.html"):
        with app.test_client().get(f"/static/{name}", base_url="https://blog.example") as own:
            expected = {(key.lower(), value) for key, value in own.headers if key.lower() not in varying}
        answer = front.ask("GET", f"/static/{name}")
        assert 200 == answer.status
        assert expected == {(key, value) for key, value in answer.headers if key not in varying}


@pytest.mark.parametrize(
    "path", ["/static/.env", "/static/link.txt", "/static/no.css", "/static/../site.conf", "/static../site.conf"]
)
def test_what_is_no_static_file_is_not_served(path: str, front: Front) -> None:
    """Hidden files, links to elsewhere, folders around: refused, with headers."""
    answer = front.ask("GET", path)
    assert answer.status in {400, 403, 404}
    assert ["nosniff"] == answer.all("x-content-type-options")
    assert 405 == front.ask("POST", "/static/style.css").status


def test_nginx_s_own_pages_have_headers_of_their_own(certificate: dict[str, str], tmp_path) -> None:
    """With nothing behind it, 502; a policy that allows nothing, and HSTS."""
    port = free_port()
    wishes = Wishes(
        upstream=f"127.0.0.1:{free_port()}", addresses=("127.0.0.1",), http_port=free_port(), https_port=port, rate=2,
        **certificate,
    )  # fmt: skip
    with servers.serving_nginx(tmp_path, configuration(site_of(create_app(), wishes)), port):
        answer = servers.parsed(servers.send(port, servers.request_of("GET", "/")))
        assert 502 == answer.status
        assert [] == [name for name in OWN if len(answer.all(name)) != 1]
        assert answer.all("content-security-policy")[0].startswith("default-src 'none'")
        statuses = [servers.parsed(servers.send(port, servers.request_of("GET", "/"))).status for _ in range(8)]
        assert {502, 429} == {*statuses}


def test_a_client_that_sends_its_headers_slowly_is_left(front: Front) -> None:
    """After a second here, as the test asked for; a body that does not come ends likewise."""
    started = time.monotonic()
    for request in (b"GET / HTTP/1.1\r\nHost: blog.exa", servers.request_of("POST", "/data", "Content-Length: 9")):
        received = servers.send(front.https, request)
        assert b"" == received or received.startswith(b"HTTP/1.1 408")
    assert time.monotonic() - started < 8


@pytest.mark.parametrize(("version", "spoken"), [("TLSv1_1", False), ("TLSv1_2", True), ("TLSv1_3", True)])
def test_tls(version: str, spoken: bool, front: Front) -> None:
    """1.2 and 1.3 are spoken; 1.1 is refused by the server, to a client that would speak it."""
    context = servers.trusting()
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = context.maximum_version = getattr(ssl.TLSVersion, version)
    request = servers.request_of("GET", "/who")
    if spoken:
        assert 200 == servers.parsed(servers.send(front.https, request, context=context)).status
    else:
        with pytest.raises(ssl.SSLError, match=r"(?i)protocol.version"):
            servers.send(front.https, request, context=context)


def test_only_ciphers_with_forward_secrecy(front: Front) -> None:
    """A client of TLS 1.2 without them gets no connection; sessions are resumed without tickets."""
    context = servers.trusting()
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("AES128-GCM-SHA256:ECDHE-ECDSA-AES128-SHA")
    with pytest.raises(ssl.SSLError, match=r"(?i)handshake.failure"):
        servers.send(front.https, servers.request_of("GET", "/"), context=context)
    context = servers.trusting()
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    plain = socket.create_connection(("127.0.0.1", front.https), timeout=10)
    with plain, context.wrap_socket(plain, server_hostname="blog.example") as link:
        assert link.session is not None
        assert not link.session.has_ticket


@pytest.mark.parametrize("address", ["127.0.0.1", *(["::1"] if servers.speaks_ipv6() else [])])
def test_the_standard_header_has_the_client_as_the_standard_writes_it(
    address: str, certificate: dict[str, str], tmp_path
) -> None:
    """With forwarded="forwarded": brackets and quotes around an IPv6 address, and no X-Forwarded-For."""
    port = free_port()
    app = create_app(HARDENED_HOSTS_FORWARDED="forwarded", HARDENED_HOSTS_FORWARDED_PARTS=["for", "proto"])
    received: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as upstream:
        wishes = Wishes(
            upstream=f"127.0.0.1:{upstream.getsockname()[1]}", addresses=(address,), http_port=free_port(),
            https_port=port, **certificate,
        )  # fmt: skip

        def answer() -> None:
            link, _ = upstream.accept()
            with link:
                received.append(link.recv(65536))
                link.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        with servers.serving_nginx(tmp_path, configuration(site_of(app, wishes)), port, address):
            request = servers.request_of("GET", "/", "X-Forwarded-For: 6.6.6.6", "Forwarded: for=6.6.6.6")
            assert 204 == servers.parsed(servers.send(port, request, address=address)).status
        thread.join(10)
    lines = received[0].decode().split("\r\n")
    expected = address if address == "127.0.0.1" else f'"[{address}]"'
    assert [f"Forwarded: for={expected};proto=https"] == [line for line in lines if "orwarded" in line]
