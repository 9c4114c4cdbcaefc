"""Values for URL variables, and the lists of the configuration file."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.routing import Map, Rule

from flask_hardened import Hardened, ReferencesOptions
from flask_hardened.testing.skips import read_skips
from flask_hardened.testing.url_values import address_of, parsed
from tests.conftest import SECRET_KEY


def path_of(rule, given):
    """Return the path alone."""
    found = address_of(rule, given)
    return None if found is None else found[1]


@pytest.mark.parametrize(
    ("rule", "path"),
    [
        ("/<a>", "/x"),
        ("/<string(minlength=3):a>", "/xxx"),
        ("/<string(length=2):a>", "/xx"),
        ("/<int:a>", "/7"),
        ("/<int(min=9):a>", "/9"),
        ("/<int(fixed_digits=4):a>", "/0007"),
        ("/<int(max=0):a>", "/0"),
        ("/<float:a>", "/7.0"),
        ("/<path:a>", "/x"),
        ("/<any(b, c):a>", "/b"),
        ("/<uuid:a>", "/00000000-0000-4000-8000-000000000001"),
        ("/<float(max=0.5):a>", "/0.0"),
        ("/<string(length=2):a>/<int(min=3, max=2):b>", None),
        ("/plain", "/plain"),
    ],
)
def test_each_converter_gets_a_value_that_it_takes(rule: str, path: str | None) -> None:
    """The path leads back to the rule; where nothing fits, there is no path."""
    made = Rule(rule, endpoint="it")
    urls = Map([made]).bind("localhost")
    assert path == path_of(made, {})
    if path is not None:
        assert "it" == urls.match(path)[0]


def test_a_reference_is_made_for_the_app() -> None:
    """The converter ``ref`` seals the value with the app's key."""
    app = Flask(__name__)
    app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY)
    Hardened(app, references=ReferencesOptions(encrypted=True))

    def str_of_id(**values):
        return str(values["id"])

    app.add_url_rule('/<ref("post"):id>', "post", str_of_id)
    rule = next(app.url_map.iter_rules("post"))
    path = path_of(rule, {"id": 7})
    assert path is not None
    assert "7" == app.test_client().get(path).text


def test_values_that_are_given_win() -> None:
    """They are encoded as the converter does it; one that it cannot take makes no path."""
    made = Rule("/<a>/<int:b>", endpoint="it")
    Map([made])
    assert "/x%20y/7" == path_of(made, {"a": "x y", "b": 7})
    assert "/x/9" == path_of(made, {"b": 9})
    assert path_of(made, {"b": "many"}) is None


@given(st.text(min_size=1))
def test_any_text_may_be_a_value(text: str) -> None:
    """It comes back from the path as it was given."""
    made = Rule("/<path:a>", endpoint="it")
    Map([made])
    path = path_of(made, {"a": text})
    if path is not None:
        assert f"/{text}" == unquote(path, errors="surrogatepass")


def test_values_in_the_configuration_file() -> None:
    """Whole numbers become numbers; anything else stays text."""
    assert {"id": 7, "name": "ada", "empty": "", "big": "1e3"} == parsed("id=7 name=ada empty= big=1e3")
    for wrong in ("id", "7=7", "a b=1"):
        with pytest.raises(ValueError, match=r"is no name=value"):
            parsed(wrong)


@given(st.text())
def test_an_entry_is_read_or_refused(text: str) -> None:
    """Whatever a line of the configuration file holds, it ends in a skip or in a usage error."""
    try:
        skips = read_skips([text], ["blog.post"], ["trace"])
    except pytest.UsageError:
        return
    assert all(skip.reason.strip() for skip in skips)


def test_an_entry_may_hold_for_a_blueprint() -> None:
    """``admin.*`` covers its endpoints and no others."""
    (skip,) = read_skips(["admin.* trace: the proxy does: always"], ["admin.index", "blog.index"], ["trace", "errors"])
    assert "the proxy does: always" == skip.reason
    assert skip.covers("admin.index", "trace")
    assert not skip.covers("admin.index", "errors")
    assert not skip.covers("blog.index", "trace")
