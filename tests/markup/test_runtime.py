"""What templates tell the response, and what they get from it."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from flask_hardened.markup.following import FollowedValue
from flask_hardened.markup.hashes import attribute_hash
from flask_hardened.markup.runtime import MarkupCalls, emissions


@pytest.fixture
def calls(sink):
    calls = MarkupCalls()
    calls.look_up(lambda: sink)
    return calls


def test_without_a_response():
    """Everything puts out nothing, and values pass through."""
    calls = MarkupCalls()
    assert "" == calls.own_nonce == calls.foreign_nonce == calls.record[("a",) : () : ()]
    style = calls.style
    value = object()
    assert value is style["a":value:"number"]
    assert value is style["a":value:"literal"]
    assert "" == style["a"::"text"] == style["a"::"end"]


def test_with_a_response(calls, sink):
    """Nonces are markup, hashes arrive as they are."""
    assert Markup(' nonce="OWN"') == calls.own_nonce
    assert isinstance(calls.own_nonce, Markup)
    assert Markup(' nonce="FOREIGN"') == calls.foreign_nonce
    assert Markup(' nonce="OWN-STYLE"') == calls.own_style_nonce
    assert Markup(' nonce="FOREIGN-STYLE"') == calls.foreign_style_nonce
    assert "" == calls.record[("a", "b") : ("c",) : ("d",)]
    assert (["a", "b"], ["c"], ["d"]) == (sink.script, sink.style, sink.url)


def test_style_values(calls, sink):
    """Text, numbers and chosen constants, in order."""
    style = calls.style
    style["a:":1:"number"]
    style[";b:":"c":"literal"]
    style[";"::"text"]
    style["d"::"end"]
    assert [attribute_hash("a:1;b:c;d")] == sink.style


@pytest.mark.parametrize("values", [("1",), (1, "1"), ("1", 1), ("1", "2"), (None,), (Markup("1"),)])
def test_style_values_with_strings(values, sink):
    """One string is enough to record nothing."""
    style = FollowedValue(lambda source: sink.record((), (source,), ()))
    for value in values:
        assert value is style["a":value:"number"]
    style["b"::"text"]
    style["c"::"end"]
    assert [] == sink.style


@pytest.mark.parametrize(
    "ask",
    [
        *(
            lambda c: c.own_nonce,
            lambda c: c.foreign_nonce,
            lambda c: c.own_style_nonce,
            lambda c: c.foreign_style_nonce,
        ),
        *(lambda c: c.record[() : () : ()], lambda c: c.style, lambda c: c.handler),
    ],
)
def test_everything_asked_for_is_counted(ask, calls):
    """So that modules that hold it are not kept, with or without a response."""
    for each in (calls, MarkupCalls()):
        before = emissions()
        ask(each)
        assert before != emissions()
