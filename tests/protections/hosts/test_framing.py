"""Lengths and targets that no two programs read alike."""

import pytest


@pytest.mark.parametrize(("length", "status"), [("0", 200), ("5", 200), ("", 200), (None, 200), ("0005", 200)])
def test_lengths(make_app, ask, length, status):
    """A plain number of bytes passes, and so does none."""
    assert status == ask(make_app(), method="POST", CONTENT_LENGTH=length).status


@pytest.mark.parametrize(
    "length", ["-1", "+5", "5,5", "5, 6", " 5", "5 ", "0x5", "abc", "５", "1e3", "1_0", "9" * 20, "9" * 5000]
)
def test_bad_lengths(make_app, ask, events, length):
    """Anything else is 400: Werkzeug would take it for no body, another program for one."""
    assert 400 == ask(make_app(), method="POST", CONTENT_LENGTH=length).status
    assert ["input_validation_fail"] == events


@pytest.mark.parametrize(
    ("length", "encoding", "status"),
    [
        ("5", "chunked", 400),
        ("0", "chunked", 400),
        ("5", "identity", 400),
        (None, "chunked", 200),
        ("", "chunked", 200),
    ],
)
def test_two_lengths(make_app, ask, length, encoding, status):
    """A Content-Length beside a Transfer-Encoding smuggles (CWE-444); each alone is fine."""
    headers = {"Transfer-Encoding": encoding}
    assert status == ask(make_app(), method="POST", headers=headers, CONTENT_LENGTH=length).status


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("/caf\xc3\xa9", "", 200),
        ("/\xff\xfe", "\xff", 200),
        ("/a\r\nb", "", 404),
        ("//x", "", 200),
        ("/a%00b", "a=%00", 200),
        ("/", "a=b c", 200),
        ("/", "a\r\nb", 400),
        ("/", "a\tb", 400),
        ("/", "a\x7fb", 400),
        ("/", "a\0b", 400),
        ("/a\0b", "", 400),
        ("/\0", "", 400),
        ("/\u1234", "", 400),
        ("/", "a=\u1234", 400),
        ("/\ud800", "", 400),
    ],
)
def test_targets(make_app, ask, path, query, status):
    """A NUL, or what no WSGI server may send, is 400; any other byte is the app's business."""
    assert status == ask(make_app(debug=True), path=path, QUERY_STRING=query).status
