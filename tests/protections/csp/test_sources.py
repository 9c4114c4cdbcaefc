"""Which sources may stand in a directive."""

from __future__ import annotations

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened import ConfigurationError
from flask_hardened.protections.csp.directives import from_mapping
from flask_hardened.protections.csp.grammar import DANGEROUS, SOURCE_LISTS
from flask_hardened.protections.csp.options import CspOptions
from flask_hardened.protections.csp.sources import list_faults, source_fault
from tests.protections.csp.conftest import parse

SHA256 = base64.b64encode(hashlib.sha256(b"x").digest()).decode()
SHA384 = base64.b64encode(hashlib.sha384(b"x").digest()).decode()
SHA512 = base64.b64encode(hashlib.sha512(b"x").digest()).decode()

SOUND = [
    ("img_src", "'self'"),
    ("img_src", "'none'"),
    ("img_src", "*"),
    ("img_src", "https:"),
    ("img_src", "HTTPS:"),
    ("img_src", "data:"),
    ("img_src", "blob:"),
    ("img_src", "mediastream:"),
    ("img_src", "capacitor:"),
    ("img_src", "cdn"),
    ("img_src", "localhost:5000"),
    ("img_src", "localhost:*"),
    ("img_src", "cdn.example.com"),
    ("img_src", "cdn.example.com."),
    ("img_src", "CDN.Example.com"),
    ("img_src", "self.example"),
    ("img_src", "none.example.com"),
    ("img_src", "unsafe-inline.example"),
    ("img_src", "data.example"),
    ("img_src", "xn--bcher-kva.example"),
    ("img_src", "127.0.0.1:8080"),
    ("img_src", "*.example.com"),
    ("img_src", "https://*.example.com:443"),
    ("img_src", "https://cdn.example.com"),
    ("img_src", "https://cdn.example.com/"),
    ("img_src", "https://cdn.example.com/a/b.png"),
    ("img_src", "https://cdn.example.com/a%20b/(c)/'d'"),
    ("img_src", "cdn.example.com/images/"),
    ("connect_src", "wss://socket.example.com"),
    ("connect_src", "ws:"),
    ("script_src", "'strict-dynamic'"),
    ("script_src", "'unsafe-inline'"),
    ("script_src", "'wasm-unsafe-eval'"),
    ("script_src", "'report-sample'"),
    ("script_src", f"'sha256-{SHA256}'"),
    ("script_src", f"'sha384-{SHA384}'"),
    ("script_src", f"'sha512-{SHA512}'"),
    ("script_src", f"'sha256-{SHA256.replace('+', '-').replace('/', '_')}'"),
    ("script_src_attr", "'unsafe-hashes'"),
    ("style_src", "'unsafe-inline'"),
    ("style_src", "'unsafe-hashes'"),
    ("default_src", "'unsafe-eval'"),
    ("frame_ancestors", "https://partner.example"),
    ("form_action", "https://login.example/authorize"),
]

BAD = [
    ("img_src", "", "empty"),
    ("img_src", "x; script-src 'unsafe-inline'", "semicolon"),
    ("img_src", "a;", "semicolon"),
    ("img_src", "a,b", "comma"),
    ("img_src", "a b", "white space"),
    ("img_src", "a\tb", "white space"),
    ("img_src", "a\rb", "white space"),
    ("img_src", "a\nb", "white space"),
    ("img_src", "https://a.example\r\nSet-Cookie:x=1", "white space"),
    ("img_src", "a\x00b", "control character"),
    ("img_src", "a\x7fb", "control character"),
    ("img_src", "bücher.example", "not ASCII"),
    ("img_src", "\u202ecdn.example", "not ASCII"),
    ("img_src", "a\u2028b", "white space"),
    ("img_src", "self", "no quotes"),
    ("img_src", "Self", "no quotes"),
    ("img_src", "none", "no quotes"),
    ("script_src", "unsafe-inline", "no quotes"),
    ("script_src", "unsafe-eval", "no quotes"),
    ("script_src", "strict-dynamic", "no quotes"),
    ("script_src", "nonce-abc", "no quotes"),
    ("script_src", f"sha256-{SHA256}", "no quotes"),
    ("script_src", "'nonce-abc'", "never changes"),
    ("script_src", "'slef'", "no keyword"),
    ("script_src", "'Self'", "no keyword"),
    ("script_src", "'self", "no keyword"),
    ("script_src", "self'", "no keyword"),
    ("script_src", "'https://cdn.example'", "no keyword"),
    ("script_src", "''", "no keyword"),
    ("script_src", "'unsafe inline'", "white space"),
    ("script_src", "'sha256-abc'", "length"),
    ("script_src", f"'sha384-{SHA256}'", "length"),
    ("script_src", f"'sha256-{SHA512}'", "length"),
    ("script_src", "'sha1-abc'", "no hash"),
    ("script_src", "'sha256-'", "no hash"),
    ("img_src", f"'sha256-{SHA256}'", "means nothing in img-src"),
    ("img_src", "'strict-dynamic'", "means nothing in img-src"),
    ("img_src", "'unsafe-inline'", "means nothing in img-src"),
    ("style_src", "'strict-dynamic'", "means nothing in style-src"),
    ("style_src", "'unsafe-eval'", "means nothing in style-src"),
    ("frame_ancestors", "'unsafe-inline'", "means nothing in frame-ancestors"),
    ("img_src", "https", "would be a host"),
    ("img_src", "data", "would be a host"),
    ("img_src", "htps:", "no known scheme"),
    ("img_src", "htps://cdn.example", "no known scheme"),
    ("img_src", "javascript:", "never a source"),
    ("img_src", "img-src", "name of a directive"),
    ("img_src", "script_src", "name of a directive"),
    ("img_src", "//cdn.example.com", "no scheme"),
    ("img_src", "https://", "no source"),
    ("img_src", "https:cdn.example", "no source"),
    ("img_src", "https:/cdn.example", "no source"),
    ("img_src", "http//cdn.example", None),
    ("img_src", "/static/", "no source"),
    ("img_src", "cdn..example", "no source"),
    ("img_src", ".example.com", "no source"),
    ("img_src", "*example.com", "wildcard"),
    ("img_src", "a.*.example", "wildcard"),
    ("img_src", "**.example", "wildcard"),
    ("img_src", "https://*.*", "wildcard"),
    ("img_src", "*.", "wildcard"),
    ("img_src", "cdn.example:0", "port"),
    ("img_src", "cdn.example:65536", "port"),
    ("img_src", "cdn.example:http", "no source"),
    ("img_src", "https://user:secret@cdn.example", "credentials"),
    ("img_src", "https://[::1]:5000", "IPv6"),
    ("img_src", "https://cdn.example/?a=b", "query"),
    ("img_src", "https://cdn.example/#a", "query"),
    ("img_src", "https://cdn.example/%zz", "no source"),
    ("img_src", '"self"', "no source"),
    ("img_src", "<script>", "no source"),
    ("img_src", "cdn_1.example", "no source"),
]


@pytest.mark.parametrize(("directive", "source"), SOUND)
def test_sound_sources_pass(directive: str, source: str) -> None:
    """What CSP3's grammar allows in a directive is taken."""
    assert None is source_fault(directive, source)


@pytest.mark.parametrize(("directive", "source", "said"), [case for case in BAD if case[2] is not None])
def test_bad_sources_are_refused_with_the_reason(directive: str, source: str, said: str) -> None:
    """What would inject, or would mean nothing, is refused and the message says why."""
    fault = source_fault(directive, source)
    assert fault is not None
    assert said in fault[0]


def test_a_host_with_a_path_is_a_source() -> None:
    """``http//cdn.example`` is the host ``http`` with a path: odd, but it cannot be told from a wanted one."""
    assert None is source_fault("img_src", "http//cdn.example")


@pytest.mark.parametrize(
    ("directive", "source", "meant"),
    [
        ("img_src", "self", "\"'self'\""),
        ("script_src", "'slef'", "'self'"),
        ("script_src", "'stric-dynamic'", "'strict-dynamic'"),
        ("img_src", "https", '"https:"'),
        ("img_src", "htps:", '"https:"'),
        ("img_src", "//cdn.example", "https://cdn.example"),
    ],
)
def test_the_fix_names_what_was_meant(directive: str, source: str, meant: str) -> None:
    """The message proposes the source that was probably meant."""
    fault = source_fault(directive, source)
    assert fault is not None
    assert meant in fault[1]


def test_no_message_shows_credentials() -> None:
    """A URL with a password in it is refused, and the password is not repeated."""
    fault = source_fault("img_src", "https://user:hunter2@cdn.example")
    assert fault is not None
    assert "hunter2" not in "".join(fault)


@pytest.mark.parametrize(
    ("directive", "sources", "said"),
    [
        ("img_src", (), "empty"),
        ("img_src", ("'none'", "'self'"), "beside other sources"),
        ("script_src", ("'strict-dynamic'", "'unsafe-inline'"), "ignore"),
    ],
)
def test_lists_that_contradict_themselves(directive: str, sources: tuple[str, ...], said: str) -> None:
    """A list in which one source cancels another is refused."""
    assert any(said in fault for fault, _ in list_faults(directive, sources, DANGEROUS))


@pytest.mark.parametrize("source", sorted(DANGEROUS | {"*:443", "https://*:*", "https://*/", "HTTP:"}))
def test_dangerous_sources_need_permission_by_name(source: str) -> None:
    """What lets injected scripts run is refused in script-src, and taken when it was allowed by name."""
    assert 1 == len(list(list_faults("script_src", (source,))))
    assert [] == list(list_faults("script_src", (source,), DANGEROUS))


@pytest.mark.parametrize(
    ("directive", "source"),
    [
        ("img_src", "*"),
        ("img_src", "data:"),
        ("style_src", "'unsafe-inline'"),
        ("style_src", "https:"),
        ("connect_src", "https://*"),
        ("frame_ancestors", "*"),
        ("script_src", "https://cdn.example"),
        ("script_src", "*.example.com"),
    ],
)
def test_what_is_dangerous_for_scripts_is_not_everywhere(directive: str, source: str) -> None:
    """The same source in another directive, or a named host, needs no permission."""
    assert [] == list(list_faults(directive, (source,)))


@given(
    st.sampled_from(SOURCE_LISTS),
    st.lists(
        st.one_of(
            st.text(max_size=12),
            st.text(alphabet="abc.:/*';, \r\n\t-_%0", max_size=16),
            st.sampled_from([source for _, source in SOUND] + [source for _, source, _ in BAD]),
        ),
        max_size=4,
    ),
)
def test_no_source_list_injects_anything(directive: str, sources: list[str]) -> None:
    """Either the list is refused, or the header has this directive with these sources and nothing else changed."""
    app_default = CspOptions()
    try:
        options = CspOptions(**{directive: sources}, dangerously_allow=tuple(DANGEROUS))
    except ConfigurationError:
        return
    lists = options.enforced()
    text = "; ".join(" ".join((name.replace("_", "-"), *values)) for name, values in lists.items())
    assert "\r" not in text
    assert "\n" not in text
    assert text.isascii()
    assert "," not in text
    expected = {name.replace("_", "-"): list(values) for name, values in app_default.enforced().items()}
    expected[directive.replace("_", "-")] = list(dict.fromkeys(sources))
    assert expected == parse(text)


@given(st.text(max_size=30))
def test_no_string_injects_anything(value: str) -> None:
    """A directive given as one string is split at spaces only; a line break in it is refused."""
    try:
        lists = from_mapping({"img_src": value}, allowed=DANGEROUS)
    except ConfigurationError:
        return
    assert list(dict.fromkeys(value.split(" "))) == [*lists["img_src"]] or " " in value
    assert not set("\r\n;,") & set("".join(lists["img_src"]))
