"""The annotated types."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from flask_hardened import ConfigurationError
from flask_hardened.protections.validation import types
from flask_hardened.protections.validation.types import Alphanumeric, Email, PlainText, SafeUrl, Slug, Trimmed
from flask_hardened.urls import destination

TAKEN: list[tuple[Any, str, str]] = [
    (Email, "Ada@EXAMPLE.com", "Ada@example.com"),
    (Email, "a+b@sub.example.org", "a+b@sub.example.org"),
    (Alphanumeric, "aZ09", "aZ09"),
    (Slug, "a", "a"),
    (Slug, "hello-world-2", "hello-world-2"),
    (SafeUrl, "https://example.com", "https://example.com"),
    (SafeUrl, "HTTP://example.com:8080/a?b=c#d", "HTTP://example.com:8080/a?b=c#d"),
    (SafeUrl, "https://[2001:db8::1]/", "https://[2001:db8::1]/"),
    (PlainText, "a\tb\r\nc\rd", "a\tb\nc\nd"),
    (PlainText, "<b> & é \U0001f600", "<b> & é \U0001f600"),
    (Trimmed[1, 3], "  abc\n", "abc"),
    (Trimmed[0, 3], "   ", ""),
    (Trimmed[2], "ab" * 1000, "ab" * 1000),
    (Annotated[str, Trimmed(1, 3)], " a ", "a"),
]
REFUSED: list[tuple[Any, str]] = [
    (Email, ""),
    (Email, "a"),
    (Email, "a@b"),
    (Email, "a@localhost"),
    (Email, "a@[127.0.0.1]"),
    (Email, "a b@example.com"),
    (Email, "a@example.com\n"),
    (Email, "a@example.com, b@example.com"),
    (Email, "A <a@example.com>"),
    (Email, f"{'a' * 250}@example.com"),
    (Alphanumeric, ""),
    (Alphanumeric, "a b"),
    (Alphanumeric, "a\n"),
    (Alphanumeric, "é"),
    (Alphanumeric, "١"),
    (Slug, ""),
    (Slug, "A"),
    (Slug, "a--b"),
    (Slug, "-a"),
    (Slug, "a-"),
    (Slug, "a_b"),
    (Slug, "a\n"),
    (Slug, "a" * 101),
    (SafeUrl, ""),
    (SafeUrl, "/path"),
    (SafeUrl, "//example.com"),
    (SafeUrl, "javascript:alert(1)"),
    (SafeUrl, " javascript:alert(1)"),
    (SafeUrl, "java\nscript:alert(1)"),
    (SafeUrl, "data:text/html,x"),
    (SafeUrl, "ftp://example.com"),
    (SafeUrl, "https:example.com"),
    (SafeUrl, "https:/example.com"),
    (SafeUrl, "https:///example.com"),
    (SafeUrl, "https:\\\\example.com"),
    (SafeUrl, "https://good.example\\@evil.example"),
    (SafeUrl, "https://user@example.com"),
    (SafeUrl, "https://user:pw@example.com/"),
    (SafeUrl, "https://ex\tample.com"),
    (SafeUrl, "https://example.com/\n"),
    (SafeUrl, "https://example.com/a b"),
    (SafeUrl, "https://"),
    (SafeUrl, "https://1.2.3.4.5/"),
    (SafeUrl, "https://example.com:99999/"),
    (SafeUrl, f"https://example.com/{'a' * 2048}"),
    (PlainText, "a\0"),
    (PlainText, "a\x1b[31m"),
    (PlainText, "a\x85"),
    (PlainText, "user\u202egnp.exe"),
    (PlainText, "a\u2066b"),
    (Trimmed[1, 3], "   "),
    (Trimmed[1, 3], " abcd "),
]


@pytest.mark.parametrize(("kind", "value", "kept"), TAKEN)
def test_taken(kind: Any, value: str, kept: str) -> None:
    """What it is for, and what is kept of it."""
    assert kept == TypeAdapter(kind).validate_python(value)


@pytest.mark.parametrize(("kind", "value"), REFUSED)
def test_refused(kind: Any, value: str) -> None:
    """Near misses; the message does not quote the value."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(value)
    assert not value.strip() or len(value) < 4 or value not in caught.value.errors()[0]["msg"]


@given(st.text() | st.from_regex(r"[hH]ttps?:[/\\\\@:]{0,5}[a-z.@\\\\/:\t\n]{0,12}"))
def test_what_is_a_safe_url_leads_where_everybody_thinks(value: str) -> None:
    """Browsers' reading and Python's name the same host."""
    from urllib.parse import urlsplit

    try:
        url = TypeAdapter(SafeUrl).validate_python(value)
    except ValidationError:
        return
    found = destination(url)
    assert found is not None
    assert found.scheme in ("http", "https")
    if found.exact and url.isascii():
        named = (urlsplit(url).hostname or "").strip("[]")
        assert destination(f"https://{named}") == destination(f"https://{found.host}") or ":" in named


@given(st.text())
def test_nothing_but_pydantics_error_comes_out(value: str) -> None:
    """Whatever text."""
    for kind in (Email, Alphanumeric, Slug, SafeUrl, PlainText, Trimmed[1, 80]):
        with suppress(ValidationError):
            TypeAdapter(kind).validate_python(value)


def test_they_are_strict_text() -> None:
    """No number becomes text, and their JSON schemas say what they are."""

    class Model(BaseModel):
        email: Email
        name: Trimmed[1, 80]  # type: ignore[valid-type]
        slug: Slug

    with pytest.raises(ValidationError) as caught:
        Model.model_validate({"email": 1, "name": 2, "slug": 3})
    assert ["string_type"] * 3 == [error["type"] for error in caught.value.errors()]
    properties = Model.model_json_schema()["properties"]
    assert ("email", 254) == (properties["email"]["format"], properties["email"]["maxLength"])
    assert (1, 80) == (properties["name"]["minLength"], properties["name"]["maxLength"])
    assert "^[a-z0-9]+(?:-[a-z0-9]+)*$" == properties["slug"]["pattern"]


def test_other_annotations_stay() -> None:
    """A limit of one's own beside them holds too."""
    from pydantic import Field

    short = Annotated[PlainText, Field(max_length=3)]
    assert "abc" == TypeAdapter(short).validate_python("abc")
    with pytest.raises(ValidationError):
        TypeAdapter(short).validate_python("abcd")


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the model is made, not where the first request comes."""
    monkeypatch.setattr(types, "find_spec", lambda name: None)
    with pytest.raises(ConfigurationError, match=r"flask-hardened\[email\]"):
        TypeAdapter(Email)


@pytest.mark.parametrize("limits", [(3, 2), (-1, 2)])
def test_limits_that_nothing_fits(limits: tuple[int, int]) -> None:
    """They are said where they are written."""
    with pytest.raises(ValueError, match="takes nothing"):
        Trimmed(*limits)
