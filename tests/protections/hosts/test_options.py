"""Which values HostsOptions takes, and what it says about the others."""

import pytest

from flask_hardened import ConfigurationError
from flask_hardened.protections.hosts.options import HostsOptions


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("allowed", ["example.com", ".example.com", "*.example.com", "example.com:8443", "example.com:*", "[::1]"]),
        ("allowed", ["bücher.example", "127.0.0.1", "localhost:5000", "*", "dev_box"]),
        ("proxies", ["10.0.0.0/8", "192.0.2.1", "2001:db8::/32", "::1", "unix", "::ffff:10.0.0.0/104"]),
        ("methods", ["GET", "PROPFIND", "M-SEARCH"]),
        ("forwarded", "forwarded"),
        ("forwarded_parts", ["for", "proto", "host", "port", "prefix"]),
        ("forwarded_parts", []),
    ],
)
def test_good_values(field, value):
    """Every documented form is taken."""
    expected = value if isinstance(value, str) else tuple(value)
    assert expected == getattr(HostsOptions(**{field: value}), field)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("allowed", ["https://example.com"], "URL"),
        ("allowed", ["example.com/path"], "URL"),
        ("allowed", ["user@example.com"], "URL"),
        ("allowed", ["exa mple.com"], "not a host"),
        ("allowed", ["example..com"], "not a host"),
        ("allowed", ["*example.com"], "not a host"),
        ("allowed", ["a.*.example.com"], "not a host"),
        ("allowed", ["*."], "not a host"),
        ("allowed", ["."], "not a host"),
        ("allowed", [""], "not a host"),
        ("allowed", ["::1"], "'[::1]'"),
        ("allowed", ["example.com:0"], "not a host"),
        ("allowed", ["example.com:65536"], "65535"),
        ("allowed", ["example.com:http"], "not a host"),
        ("allowed", ["*.127.0.0.1"], "wildcard"),
        ("allowed", [".[::1]"], "wildcard"),
        ("allowed", ["127.1"], "not a host"),
        ("allowed", ["straße.example"], "xn--"),
        ("allowed", ["\u2488.example", "a\ud800"], "not a host|cannot be encoded"),
        ("proxies", ["10.0.0.1/8"], "'10.0.0.0/8'"),
        ("proxies", ["proxy.example"], "neither"),
        ("proxies", ["10.0.0.0/33"], "neither"),
        ("proxies", ["Unix"], "neither"),
        ("methods", ["TRACE"], "cannot be allowed"),
        ("methods", ["GET", "trace"], "cannot be allowed"),
        ("methods", ["CONNECT"], "cannot be allowed"),
        ("methods", ["TRACK"], "cannot be allowed"),
        ("methods", ["get"], "capitals"),
        ("methods", ["GE T"], "not a method"),
        ("methods", [], "no request"),
        ("forwarded", "rfc7239", "not a choice"),
        ("forwarded_parts", ["by"], "not a choice"),
    ],
)
def test_bad_values(field, value, says):
    """A value that cannot be meant is refused, with a message that shows the way."""
    with pytest.raises(ConfigurationError, match=says.replace("[", r"\[")):
        HostsOptions(**{field: value})


def test_forwarded_has_no_port_and_no_prefix():
    """The Forwarded header (RFC 7239) carries neither, so asking for them is a mistake."""
    with pytest.raises(ConfigurationError, match="no port and no prefix"):
        HostsOptions(forwarded="forwarded", forwarded_parts=["for", "prefix", "port"])


def test_all_faults_at_once():
    """One error names every fault."""
    with pytest.raises(ConfigurationError) as caught:
        HostsOptions(allowed=["a b", "https://x"], proxies=["nobody"], methods=["TRACE"])
    assert 4 == len(caught.value.problems)


def test_an_empty_trusted_hosts_is_as_good_as_none(make_app, ask):
    """Some versions of Werkzeug refuse every host when the list is empty."""
    app = make_app(hosts=HostsOptions(), config={"TRUSTED_HOSTS": []})
    assert 200 == ask(app, host="localhost", scheme="https").status
    assert app.config["TRUSTED_HOSTS"] is None
