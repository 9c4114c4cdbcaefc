"""The text that is written: nginx takes it, whatever the app and the user say, and says what it cannot write."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.routing import Map, Rule

from flask_hardened import AuthOptions, Hardened, HostsOptions
from flask_hardened.protections.hosts.header_names import FORWARDING, header_name
from flask_hardened.serving.configuration import configuration
from flask_hardened.serving.locations import pattern_of
from flask_hardened.serving.notes import notes
from flask_hardened.serving.passed_headers import CLAIMS
from flask_hardened.serving.quoting import NginxError, literal, quoted
from flask_hardened.serving.site import site_of
from flask_hardened.serving.wishes import Wishes
from tests.conftest import SECRET_KEY
from tests.serving import servers
from tests.serving.served import create_app

PLACES = {"upstream": "unix:/run/app.sock", "certificate": "/c.pem", "certificate_key": "/k.pem"}
HIGH = {"addresses": ("127.0.0.1",), "http_port": 18080, "https_port": 18443}
"""Where whoever runs the tests may listen: nginx looks for that, too."""
TOKEN = re.compile(r'\s+|#[^\n]*|"((?:\\.|[^"\\])*)"|[{};]|[^\s{};"]+', re.DOTALL)
"""The words of a configuration as nginx reads them."""


def written(app: Flask | None = None, **wishes: object) -> str:
    """Return the configuration of an app."""
    return configuration(site_of(app or create_app(), Wishes(**{**PLACES, **wishes})))


def words(text: str) -> list[str]:
    """Split a configuration into its words; a quoted one is what it stands for, with a quote before it."""
    found, place = [], 0
    while place < len(text):
        match = TOKEN.match(text, place)
        assert match is not None, text[place:]
        place = match.end()
        if match[1] is not None:
            found.append('"' + re.sub(r"\\(.)", r"\1", match[1], flags=re.DOTALL))
        elif match[0].strip() and not match[0].startswith("#"):
            found.append(match[0])
    return found


@pytest.mark.parametrize(
    "wishes",
    [
        {},
        {"upstream": "127.0.0.1:8000", "http2": True},
        {"upstream": "[::1]:8000", "rate": 5, "acme": "/var/www/a b"},
        {"default_server": False},
        *([{"addresses": ("::1",)}, {"addresses": ("*", "[::]")}] if servers.speaks_ipv6() else []),
        {"static": '/srv/"quoted"/{it};'},
        {"static": "/srv/static/", "upstream": "unix:/run/it's; here/app.sock"},
    ],
    ids=lambda wishes: " ".join(wishes) or "nothing",
)
def test_nginx_takes_what_is_written(wishes: dict[str, object], certificate: dict[str, str], tmp_path: Path) -> None:
    """Whatever is asked for; what it warns of is counted as well, but for what is deprecated in later versions."""
    status, told = servers.try_out(tmp_path, written(**{**HIGH, **wishes}, **certificate))
    assert 0 == status, told
    assert [] == [line for line in told.splitlines() if "[warn]" in line and "deprecated" not in line]


def test_nginx_takes_the_other_family_of_headers(certificate: dict[str, str], tmp_path: Path) -> None:
    """With forwarded="forwarded" the client stands in Forwarded, and nothing in X-Forwarded-For."""
    text = written(create_app(HARDENED_HOSTS_FORWARDED="forwarded", HARDENED_HOSTS_FORWARDED_PARTS=["for", "proto"]),
                   **HIGH, **certificate)  # fmt: skip
    assert (0, True) == (servers.try_out(tmp_path, text)[0], 'proxy_set_header X-Forwarded-For "";' in text)
    assert '    "~:" "\\"[$remote_addr]\\"";' in text
    assert ";proto=https" in text


def test_names_of_every_kind(certificate: dict[str, str], tmp_path: Path) -> None:
    """Each entry of the allowed hosts becomes a name of the server, without its port, once."""
    hosts = [
        "example.com",
        "example.com:8443",
        ".a.example",
        "*.b.example",
        "[::1]",
        "192.0.2.1",
        "b\u00fccher.example",
    ]
    text = written(create_app(HARDENED_HOSTS_ALLOWED=hosts), **HIGH, **certificate)
    names = "server_name example.com .a.example *.b.example [::1] 192.0.2.1 xn--bcher-kva.example;"
    assert 2 == text.count(names)
    assert 0 == servers.try_out(tmp_path, text)[0]


def test_two_apps_lie_side_by_side(certificate: dict[str, str], tmp_path: Path) -> None:
    """Where one of them drops what is for neither."""
    second = Flask("a.very.long.name.of.a.package_and_more_of_it")
    second.config.update(SECRET_KEY=SECRET_KEY, HARDENED_HOSTS_ALLOWED=["other.example"])
    Hardened(second)
    text = written(**HIGH, **certificate) + written(second, default_server=False, **HIGH, **certificate)
    status, told = servers.try_out(tmp_path, text)
    assert 0 == status, told


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ({"HARDENED_HOSTS_ALLOWED": []}, "The app names no host"),
        (
            {"HARDENED_HOSTS": False, "HARDENED_HOSTS_ALLOWED": None, "HARDENED_HOSTS_PROXIES": None},
            "The app names no host",
        ),
    ],
)
def test_without_a_host_nothing_is_written(config: dict[str, object], message: str) -> None:
    """An nginx that answers to every name would undo what the app refuses."""
    app = Flask(__name__)
    app.config.update(SECRET_KEY=SECRET_KEY, **{key: value for key, value in config.items() if value is not None})
    Hardened(app)
    with pytest.raises(NginxError, match=message):
        written(app)
    everything = Flask(__name__)
    everything.config.update(TESTING=True)
    Hardened(everything, hosts=HostsOptions(allowed=["*"]))
    with pytest.raises(NginxError, match="every host"):
        written(everything)


def test_static_files_that_are_not_for_everybody_stay_with_the_app() -> None:
    """nginx does not know who is signed in."""
    app = Flask(__name__)
    app.config.update(TESTING=True, HARDENED_HOSTS_ALLOWED=["a.example"])
    Hardened(app, auth=AuthOptions())
    from flask_hardened import auth_required

    app.view_functions["static"] = auth_required("session")(lambda filename: "")
    with pytest.raises(NginxError, match="not for everybody"):
        written(app, static="/srv/static")
    assert 'location ^~ "/static/"' not in written(app)


@pytest.mark.parametrize(
    "wishes",
    [
        {"upstream": "http://127.0.0.1:8000"},
        {"upstream": "127.0.0.1:8000; return 200"},
        {"upstream": "127.0.0.1:70000"},
        {"upstream": "unix:app.sock"},
        {"upstream": "unix:/run/$name.sock"},
        {"certificate": "/c\n.pem"},
        {"static": "/srv/$uri"},
        {"addresses": ("127.0.0.1 default_server",)},
        {"addresses": ("fe80::1%eth0",)},
        {"acme": ""},
    ],
    ids=str,
)
def test_wishes_that_make_no_sense(wishes: dict[str, object]) -> None:
    """They are refused with the name of the option, before anything is written."""
    with pytest.raises(NginxError, match=f"^--{next(iter(wishes)).removesuffix('es')}"):
        Wishes(**{**PLACES, **wishes})


@given(st.text(), st.sampled_from(["certificate", "certificate_key", "static", "acme", "upstream"]))
def test_no_value_breaks_out(value: str, name: str) -> None:
    """Whatever a value is, it is refused, or is one word in a configuration that is the same but for it."""
    value = f"unix:/{value}" if name == "upstream" else value
    try:
        text = written(_APP, **{"static": "/s", "acme": "/a", name: value})
    except NginxError:
        return
    reference = words(written(_APP, **{"static": "/s", "acme": "/a", name: "unix:/x" if name == "upstream" else "/x"}))
    found = words(text)
    assert len(reference) == len(found)
    changed = [(was, now) for was, now in zip(reference, found, strict=True) if was != now]
    expected = f"{value.rstrip('/')}/" if name == "static" else value
    assert all(now == f'"{expected}' for _, now in changed)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_quoted_word_is_what_was_quoted(text: str) -> None:
    """As nginx reads it; what has no quoted form is refused."""
    try:
        word = quoted(text, "it")
    except NginxError:
        assert not text or re.search(r"[\x00-\x1f\x7f$]", text)
        return
    assert [f'"{text}'] == words(word)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_literal_matches_itself_and_nothing_else(text: str) -> None:
    """As a regular expression over bytes; it contains nothing that means something to nginx."""
    pattern = literal(text)
    assert re.fullmatch(pattern.encode(), text.encode())
    assert re.fullmatch(r"(?:[A-Za-z0-9/_~-]|\\x[0-9A-F]{2})*", pattern)


@pytest.mark.parametrize(
    ("rule", "matched", "missed"),
    [
        ("/upload", ["/upload"], ["/upload/", "/uploads", "/a/upload", "/upload\n"]),
        ("/upload/", ["/upload/", "/upload"], ["/upload/a"]),
        ("/u/<name>/files", ["/u/a/files", "/u/\u00e9/files"], ["/u/a/b/files", "/u//files"]),
        ("/u/<path:name>", ["/u/a", "/u/a/b.c"], ["/u/", "/v/a"]),
        ("/a.b+c", ["/a.b+c"], ["/aXb+c", "/a.bbc"]),
        ("/a;b {c}", ["/a;b {c}"], ["/a"]),
    ],
)
def test_the_places_of_a_rule(rule: str, matched: list[str], missed: list[str]) -> None:
    """As wide as the rule, and not wider than a slash."""
    made = Rule(rule, endpoint="it")
    Map([made])
    pattern = pattern_of(made).replace("\\z", "\\Z").encode()
    assert [] == [path for path in matched if not re.search(pattern, path.encode())]
    assert [] == [path for path in missed if re.search(pattern, path.encode())]


def test_every_header_that_the_app_knows_of_is_kept_from_it() -> None:
    """What the hosts room removes when it comes from a stranger, nginx removes already."""
    assert set() == {header_name(key).lower() for key in FORWARDING} - {name.lower() for name in CLAIMS}


def test_the_notes_say_what_the_app_lacks() -> None:
    """The proxies and the port, where they are not set; a body without a limit."""
    app = create_app(HARDENED_HOSTS_PROXIES=["10.0.0.0/8"], HARDENED_BODY_SIZE_MAX_BODY=None)

    def told(**wishes: object) -> str:
        return " ".join(notes(app, site_of(app, Wishes(**{**PLACES, **wishes}))))

    assert "HARDENED_HOSTS_PROXIES=unix" in told()
    assert "HARDENED_HOSTS_PROXIES=127.0.0.1" in told(upstream="127.0.0.1:8000")
    assert "HARDENED_HOSTS_PROXIES to the address" in told(upstream="10.0.0.7:8000")
    assert "HARDENED_TRANSPORT_HTTPS_PORT=8443" in told(https_port=8443)
    assert "bodies of any size" in told()
    app = create_app(HARDENED_HOSTS_PROXIES=["127.0.0.0/8"])
    near = told(upstream="localhost:8000")
    assert "HARDENED_HOSTS_PROXIES" not in near
    assert "HARDENED_TRANSPORT_HTTPS_PORT" not in near
    assert "any size" not in near
    assert "server_names_hash" not in near
    assert "server_names_hash" in " ".join(
        notes(app, site_of(create_app(HARDENED_HOSTS_ALLOWED=[f"{'a' * 46}.b"]), Wishes(**PLACES)))
    )


_APP = create_app()


def test_reports_of_browsers_pass_where_no_route_takes_any_post() -> None:
    """The gate takes them before any route; where nothing is reported, POST ends at nginx."""
    app = Flask(__name__)
    app.config.update(SECRET_KEY=SECRET_KEY, HARDENED_HOSTS_ALLOWED=["a.example"])
    Hardened(app)
    assert '"GET, HEAD, OPTIONS, POST"' in written(app)
    app = Flask(__name__)
    app.config.update(SECRET_KEY=SECRET_KEY, HARDENED_HOSTS_ALLOWED=["a.example"], HARDENED_CSP_REPORT_PATH=None)
    Hardened(app)
    assert '"GET, HEAD, OPTIONS"' in written(app)


def test_static_files_at_the_root_stay_with_the_app() -> None:
    """Their place would be that of all routes."""
    app = Flask(__name__, static_url_path="")
    app.config.update(SECRET_KEY=SECRET_KEY, HARDENED_HOSTS_ALLOWED=["a.example"])
    Hardened(app)
    with pytest.raises(NginxError, match="at the root"):
        written(app, static="/srv/static")
