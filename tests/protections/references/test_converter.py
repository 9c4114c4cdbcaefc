"""`<ref("post"):id>`: the view gets the id, the URL holds what nobody else can make."""

from __future__ import annotations

import subprocess
import sys
from typing import Any, cast
from uuid import UUID

import pytest
from flask import Blueprint, Flask, url_for
from flask.views import MethodView
from werkzeug.routing import BaseConverter

from flask_hardened import Hardened, security_event
from flask_hardened.errors import ConfigurationError
from flask_hardened.policy import Policy
from flask_hardened.protections.references.functions import dereference, reference
from flask_hardened.protections.references.options import ReferencesOptions
from flask_hardened.protections.references.protection import References
from tests.conftest import SECRET_KEY
from tests.protections.references.conftest import new_app

VALUES = [0, 7, -1, 255, 256, 2**63, 2**200, "", "a", "\u00fc/?#", "7", UUID(int=7)]
ENDPOINTS = ["post", "hidden", "user"]


def url(app: Flask, endpoint: str, value: Any) -> str:
    """Return the URL of a value."""
    with app.test_request_context():
        return url_for(endpoint, id=value)


def reference_in(path: str) -> str:
    """Return the reference in the URL of a post."""
    return path.strip("/").rpartition("/")[2]


@pytest.mark.parametrize("endpoint", ENDPOINTS)
@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_the_view_gets_the_value_back(app: Flask, endpoint: str, value: Any) -> None:
    """Of the same type, from a URL that stays the same and holds only what URLs may hold as it is."""
    path = url(app, endpoint, value)
    assert path == url(app, endpoint, value)
    assert "%" not in path
    response = app.test_client().get(path)
    assert {"id": f"{type(value).__name__} {value}"} == response.json


def test_references_are_short(app: Flask) -> None:
    """24 characters for a small id; encrypted ones of 64 bits are all equally long."""
    assert 24 == len(reference_in(url(app, "post", 7)))
    assert {34} == {len(reference_in(url(app, "hidden", value))) for value in (0, 7, 2**62, -(2**62))}


def test_every_reference_is_another(app: Flask) -> None:
    """Per value, type, purpose and kind."""
    made = [reference_in(url(app, endpoint, value)) for endpoint in ENDPOINTS for value in VALUES]
    assert len(made) == len(set(made))


def test_an_encrypted_one_shows_nothing(app: Flask) -> None:
    """Neighbours have no more in common than any two texts; signed ones hold the id."""
    first, second = (reference_in(url(app, "hidden", value)) for value in (1000, 1001))
    assert sum(a == b for a, b in zip(first, second, strict=True)) < 10
    signed = [reference_in(url(app, "post", value)) for value in (1000, 1001)]
    assert signed[0][:3] == signed[1][:3]


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_every_other_text_is_404_before_the_view(app: Flask, endpoint: str) -> None:
    """One bit, one character more or less, another spelling: all 24 times 63 neighbours of a reference."""
    path = url(app, endpoint, 7).rstrip("/")
    head, good = path[: path.rindex("/") + 1], reference_in(path)
    tail = "/" if endpoint == "user" else ""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    bad = {good[:place] + letter + good[place + 1 :] for place in range(len(good)) for letter in alphabet} - {good}
    bad |= {good[:-1], good[1:], good[:10], good + "A", "A" + good, good + "=", good + "==", good.lower(), good.upper()}
    bad |= {good.swapcase(), f" {good}", f"{good}%00", f"{good}%0A", f"{good}\u00e9", good * 2, "", "7", "A" * 30000}
    matching = app.url_map.bind("localhost")
    for text in bad:
        assert not matching.test(f"{head}{text}{tail}", "GET"), text
    client = app.test_client()
    statuses = {client.get(f"{head}{text}{tail}").status_code for text in sorted(bad)[::97]}
    assert statuses <= {404}
    assert [] == app.config["SEEN"]
    assert matching.test(f"{head}{good}{tail}", "GET")


def test_unused_bits_are_zero(app: Flask) -> None:
    """Base64 has several spellings where its last character holds bits of no byte; one of them is a reference."""
    good = reference_in(url(app, "hidden", 7))
    assert 34 == len(good)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    accepted = [letter for letter in alphabet if app.url_map.bind("x").test(f"/hidden/{good[:-1]}{letter}", "GET")]
    assert [good[-1]] == accepted


@pytest.mark.parametrize(
    ("source", "target"), [("post", "user"), ("user", "post"), ("post", "hidden"), ("hidden", "post")]
)
def test_another_purpose_or_kind_is_404(app: Flask, source: str, target: str) -> None:
    """A reference to a post is none to a user."""
    wrong = url(app, target, 1).replace(reference_in(url(app, target, 1)), reference_in(url(app, source, 7)))
    assert 404 == app.test_client().get(wrong).status_code
    assert [] == app.config["SEEN"]


def test_another_app_is_another_world(app: Flask) -> None:
    """Two apps in one process share nothing but the class."""
    other = new_app(config={"SECRET_KEY": SECRET_KEY[::-1]})
    path = url(app, "post", 7)
    assert path != url(other, "post", 7)
    assert (200, 404) == (app.test_client().get(path).status_code, other.test_client().get(path).status_code)
    assert 200 == other.test_client().get(url(other, "post", 7)).status_code


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_old_references_outlive_a_new_key(app: Flask, endpoint: str) -> None:
    """As long as the old key is among the fallbacks; new ones are made with the new key."""
    old = url(app, endpoint, 7)
    app.config.update(SECRET_KEY="n" * 40, SECRET_KEY_FALLBACKS=["x" * 40, SECRET_KEY])
    assert 200 == app.test_client().get(old).status_code
    new = url(app, endpoint, 7)
    assert old != new
    app.config["SECRET_KEY_FALLBACKS"] = []
    assert (404, 200) == (app.test_client().get(old).status_code, app.test_client().get(new).status_code)


def test_without_a_key_there_are_none() -> None:
    """URLs cannot be made, and none is accepted."""
    app = new_app()
    app.secret_key = None
    with pytest.raises(RuntimeError, match="SECRET_KEY"):
        url(app, "post", 7)
    assert 404 == app.test_client().get(f"/posts/{'A' * 24}").status_code


def test_outside_of_a_request(app: Flask) -> None:
    """In a command or a mail."""
    app.config["SERVER_NAME"] = "shop.example"
    with app.app_context():
        assert f"http://shop.example{url(app, 'post', 7)}" == url_for("post", id=7)


def test_a_slash_at_the_end(app: Flask) -> None:
    """Is added as it is to other rules."""
    path = url(app, "user", 7)
    response = app.test_client().get(path.rstrip("/"))
    assert (308, f"http://localhost{path}") == (response.status_code, response.headers["Location"])


def test_other_rules_are_tried(app: Flask) -> None:
    """A text that cannot be a reference may be something else; nothing is reported then."""
    seen: list[Any] = []

    def receiver(sender: Flask, event: dict[str, Any]) -> None:
        seen.append(event)

    word = "w" * 22
    with security_event.connected_to(receiver, app):
        assert {"word": f"str {word}"} == app.test_client().get(f"/words/{word}").json
    assert [] == seen
    assert {"id": "int 7"} == app.test_client().get(url(app, "word_or_post", 7)).json


def test_a_forged_one_is_an_event(app: Flask) -> None:
    """One per request, with the purpose; what does not look like a reference is an ordinary 404."""
    seen: list[dict[str, Any]] = []

    def receiver(sender: Flask, event: dict[str, Any]) -> None:
        seen.append(event)

    with security_event.connected_to(receiver, app):
        app.test_client().get(f"/posts/{'A' * 24}")
        app.test_client().get("/posts/7")
        app.test_client().get("/nowhere")
    assert [("input_validation_fail", "reference", "post")] == [
        (event["event"], event["reason"], event["purpose"]) for event in seen
    ]


def test_blueprints_subdomains_and_view_classes() -> None:
    """It is a converter like any other."""
    app = Flask("site", subdomain_matching=True)
    app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY, SERVER_NAME="shop.example")
    Hardened(app, csrf=False, rate_limit=False)

    class Item(MethodView):
        def get(self, shop: str, id: int) -> str:  # noqa: A002
            return f"{shop} {id}"

    shop = Blueprint("shop", __name__, url_prefix="/<shop>", subdomain="my")
    shop.add_url_rule('/<ref("item"):id>', view_func=Item.as_view("item"))
    app.register_blueprint(shop)
    with app.app_context():
        made = url_for("shop.item", shop="tea", id=7)
    assert made.startswith("http://my.shop.example/tea/")
    response = app.test_client().get(made.removeprefix("http://my.shop.example"), base_url="http://my.shop.example")
    assert "tea 7" == response.text


@pytest.mark.parametrize("value", [None, 1.5, True, b"x", [1], object()])
def test_other_types_are_refused(app: Flask, value: Any) -> None:
    """A URL that would mean something else is not made."""
    with app.test_request_context(), pytest.raises(TypeError):
        reference("post", value)


def test_what_is_too_long_is_refused(app: Flask) -> None:
    """A reference is for ids."""
    with app.test_request_context(), pytest.raises(ValueError, match="512"):
        reference("post", "x" * 512)
    with app.test_request_context():
        assert "x" * 511 == dereference("post", reference("post", "x" * 511))
        with pytest.raises(ValueError, match="surrogate"):
            reference("post", "\ud800")


BAD_RULES = ["/<ref:id>", "/<ref():id>", '/<ref(""):id>', "/<ref(7):id>", '/<ref("a b"):id>', '/<ref("post", secret=True):id>',
             '/<ref("post", encrypted=1):id>', '/<ref("post", encrypted="no"):id>', '/<ref("post/7"):id>']  # fmt: skip


@pytest.mark.parametrize("rule", BAD_RULES)
def test_a_rule_says_what_it_refers_to(app: Flask, rule: str) -> None:
    """Else it is refused when it is registered."""
    with pytest.raises(ConfigurationError, match="reference"):
        app.add_url_rule(rule, "bad", lambda **ids: "")


def test_an_app_keeps_its_own_converter() -> None:
    """One of the two has to give way, and both ways are named."""

    class Own(BaseConverter):
        """The app's."""

    app = Flask("own")
    app.url_map.converters["ref"] = Own
    with pytest.raises(ConfigurationError, match="references=False"):
        Hardened(app)
    app = Flask("own")
    app.url_map.converters["ref"] = Own
    app.testing = True
    Hardened(app, references=False)
    assert Own is app.url_map.converters["ref"]


def test_what_cannot_work_does_not_start(app: Flask) -> None:
    """A reference in a host name, where case is lost; a converter that took our place."""
    room = next(room for room in app.extensions["hardened"].protections if room.feature == "references")
    assert [] == list(room.problems(app))
    app.add_url_rule("/", "sub", lambda **ids: "", subdomain='<ref("shop"):shop>')
    assert ["The rule '/'"] == [problem.setting for problem in room.problems(app)]
    app.url_map.converters["ref"] = BaseConverter
    assert "app.url_map.converters" in [problem.setting for problem in room.problems(app)]


def test_encryption_by_option() -> None:
    """A rule and a call can say otherwise."""
    app = new_app(references=ReferencesOptions(encrypted=True))
    app.add_url_rule('/open/<ref("post", encrypted=False):id>', "open", lambda id: str(id))  # noqa: A006
    with app.test_request_context():
        assert reference_in(url(app, "post", 7)) == reference_in(url(app, "hidden", 7)) == reference("post", 7)
        assert reference_in(url(app, "open", 7)) == reference("post", 7, encrypted=False)
        assert 7 == dereference("post", reference("post", 7, encrypted=False), encrypted=False)


def test_the_package_for_encryption_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """At set-up, not at the first URL."""
    monkeypatch.setattr("flask_hardened.protections.references.register.can_encrypt", lambda: False)
    with pytest.raises(ConfigurationError, match=r"flask-hardened\[encryption\]"):
        new_app(references=ReferencesOptions(encrypted=True))
    with pytest.raises(ConfigurationError, match=r"flask-hardened\[encryption\]"):
        new_app()  # one of its rules encrypts


def test_signing_needs_no_package() -> None:
    """Nor loads it."""
    code = (
        "import sys; from flask import Flask; from flask_hardened import Hardened\n"
        "app = Flask('x'); app.config.update(TESTING=True, SECRET_KEY='k' * 40); Hardened(app, storage=False)\n"
        "app.add_url_rule('/<ref(\"post\"):id>', 'post', lambda id: '')\n"
        "app.test_client().get('/' + 'A' * 24)\n"
        "print('cryptography' in sys.modules)"
    )
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "False" == made.stdout.strip()


def test_a_request_without_references_does_nothing_for_them(app: Flask) -> None:
    """Only the plan of responses that belong to no endpoint has something to do."""
    off = Flask("off")
    off.config.update(TESTING=True, SECRET_KEY=SECRET_KEY)
    Hardened(off, csrf=False, rate_limit=False, references=False)
    off.add_url_rule("/words/<word>", "word", lambda word: "")
    plans, plain = app.extensions["hardened"].plans, off.extensions["hardened"].plans
    assert len(plain.of("word", "GET").finish) == len(plans.of("word", "GET").finish)
    assert len(plain.of("word", "GET").before) == len(plans.of("word", "GET").before)
    assert 1 == len(plans.default.finish) - len(plain.default.finish)


def test_a_second_try_is_no_conflict() -> None:
    """A Hardened(app) that was refused for another reason leaves its converter behind; the app's own still stops it."""
    app = Flask("tried_twice")
    room = References(ReferencesOptions(), cast("Policy", None))
    room.configure(app)
    References(ReferencesOptions(), cast("Policy", None)).configure(app)
    other = Flask("another")
    other.url_map.converters["ref"] = app.url_map.converters["ref"]
    with pytest.raises(ConfigurationError, match="of its own"):
        room.configure(other)
