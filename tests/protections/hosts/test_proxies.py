"""Whose forwarded headers are believed, and what the app sees of them."""

import json

import pytest
from werkzeug.middleware.proxy_fix import ProxyFix

from flask_hardened.protections.hosts.header_names import FORWARDING, header_name
from flask_hardened.protections.hosts.options import HostsOptions
from flask_hardened.protections.hosts.proxies import TrustedProxies

PROXY = "10.0.0.1"
CLIENT = "198.51.100.7"


def options(**more):
    return HostsOptions(**{"allowed": ["good.example", "other.example"], "proxies": ["10.0.0.0/8", "fd00::/8"], **more})


@pytest.fixture
def see(make_app, ask):
    """Ask an app behind trusted proxies and return what its view saw."""

    def see(headers, *, peer=PROXY, wsgi=None, **more):
        app = make_app(hosts=options(**more))
        answer = ask(app, peer=peer, headers=headers, **(wsgi or {}))
        assert 200 == answer.status
        return json.loads(answer.body)

    return see


@pytest.mark.parametrize(
    ("chain", "client"),
    [
        (CLIENT, CLIENT),
        (f"6.6.6.6, {CLIENT}", CLIENT),
        (f"{CLIENT}, 10.0.0.2", CLIENT),
        (f"6.6.6.6, {CLIENT}, 10.0.0.2, 10.0.0.3", CLIENT),
        (f"6.6.6.6,{CLIENT},fd00::1", CLIENT),
        (f"{CLIENT}:4711", CLIENT),
        ("[2001:DB8::7]:4711", "2001:db8::7"),
        (f"::ffff:{CLIENT}", CLIENT),
        ("::ffff:10.0.0.2", "10.0.0.2"),
        ("10.0.0.3, 10.0.0.2", "10.0.0.3"),
        (f"{CLIENT}, unknown", PROXY),
        (f"{CLIENT}, unknown, 10.0.0.2", "10.0.0.2"),
        (f"{CLIENT}, _hidden", PROXY),
        (f"{CLIENT}, ", PROXY),
        (f"{CLIENT}, not an address", PROXY),
        ("", PROXY),
        ("evil.example", PROXY),
        (f"{CLIENT}\r\nX: y", PROXY),
    ],
)
def test_the_client_is_the_first_untrusted_hop(see, chain, client):
    """The list is read from the right; trusted hops are skipped, and an entry that is no address ends the walk."""
    seen = see({"X-Forwarded-For": chain})
    assert client == seen["client"]
    assert [client] == seen["route"]
    assert PROXY == seen["peer"]
    assert True is seen["peer_trusted"]


@pytest.mark.parametrize("spoofed", [f"6.6.6.{number}" for number in range(3)])
@pytest.mark.parametrize("hops", [1, 2, 5])
def test_no_hop_count_lets_a_client_choose(see, spoofed, hops):
    """However many proxies there are, what the client itself wrote is never reached."""
    chain = ", ".join([spoofed, CLIENT, *(f"10.0.0.{number}" for number in range(2, 1 + hops))])
    assert CLIENT == see({"X-Forwarded-For": chain})["client"]


@pytest.mark.parametrize(
    ("peer", "trusted"),
    [
        *(
            ("10.0.0.1", True),
            ("10.255.255.255", True),
            ("::ffff:10.0.0.1", True),
            ("fd00::1", True),
            ("fd12::1%eth0", True),
        ),
        *(("11.0.0.1", False), ("9.255.255.255", False), ("::ffff:11.0.0.1", False), ("fe80::1", False), ("", False)),
        *(("10.0.0", False), ("evil", False), ("localhost", False)),
    ],
)
def test_who_is_trusted(see, peer, trusted):
    """Only a peer inside a named network is a proxy, in whichever way the server writes its address."""
    seen = see({"X-Forwarded-For": CLIENT, "X-Forwarded-Proto": "https"}, peer=peer)
    assert trusted is seen["peer_trusted"]
    assert ("https" if trusted else "http") == seen["scheme"]
    assert (CLIENT if trusted else peer) == seen["client"]


@pytest.mark.parametrize("peer", ["", "<local>", "localhost", None])
def test_unix_socket(see, peer):
    """The word ``unix`` stands for a peer without an address."""
    seen = see({"X-Forwarded-For": CLIENT}, proxies=["unix"], peer=peer)
    assert (CLIENT, True) == (seen["client"], seen["peer_trusted"])


@pytest.mark.parametrize("name", sorted(FORWARDING))
def test_an_untrusted_peer_is_ignored_and_noted(make_app, ask, caplog, events, name):
    """Every header that names client, scheme or host is taken away, once in the log for each peer."""
    app = make_app()
    with app.test_request_context():
        pass
    for _ in range(2):
        answer = ask(app, **{name: "https"})
        seen = json.loads(answer.body)
        assert ("203.0.113.9", "http", "good.example") == (seen["client"], seen["scheme"], seen["host"])
        assert ["203.0.113.9"] == seen["route"]
        assert ({}, None, "", False) == (seen["forwarded"], seen["real_ip"], seen["root"], seen["peer_trusted"])
    ask(app, peer="192.0.2.1", **{name: "https"})
    notes = [text for text in caplog.messages if text.startswith("Ignored")]
    assert 2 == len(notes)
    assert all(part in notes[0] for part in (header_name(name), "'203.0.113.9'", "HARDENED_HOSTS_PROXIES"))
    assert 2 * ["http_forwarded_untrusted"] == events


def test_the_notes_are_bounded(make_app, ask, caplog):
    """No number of peers fills the log."""
    app = make_app()
    for number in range(150):
        ask(app, peer=f"203.0.113.{number}", headers={"X-Forwarded-For": "1.1.1.1"})
    assert 100 == sum(text.startswith("Ignored") for text in caplog.messages)


def test_a_trusted_proxy_is_not_noted(see, caplog):
    """Believing needs no note."""
    see({"X-Forwarded-For": CLIENT})
    assert [] == [text for text in caplog.messages if "Ignored" in text]


@pytest.mark.parametrize(
    ("headers", "scheme"),
    [
        ({"X-Forwarded-Proto": "https"}, "https"),
        ({"X-Forwarded-Proto": "HTTPS"}, "https"),
        ({"X-Forwarded-Proto": "wss"}, "https"),
        ({"X-Forwarded-Proto": "http"}, "http"),
        ({"X-Forwarded-Proto": "gopher"}, "http"),
        ({"X-Forwarded-Proto": ""}, "http"),
        ({"X-Forwarded-Proto": "https, http"}, "http"),
        ({"X-Forwarded-For": f"6.6.6.6, {CLIENT}", "X-Forwarded-Proto": "https, http"}, "http"),
        ({"X-Forwarded-For": f"{CLIENT}, 10.0.0.2", "X-Forwarded-Proto": "https, http"}, "https"),
        ({"X-Forwarded-For": f"{CLIENT}, 10.0.0.2", "X-Forwarded-Proto": "https"}, "https"),
        ({"X-Forwarded-Ssl": "on"}, "http"),
    ],
)
def test_the_scheme_is_what_the_clients_hop_says(see, headers, scheme):
    """The scheme is taken from the hop that named the client; only http and https are schemes."""
    seen = see(headers)
    assert (scheme, scheme == "https") == (seen["scheme"], seen["secure"])


@pytest.mark.parametrize(
    ("headers", "host"),
    [
        ({"X-Forwarded-Host": "other.example"}, "other.example"),
        ({"X-Forwarded-Host": "OTHER.example:80"}, "other.example"),
        ({"X-Forwarded-Host": "evil.example, other.example"}, "other.example"),
        (
            {"X-Forwarded-For": f"{CLIENT}, 10.0.0.2", "X-Forwarded-Host": "other.example, good.example"},
            "other.example",
        ),
        ({"X-Forwarded-Host": ""}, "good.example"),
        ({"X-Forwarded-Host": "evil.example"}, None),
        ({"X-Forwarded-Host": "other.example:1337"}, None),
        ({"X-Forwarded-Host": "other.example evil"}, None),
    ],
)
def test_the_host_is_judged_like_any_other(make_app, ask, headers, host):
    """What a proxy says of the host is believed, and then has to be on the list."""
    answer = ask(make_app(hosts=options()), peer=PROXY, headers=headers)
    assert (400 if host is None else 200) == answer.status
    if host is not None:
        assert host == json.loads(answer.body)["host"]


def test_an_unlisted_forwarded_host_on_a_health_path(see):
    """The app sees it in no header."""
    seen = see({"X-Forwarded-Host": "evil.example"}, wsgi={"path": "/healthz"})
    assert ("good.example", {}) == (seen["host"], seen["forwarded"])


@pytest.mark.parametrize(
    ("headers", "root", "host"),
    [
        ({"X-Forwarded-Prefix": "/shop"}, "/shop", "good.example"),
        ({"X-Forwarded-Prefix": "/shop/eu/"}, "/shop/eu", "good.example"),
        *(
            ({"X-Forwarded-Prefix": bad}, "", "good.example")
            for bad in ("//evil.example", "/../x", "/a/./b", "shop", "/", "/a\r\nb")
        ),
        *(
            ({"X-Forwarded-Prefix": bad}, "", "good.example")
            for bad in ("/a?b", "/a%2f", "/\\evil", "/a//b", "/..", "/a/..")
        ),
        ({"X-Forwarded-Prefix": "/..a"}, "/..a", "good.example"),
        ({"X-Forwarded-Port": "8080"}, "", "good.example:8080"),
        ({"X-Forwarded-Port": "80"}, "", "good.example"),
        ({"X-Forwarded-Port": "443", "X-Forwarded-Proto": "https"}, "", "good.example"),
        ({"X-Forwarded-Port": "evil"}, "", "good.example"),
    ],
)
def test_prefix_and_port(see, headers, root, host):
    """Both are believed only where they are asked for and harmless."""
    more = {"allowed": ["good.example:8080"], "forwarded_parts": ["for", "proto", "host", "port", "prefix"]}
    seen = see(headers, **more)
    assert (root, host) == (seen["root"], seen["host"])
    seen = see(headers)
    assert ("", "good.example") == (seen["root"], seen["host"])


@pytest.mark.parametrize(("part", "value"), [("for", CLIENT), ("proto", "https"), ("host", "other.example")])
def test_parts_that_are_not_believed(see, part, value):
    """Leaving a part out leaves what the connection says, and removes the header."""
    seen = see({f"X-Forwarded-{part.title()}": value}, forwarded_parts=[])
    assert (PROXY, "http", "good.example", {}) == tuple(
        seen[name] for name in ("client", "scheme", "host", "forwarded")
    )


def test_apps_that_read_headers_by_hand(see):
    """They find the value that was believed, and nothing that a client wrote."""
    headers = {"X-Forwarded-For": f"6.6.6.6, {CLIENT}", "X-Real-IP": "6.6.6.6", "X-Forwarded-Proto": "http, https"}
    seen = see({**headers, "X-Forwarded-Server": "6.6.6.6", "CF-Connecting-IP": "6.6.6.6"})
    assert {"X-Forwarded-For": CLIENT, "X-Forwarded-Proto": "https"} == seen["forwarded"]
    assert CLIENT == seen["real_ip"]


@pytest.mark.parametrize(
    ("value", "client", "scheme", "host"),
    [
        (f"for={CLIENT};proto=https;host=other.example", CLIENT, "https", "other.example"),
        (f'For="{CLIENT}:80";Proto=HTTPS', CLIENT, "https", "good.example"),
        ('for="[2001:db8::7]:4711"', "2001:db8::7", "http", "good.example"),
        (f"for=6.6.6.6;proto=https, for={CLIENT};proto=http", CLIENT, "http", "good.example"),
        (f"for={CLIENT};proto=https, for=10.0.0.2;proto=http", CLIENT, "https", "good.example"),
        (f"for=6.6.6.6, for={CLIENT};proto=https, for=10.0.0.2", CLIENT, "https", "good.example"),
        (f'for=", for={CLIENT};proto=https', CLIENT, "https", "good.example"),
        ("for=6.6.6.6, for=unknown;proto=https", PROXY, "https", "good.example"),
        ("for=6.6.6.6, for=_hidden, for=10.0.0.2;proto=https", "10.0.0.2", "https", "good.example"),
        ("for=6.6.6.6, nonsense", PROXY, "http", "good.example"),
        ("", PROXY, "http", "good.example"),
    ],
)
def test_forwarded(see, value, client, scheme, host):
    """RFC 7239's header is read as the others are, when it is the chosen family."""
    seen = see({"Forwarded": value, "X-Forwarded-For": "6.6.6.6", "X-Real-IP": "6.6.6.6"}, forwarded="forwarded")
    assert (client, scheme, host) == (seen["client"], seen["scheme"], seen["host"])
    assert ([client], {}, None) == (seen["route"], seen["forwarded"], seen["real_ip"])


def test_only_one_family_is_believed(see):
    """A proxy that sets one family passes the other through as the client wrote it."""
    seen = see({"Forwarded": "for=6.6.6.6;proto=https;host=other.example"})
    assert (PROXY, "http", "good.example", {}) == tuple(
        seen[name] for name in ("client", "scheme", "host", "forwarded")
    )


def test_the_original_is_kept(make_app, ask):
    """What was there before stands in the environ, for logs."""
    app = make_app(hosts=options())
    kept = {}

    @app.before_request
    def look():
        from flask import request

        kept.update(request.environ["flask_hardened.original"])

    ask(app, peer=PROXY, headers={"X-Forwarded-For": f"6.6.6.6, {CLIENT}"})
    assert {
        "REMOTE_ADDR": PROXY,
        "wsgi.url_scheme": "http",
        "HTTP_HOST": "good.example",
        "SCRIPT_NAME": "",
        "HTTP_X_FORWARDED_FOR": f"6.6.6.6, {CLIENT}",
    } == kept


@pytest.mark.parametrize("order", ["before", "after"])
def test_a_proxy_fix_around_the_gate(make_app, ask, caplog, order):
    """What Werkzeug's ProxyFix has taken over is neither undone nor noted."""

    def wrap(app):
        app.wsgi_app = ProxyFix(app.wsgi_app, x_host=1, x_prefix=1)

    app = make_app(wrap=wrap) if order == "before" else make_app()
    if order == "after":
        wrap(app)
    headers = {"X-Forwarded-For": CLIENT, "X-Forwarded-Proto": "HTTPS", "X-Forwarded-Host": "GOOD.example"}
    seen = json.loads(ask(app, host="internal", headers=headers).body)
    assert (CLIENT, "https", "good.example", "203.0.113.9", True) == tuple(
        seen[name] for name in ("client", "scheme", "host", "peer", "secure")
    )
    assert [] == [text for text in caplog.messages if "Ignored" in text]
    assert 400 == ask(app, headers={**headers, "X-Forwarded-Host": "evil.example"}).status


def test_a_gate_inside_a_gate(make_app, ask, caplog):
    """An app mounted in another hardened one believes what the outer gate made of the headers."""
    inner, outer = make_app(hosts=options()), make_app(hosts=options(), app=None)
    outer.wsgi_app.application = inner
    seen = json.loads(ask(outer, peer=PROXY, headers={"X-Forwarded-For": f"6.6.6.6, {CLIENT}"}).body)
    assert (CLIENT, PROXY) == (seen["client"], seen["peer"])
    assert [] == [text for text in caplog.messages if "Ignored" in text]


def test_the_test_client_passes_the_same_gate(make_app):
    """``app.test_client()`` cannot forge its address either."""
    app = make_app(hosts=True)
    assert "127.0.0.1" == app.test_client().get("/", headers={"X-Forwarded-For": "6.6.6.6"}).json["client"]


def test_remembered_peers_stay_bounded():
    """The addresses whose trust is remembered do not grow without end."""
    proxies = TrustedProxies(options())
    for number in range(3000):
        assert not proxies.trusts(f"198.51.{number % 250}.{number // 250}")
        assert proxies.trusts("10.0.0.1")
    assert 0 < len(proxies._known) <= 1024
