"""Which hosts an app answers to, and what it sees of them."""

import logging

import pytest
from flask import Flask

from flask_hardened import ConfigurationError
from flask_hardened.protections.deployment.options import DeploymentOptions
from flask_hardened.protections.hosts.options import HostsOptions
from flask_hardened.protections.transport.options import TransportOptions


@pytest.mark.parametrize(
    ("allowed", "scheme", "host", "seen"),
    [
        ("good.example", "https", "good.example", "good.example"),
        ("good.example", "https", "GOOD.example", "good.example"),
        ("good.example", "https", "good.example:443", "good.example"),
        ("good.example", "http", "good.example:80", "good.example"),
        ("good.example", "https", "good.example.", "good.example"),
        ("good.example", "https", "good.example.:443", "good.example"),
        ("Good.Example.", "https", "good.example", "good.example"),
        ("good.example", "https", "good.example:1337", None),
        ("good.example", "http", "good.example:443", None),
        ("good.example", "https", "good.example:80", None),
        ("good.example", "https", "www.good.example", None),
        ("good.example", "https", "evilgood.example", None),
        ("good.example", "https", "good.example.evil.example", None),
        ("good.example", "https", "localhost", None),
        ("good.example", "https", "127.0.0.1", None),
        (".good.example", "https", "good.example", "good.example"),
        (".good.example", "https", "a.b.good.example", "a.b.good.example"),
        (".good.example", "https", "evilgood.example", None),
        ("*.good.example", "https", "a.good.example", "a.good.example"),
        ("*.good.example", "https", "good.example", None),
        ("*.good.example:8443", "https", "a.good.example:8443", "a.good.example:8443"),
        ("good.example:8443", "https", "good.example:8443", "good.example:8443"),
        ("good.example:8443", "https", "good.example", "good.example"),
        ("good.example:8443", "https", "good.example:8444", None),
        ("good.example:*", "https", "good.example:1", "good.example:1"),
        ("good.example:443", "https", "good.example", "good.example"),
        ("good.example:443", "https", "good.example:1337", None),
        ("localhost", "http", "localhost:5000", "localhost:5000"),
        ("localhost", "http", "127.0.0.1:5000", None),
        ("[2001:DB8::1]", "https", "[2001:db8:0::1]", "[2001:db8::1]"),
        ("[2001:db8::1]", "https", "[2001:db8::2]", None),
        ("bücher.example", "https", "xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("192.0.2.1", "https", "192.0.2.1", "192.0.2.1"),
        ("192.0.2.1", "https", "192.0.2.1.", "192.0.2.1"),
    ],
)
def test_production(make_app, ask, allowed, scheme, host, seen):
    """A host is compared without case, trailing dot and default port; the app sees the normal form; others get 400."""
    app = make_app(hosts=HostsOptions(allowed=[allowed]))
    for _ in range(2):  # the second time it is known
        answer = ask(app, host=host, scheme=scheme)
        assert (400 if seen is None else 200) == answer.status
        if seen is not None:
            assert f'"host":"{seen}"'.encode() in answer.body


@pytest.mark.parametrize(
    "host",
    [
        *("", " ", "a b", "good.example evil.example", "good.example,evil.example", "good.example,good.example"),
        *(
            "user@good.example",
            "good.example/",
            "good.example:",
            "good.example:0",
            "good.example:99999",
            "good.example:x",
        ),
        *("good.example\r\nX: y", "good.example\0", "good..example", "[::1", "g\xf6od.example", "good.example\\@evil"),
        None,
    ],
)
@pytest.mark.parametrize("mode", ["production", "debug", "testing"])
def test_malformed(make_app, ask, events, host, mode):
    """A missing or malformed Host is 400 with an event, wherever the app runs."""
    app = make_app(debug=mode == "debug", testing=mode == "testing")
    assert 400 == ask(app, host=host).status
    assert ["http_host_refused"] == events


@pytest.mark.parametrize("path", ["/", "/healthz"])
@pytest.mark.parametrize("host", ["a b", "a,b", "", None])
def test_malformed_on_a_health_path(make_app, ask, path, host):
    """Health paths are exempt from the list, not from the syntax."""
    assert 400 == ask(make_app(), path=path, host=host).status


@pytest.mark.parametrize(
    ("path", "status"), [("/healthz", 200), ("/healthz/", 400), ("/health", 400), ("//healthz", 400)]
)
def test_health_paths_answer_any_host(make_app, ask, path, status):
    """A load balancer asks by address; what it asks for is exact, and the app does not see the address."""
    answer = ask(make_app(), path=path, host="10.0.0.7:8000")
    assert status == answer.status
    assert (status == 200) == (b'"host":"good.example"' in answer.body)
    assert b"10.0.0.7:8000" not in answer.body


@pytest.mark.parametrize(
    ("allowed", "sample"),
    [("*.good.example", "www.good.example"), (".good.example", "good.example"), ("[::1]", "[::1]")],
)
def test_health_host(make_app, ask, allowed, sample):
    """What stands in for an unlisted host is a listed one, and becomes known to nobody else."""
    app = make_app(hosts=HostsOptions(allowed=[allowed]), deployment=DeploymentOptions(health_paths=["/up"]))
    assert f'"host":"{sample}"'.encode() in ask(app, path="/up", host="evil.example").body
    assert 400 == ask(app, host="evil.example").status
    assert 400 == ask(app, path="/healthz", host="evil.example").status


def test_without_host_over_http_1_0(make_app, ask):
    """HTTP/1.0 needs no Host: then the server's own name is judged."""
    app = make_app()
    assert 400 == ask(app, host=None, SERVER_PROTOCOL="HTTP/1.0").status
    assert 200 == ask(app, host=None, SERVER_PROTOCOL="HTTP/1.0", SERVER_NAME="good.example", SERVER_PORT="80").status
    assert 200 == ask(app, host=None, SERVER_PROTOCOL="HTTP/1.0", path="/healthz").status
    assert 200 == ask(app, host=None, SERVER_PROTOCOL="HTTP/1.0", path="/healthz", SERVER_NAME="/run/app.sock").status
    assert 400 == ask(app, host=None, SERVER_PROTOCOL="HTTP/1.0", SERVER_NAME="/run/app.sock", SERVER_PORT="").status
    assert 200 == ask(make_app(hosts=True), host=None, SERVER_PROTOCOL="HTTP/1.0", SERVER_NAME="::1").status


@pytest.mark.parametrize(
    ("host", "status"),
    [
        *(
            ("localhost", 200),
            ("localhost:5000", 200),
            ("app.localhost:1", 200),
            ("127.0.0.1:5000", 200),
            ("[::1]", 200),
        ),
        *(("127.9.9.9", 200), ("good.example", 400), ("localhost.evil.example", 400), ("evil-localhost", 400)),
        *(("192.168.0.1", 400), ("0.0.0.0", 400), ("[::]", 400)),
    ],
)
def test_production_without_configured_hosts(make_app, ask, caplog, host, status):
    """Only loopback names are answered; the client is told nothing of the configuration, the log says what to set."""
    app = make_app(hosts=True)
    answer = ask(app, host=host)
    assert status == answer.status
    assert b"HARDENED" not in answer.body
    assert 1 == sum("only loopback names" in text and "HARDENED_HOSTS_ALLOWED" in text for text in caplog.messages)
    refused = [text for text in caplog.messages if text.startswith("Refused")]
    assert (0 if status == 200 else 1) == len(refused)
    assert all(host in text and "HARDENED_HOSTS_ALLOWED" in text for text in refused)


def test_refused_hosts_cannot_fill_the_log(make_app, ask, caplog):
    """Each refused host is logged once, and at most a hundred of them."""
    app = make_app()
    for number in range(150):
        for _ in range(2):
            assert 400 == ask(app, host=f"evil{number}.example").status
    assert 100 == sum(text.startswith("Refused") for text in caplog.messages)


def test_known_hosts_stay_bounded(make_app, ask):
    """The spellings of a good host that are remembered do not grow without end, and no bad one is remembered."""
    app = make_app(hosts=HostsOptions(allowed=[".good.example"]), rate_limit=False)
    for number in range(1100):
        assert 200 == ask(app, host=f"x{number}.good.example").status
        ask(app, host=f"x{number}.evil.example")
    [check] = [room._check for room in app.extensions["hardened"].protections if room.feature == "hosts"]
    assert 0 < sum(map(len, check.known.values())) <= 512
    assert not any("evil" in raw for known in check.known.values() for raw in known)


@pytest.mark.parametrize("mode", [{"debug": True}, {"testing": True}])
@pytest.mark.parametrize(
    ("host", "status"),
    [
        *(("good.example:1337", 200), ("localhost", 200), ("127.0.0.1:5000", 200), ("[::1]:5000", 200)),
        *(("evil.example", 400), ("www.good.example", 400)),
    ],
)
def test_while_debugging_or_testing(make_app, ask, mode, host, status):
    """Any port and loopback names are accepted beside what is configured, in Flask's words too; other names are not."""
    assert status == ask(make_app(**mode), host=host).status
    assert status == ask(make_app({"TRUSTED_HOSTS": ["good.example"]}, hosts=True, **mode), host=host).status


def test_while_debugging_without_configured_hosts(make_app, ask, caplog):
    """Every well-formed host is answered, and one note says what production would do."""
    app = make_app(hosts=True, debug=True)
    for host in ("any.example", "192.168.0.2:5000"):
        assert 200 == ask(app, host=host).status
    assert 1 == sum("Production would" in text and "HARDENED_HOSTS_ALLOWED" in text for text in caplog.messages)


@pytest.mark.parametrize(
    ("config", "accepted", "refused"),
    [
        ({"TRUSTED_HOSTS": ["Good.Example"]}, ["good.example", "GOOD.example:443"], ["a.good.example", "localhost"]),
        ({"TRUSTED_HOSTS": [".good.example"]}, ["good.example", "a.good.example"], ["evilgood.example"]),
        ({"TRUSTED_HOSTS": ["*.good.example"]}, ["a.good.example"], ["good.example"]),
        ({"TRUSTED_HOSTS": "good.example"}, ["good.example"], ["evil.example"]),
        ({"TRUSTED_HOSTS": ["good.example:8443"]}, ["good.example:8443", "good.example"], ["good.example:1"]),
        ({"TRUSTED_HOSTS": ["[2001:db8::1]"]}, ["[2001:db8::1]"], ["good.example"]),
        ({"TRUSTED_HOSTS": []}, ["localhost"], ["good.example"]),
        ({"SERVER_NAME": "good.example"}, ["good.example", "good.example:443"], ["localhost", "a.good.example"]),
        ({"SERVER_NAME": "good.example:8443"}, ["good.example:8443"], ["good.example:1"]),
        ({"SERVER_NAME": "good.example", "TRUSTED_HOSTS": ["b.example"]}, ["good.example", "b.example"], ["c.example"]),
        (
            {"SERVER_NAME": "a.example", "HARDENED_HOSTS_ALLOWED": "b.example"},
            ["a.example", "b.example"],
            ["c.example"],
        ),
        ({"HARDENED_HOSTS_ALLOWED": "a.example, b.example"}, ["a.example", "b.example"], ["c.example"]),
    ],
)
def test_where_the_list_comes_from(make_app, ask, config, accepted, refused):
    """``allowed``, else Flask's TRUSTED_HOSTS, and SERVER_NAME always; in the same spellings."""
    app = make_app(config, **({} if "HARDENED_HOSTS_ALLOWED" in config else {"hosts": True}))
    assert dict.fromkeys(accepted, 200) == {host: ask(app, host=host, scheme="https").status for host in accepted}
    assert dict.fromkeys(refused, 400) == {host: ask(app, host=host, scheme="https").status for host in refused}


def test_configuration_may_come_after_the_extension(make_app, ask):
    """TRUSTED_HOSTS is read before the first request, not when the app is hardened."""
    app = make_app(hosts=True)
    app.config["TRUSTED_HOSTS"] = ["late.example"]
    assert 200 == ask(app, host="late.example").status
    assert 400 == ask(app, host="localhost").status


def test_subdomain_matching(make_app, ask):
    """An app that routes by subdomain answers to the subdomains of its SERVER_NAME."""
    app = Flask("guarded", static_folder=None, subdomain_matching=True)
    app.add_url_rule("/tenant", view_func=lambda name: name, endpoint="tenant", subdomain="<name>")
    make_app({"SERVER_NAME": "good.example"}, app=app, hosts=True)
    assert b"blue" == ask(app, host="blue.good.example", path="/tenant").body
    assert 400 == ask(app, host="blue.evil.example", path="/tenant").status


@pytest.mark.parametrize(
    ("config", "hosts", "says"),
    [
        ({}, HostsOptions(allowed=["*"]), r"allowed.*every host name"),
        ({"TRUSTED_HOSTS": ["*"]}, True, r"TRUSTED_HOSTS.*every host name"),
        ({"TRUSTED_HOSTS": ["https://good.example"]}, True, r"TRUSTED_HOSTS.*is a URL"),
        ({"SERVER_NAME": "good example"}, True, r"SERVER_NAME.*not a host"),
        ({"TRUSTED_HOSTS": ["a.example"]}, HostsOptions(allowed=["b.example"]), r"TRUSTED_HOSTS.*lacks 'b.example'"),
        ({}, HostsOptions(proxies=["0.0.0.0/0"]), "lets everybody"),
        ({}, HostsOptions(proxies=["10.0.0.0/8", "::/0"]), "lets everybody"),
    ],
)
def test_what_production_refuses(make_app, config, hosts, says):
    """What opens the app to every host or proxy stops a production start, and no other."""
    with pytest.raises(ConfigurationError, match=says):
        make_app(config, hosts=hosts)
    assert (
        200
        == make_app(config, hosts=hosts, testing=True).test_client().get("/", base_url="http://localhost").status_code
    )


def test_https_port_of_the_redirect_is_declared(make_app, ask):
    """The port that transport sends browsers to is accepted over https without saying it twice."""
    app = make_app(hosts=HostsOptions(allowed=["good.example"]), transport=TransportOptions(https_port=8443))
    assert 200 == ask(app, host="good.example:8443", scheme="https").status
    assert 400 == ask(app, host="good.example:8443", scheme="http").status


def test_two_apps_share_nothing(make_app, ask):
    """A host that one app knows is still refused by the other."""
    first, second = (make_app(hosts=HostsOptions(allowed=[name])) for name in ("a.example", "b.example"))
    assert [200, 400] == [ask(app, host="a.example").status for app in (first, second)]
    assert [400, 200] == [ask(app, host="b.example").status for app in (first, second)]


def test_refusals_are_events(make_app, ask, events, caplog):
    """A refused host is one event, and an accepted one is none."""
    caplog.set_level(logging.CRITICAL, "flask_hardened")
    app = make_app()
    ask(app, host="evil.example")
    ask(app)
    assert ["http_host_refused"] == events


def test_a_star_while_debugging(make_app, ask):
    """While debugging or testing ``*`` may stand; a malformed host is refused all the same."""
    app = make_app(hosts=HostsOptions(allowed=["*"]), debug=True)
    assert [200, 400] == [ask(app, host=host).status for host in ("any.example", "any example")]


def test_two_lists_that_agree(make_app, ask):
    """TRUSTED_HOSTS beside ``allowed`` is fine as long as it names the same hosts; ``allowed`` says the ports."""
    app = make_app({"TRUSTED_HOSTS": ["GOOD.example"]}, hosts=HostsOptions(allowed=["good.example:8443"]))
    assert [200, 400] == [ask(app, host=f"good.example:{port}").status for port in (8443, 8444)]
