"""Plain http in production: browsers are sent to https on the configured host, everything else is refused."""

import pytest

from flask_hardened.protections.hosts.options import HostsOptions


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    ("request_", "location"),
    [
        ({}, "https://good.example/"),
        ({"host": "GOOD.example:80"}, "https://good.example/"),
        ({"path": "/a/b", "QUERY_STRING": "x=1&y=%20"}, "https://good.example/a/b?x=1&y=%20"),
        ({"path": "/caf\xc3\xa9"}, "https://good.example/caf%C3%A9"),
        ({"path": "/a%b"}, "https://good.example/a%25b"),
        ({"path": "/b", "SCRIPT_NAME": "/a"}, "https://good.example/a/b"),
        ({"path": "//evil.example/x"}, "https://good.example/evil.example/x"),
        ({"path": "/\\evil.example"}, "https://good.example/%5Cevil.example"),
        ({"path": "@evil.example"}, "https://good.example/@evil.example"),
        ({"path": ".evil.example"}, "https://good.example/.evil.example"),
        ({"path": ":1337/x"}, "https://good.example/:1337/x"),
        ({"path": "/a\r\nSet-Cookie: b"}, "https://good.example/a%0D%0ASet-Cookie:%20b"),
        ({"path": "/a", "QUERY_STRING": "b#c d\xff"}, "https://good.example/a?b%23c%20d%FF"),
        ({"path": ""}, "https://good.example/"),
    ],
)
def test_navigation_is_redirected(make_app, ask, events, method, request_, location):
    """308 to the same address over https, re-encoded, not stored by caches, and no event."""
    answer = ask(make_app(), method=method, **request_)
    assert (308, location) == (answer.status, answer.headers["Location"])
    assert ("no-store", b"") == (answer.headers["Cache-Control"], answer.body)
    assert [] == events


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        *(({"Sec-Fetch-Mode": "navigate"}, 308), ({}, 308), ({"Accept": "text/html"}, 308)),
        *(({"Sec-Fetch-Mode": mode}, 403) for mode in ("cors", "no-cors", "same-origin", "websocket", "Navigate", "")),
    ],
)
def test_only_navigation_is_redirected(make_app, ask, headers, status):
    """A script's request is refused where the browser says that it is one."""
    assert status == ask(make_app(), headers=headers).status


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_other_methods_are_refused(make_app, ask, events, method):
    """Their body has crossed the wire in the clear already; a redirect would hide that. 403 says what to do."""
    answer = ask(make_app(), method=method)
    assert 403 == answer.status
    assert b"Use HTTPS" in answer.body
    assert "Location" not in answer.headers
    assert ["http_insecure_refused"] == events


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "host", ["evil.example", "good.example.evil.example", "good.example@evil.example", "127.0.0.1", None]
)
def test_never_to_a_host_that_is_not_configured(make_app, ask, method, host):
    """A foreign Host gets 400, not a redirect to itself."""
    answer = ask(make_app(), method=method, host=host)
    assert 400 == answer.status
    assert "Location" not in answer.headers


@pytest.mark.parametrize(
    ("allowed", "host", "location"),
    [
        (".good.example", "a.good.example", "https://a.good.example/"),
        ("good.example:8080", "good.example:8080", "https://good.example/"),
        ("[2001:db8::1]", "[2001:DB8::1]", "https://[2001:db8::1]/"),
    ],
)
def test_which_host(make_app, ask, allowed, host, location):
    """The host that was asked for, without the port of http."""
    assert location == ask(make_app(hosts=HostsOptions(allowed=[allowed])), host=host).headers["Location"]


@pytest.mark.parametrize(("port", "location"), [(8443, "https://good.example:8443/"), (443, "https://good.example/")])
def test_https_port(make_app, ask, port, location):
    """The redirect goes to the port where https is, which is then accepted."""
    app = make_app(https_port=port)
    assert location == ask(app).headers["Location"]
    assert 200 == ask(app, scheme="https", host=location.split("/")[2]).status


@pytest.mark.parametrize("host", ["localhost", "localhost:5000", "127.0.0.1:5000", "[::1]:5000", "a.localhost"])
def test_loopback_is_served(make_app, ask, host):
    """``flask run`` works in production mode: what cannot leave the machine needs no TLS."""
    app = make_app(hosts=True)
    assert [200, 200] == [ask(app, method=method, host=host).status for method in ("GET", "POST")]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        *(
            ("/healthz", 200),
            ("/healthz/", 308),
            ("/healthzz", 308),
            ("//healthz", 308),
            ("/ping", 200),
            ("/ping/", 308),
        ),
        *(("/acme/", 200), ("/acme/token", 200), ("/acme", 308), ("/acmes", 308), ("/a/../acme/", 308)),
    ],
)
def test_exempt_paths(make_app, ask, path, status):
    """Health paths and exempt paths are served over http; near misses are not."""
    assert status == ask(make_app(exempt_paths=["/ping", "/acme/"]), path=path).status


def test_a_health_path_under_any_host(make_app, ask):
    """A load balancer asks over http, by address."""
    assert 200 == ask(make_app(), path="/healthz", host="10.0.0.7").status


def test_without_redirect(make_app, ask):
    """``redirect=False`` refuses browsers too."""
    assert 403 == ask(make_app(redirect=False)).status


def test_without_hosts(make_app, ask, caplog):
    """With the hosts feature off nobody vouches for the host, so nothing is redirected, and a note says so."""
    app = make_app(hosts=False)
    for host in ("good.example", "evil.example", "localhost", "a b", None):
        assert 403 == ask(app, host=host).status
    assert 200 == ask(app, scheme="https").status
    assert 1 == sum("hosts feature is off" in text for text in caplog.messages)


@pytest.mark.parametrize("mode", [{"debug": True}, {"testing": True}])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_off_while_debugging_or_testing(make_app, ask, caplog, mode, method):
    """Plain http is served, and one note says what production does."""
    assert 200 == ask(make_app(**mode), method=method).status
    assert 1 == sum("Production requires HTTPS" in text for text in caplog.messages)


@pytest.mark.parametrize("scheme", ["ws", "wss"])
def test_websocket_schemes_are_left_alone(make_app, ask, scheme):
    """They are judged by their own server: no redirect and no refusal of ours (Flask itself answers 400)."""
    assert b"HTTPS" not in ask(make_app(), scheme=scheme).body
    assert 308 != ask(make_app(), scheme=scheme).status


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-Proto": "https"},
        {"X-Forwarded-Proto": "http, HTTPS"},
        {"Forwarded": 'for=1.2.3.4;proto="https"'},
        {"X-Forwarded-Ssl": "on"},
        {"X-Scheme": "https"},
    ],
)
def test_an_untrusted_proxy_that_says_https(make_app, ask, caplog, headers):
    """It is not believed; the log says once that this loops, and what to set."""
    app = make_app()
    for _ in range(2):
        assert 308 == ask(app, headers=headers).status
    assert 403 == ask(app, method="POST", headers=headers).status
    [note] = [text for text in caplog.messages if "makes a loop" in text]
    assert "'203.0.113.9'" in note
    assert "HARDENED_HOSTS_PROXIES" in note


@pytest.mark.parametrize("headers", [{"X-Forwarded-Proto": "http"}, {"X-Forwarded-For": "1.2.3.4"}, {}])
def test_no_loop_is_noted_where_there_is_none(make_app, ask, caplog, headers):
    """A proxy that says http, or nothing, loops nothing."""
    assert 308 == ask(make_app(), headers=headers).status
    assert [] == [text for text in caplog.messages if "makes a loop" in text]


@pytest.mark.parametrize(("proto", "status"), [("https", 200), ("http", 308), (None, 308)])
def test_a_trusted_proxy(make_app, ask, proto, status):
    """What a trusted proxy says decides."""
    app = make_app(hosts=HostsOptions(allowed=["good.example"], proxies=["203.0.113.0/24"]))
    answer = ask(app, headers={"X-Forwarded-Proto": proto} if proto else {})
    assert status == answer.status
    assert (proto == "https") == ("Strict-Transport-Security" in answer.headers)
