"""Which methods reach the app."""

import pytest

from flask_hardened.protections.hosts.options import HostsOptions

DEFAULT = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS"])
def test_ordinary_methods_pass(make_app, ask, events, method):
    """What the view takes is answered."""
    assert 200 == ask(make_app(), method=method).status
    assert [] == events


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_a_method_the_view_does_not_take(make_app, ask, method):
    """Flask's own 405 stays Flask's own."""
    assert {"GET", "HEAD", "POST", "OPTIONS"} == set(ask(make_app(), method=method).headers["Allow"].split(", "))


@pytest.mark.parametrize(
    "method", ["TRACE", "TRACK", "CONNECT", "PROPFIND", "get", "Post", "GET ", "G\0T", "", "ＧET", "X" * 1000, "DEBUG"]
)
def test_other_methods_are_refused(make_app, ask, events, method):
    """Anything else is 405 with the list, and an event, before Flask or a CSRF check sees it."""
    app = make_app(debug=True)
    reached = []
    app.before_request(lambda: reached.append(True))
    answer = ask(app, method=method)
    assert (405, DEFAULT) == (answer.status, answer.headers["Allow"])
    assert ["http_method_refused"] == events
    assert [] == reached


def test_the_list_is_exact(make_app, ask):
    """Only what is listed passes: a read-only app, or one with methods of its own."""
    app = make_app(hosts=HostsOptions(allowed=["good.example"], methods=["GET", "PROPFIND"]))
    assert [200, 405, 405, 405] == [ask(app, method=each).status for each in ("GET", "PROPFIND", "HEAD", "POST")]
    assert "GET, PROPFIND" == ask(app, method="POST").headers["Allow"]


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
@pytest.mark.parametrize("value", ["DELETE", "POST", ""])
def test_method_override_is_refused(make_app, ask, events, header, value):
    """A header that asks for another method is 400, whatever it says: some middleware would listen to it."""
    assert 400 == ask(make_app(), method="POST", headers={header: value}).status
    assert ["http_method_refused"] == events


def test_near_miss_of_an_override(make_app, ask):
    """Headers that only sound like it pass."""
    assert 200 == ask(make_app(), headers={"X-Method": "DELETE", "X-HTTP-Methods": "DELETE"}).status
