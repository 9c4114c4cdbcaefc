"""The Strict-Transport-Security header: read, merged, sent over https only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.protections.transport.hsts import Hsts, parse_hsts

YEAR = "max-age=31536000; includeSubDomains"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("max-age=300", Hsts(300)),
        ("max-age=0", Hsts(0)),
        ("MAX-AGE=300; INCLUDESUBDOMAINS; Preload", Hsts(300, True, True)),
        ('includeSubDomains;max-age="300"', Hsts(300, True)),
        (" max-age = 300 ;; preload ; ", Hsts(300, False, True)),
        ("max-age=300; other=1; another", Hsts(300)),
        ("max-age=300; includeSubDomain", Hsts(300)),
        *(
            (value, None)
            for value in (
                "",
                "max-age",
                "max-age=",
                "max-age=x",
                "max-age=-1",
                "max-age=1.5",
                "300",
                "includeSubDomains",
            )
        ),
        *(
            (value, None)
            for value in (
                "max-age=1; max-age=2",
                "max-age=1, includeSubDomains",
                "max-age=1; preload=yes",
                'max-age="1',
            )
        ),
        *(
            (value, None)
            for value in ("max-age=1; preload; preload", "max-age=１", "max-age=1 2", "max-age=" + "9" * 5000)
        ),
    ],
)
def test_parse(value, expected):
    """As browsers read it (RFC 6797 section 6.1): what they would ignore is None."""
    assert expected == parse_hsts(value)


@given(st.text(max_size=60))
def test_parse_never_raises(value):
    """Whatever a view sets, there is a policy that is read as itself, or none."""
    policy = parse_hsts(value)
    assert policy is None or policy == parse_hsts(str(policy))


policies = st.builds(Hsts, st.integers(0, 10**9), st.booleans(), st.booleans())


@given(policies, policies)
def test_the_stricter_of_two_is_as_strict_as_both(one, other):
    """No part of either is lost."""
    both = one.stricter_of(other)
    for policy in (one, other):
        assert both.max_age >= policy.max_age
        assert both.include_subdomains >= policy.include_subdomains
        assert both.preload >= policy.preload


@pytest.mark.parametrize(
    ("options", "sent"),
    [
        ({}, YEAR),
        ({"hsts_max_age": 300}, "max-age=300; includeSubDomains"),
        ({"hsts_include_subdomains": False}, "max-age=31536000"),
        ({"hsts_preload": True}, f"{YEAR}; preload"),
        ({"preset": "strict"}, YEAR),
        ({"hsts_max_age": 0, "hsts_include_subdomains": False}, "max-age=0"),
        ({"hsts_max_age": None}, None),
    ],
)
def test_sent_over_https(make_app, ask, options, sent):
    """One year with subdomains by default, on answers and refusals alike."""
    app = make_app(**options)
    for request in ({}, {"method": "TRACE"}, {"host": "evil.example"}, {"method": "PUT"}):
        assert sent == ask(app, scheme="https", **request).headers.get("Strict-Transport-Security")


@pytest.mark.parametrize(
    "request_", [{}, {"host": "localhost"}, {"method": "POST"}, {"QUERY_STRING": "hsts=max-age=9"}]
)
def test_never_over_http(make_app, ask, request_):
    """RFC 6797 section 7.2 forbids it, and browsers ignore it there: also what a view sets."""
    headers = ask(make_app(), **request_).headers
    assert "Strict-Transport-Security" not in headers
    assert "Strict-Transport-Security" not in ask(make_app(), **{**request_, "host": "localhost"}).headers


@pytest.mark.parametrize("mode", [{"debug": True}, {"testing": True}])
def test_not_while_debugging_or_testing(make_app, ask, caplog, mode):
    """A browser would hold localhost to it for a year. What a view sets is the view's business then."""
    app = make_app(**mode)
    assert "Strict-Transport-Security" not in ask(app, scheme="https").headers
    headers = ask(app, scheme="https", QUERY_STRING="hsts=max-age%3D9").headers
    assert "max-age=9" == headers["Strict-Transport-Security"]
    assert 1 == sum("no HSTS is sent" in text for text in caplog.messages)


@pytest.mark.parametrize(
    ("theirs", "sent"),
    [
        (["max-age=63072000"], "max-age=63072000; includeSubDomains"),
        (["max-age=63072000; includeSubDomains; preload"], "max-age=63072000; includeSubDomains; preload"),
        (["max-age=31536000; preload"], f"{YEAR}; preload"),
        (["max-age=300"], YEAR),
        (["max-age=0"], YEAR),
        (["max-age=ever"], YEAR),
        ([""], YEAR),
        (["max-age=63072000", "max-age=1"], "max-age=63072000; includeSubDomains"),
    ],
)
def test_never_weaker_than_either(make_app, ask, theirs, sent):
    """Of ours and a view's the stricter of each part is sent, once; a malformed one gives way."""
    from urllib.parse import urlencode

    query = urlencode([("hsts", value) for value in theirs])
    assert sent == ask(make_app(), scheme="https", QUERY_STRING=query).headers["Strict-Transport-Security"]


def test_a_views_own_header_without_ours(make_app, ask):
    """With ours off, a view's is kept."""
    app = make_app(hsts_max_age=None)
    headers = ask(app, scheme="https", QUERY_STRING="hsts=max-age%3D300%3BincludeSubDomains").headers
    assert "max-age=300; includeSubDomains" == headers["Strict-Transport-Security"]
