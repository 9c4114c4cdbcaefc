"""``@csp``: what views and blueprints change."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Blueprint, Flask
from flask.views import MethodView
from werkzeug.test import TestResponse

from flask_hardened import ConfigurationError
from flask_hardened.protections.csp.changes import Change, effective
from flask_hardened.protections.csp.decorators import csp
from flask_hardened.protections.csp.options import CspOptions
from flask_hardened.protections.csp.profiles import PROFILES
from tests.protections.csp.conftest import MakeApp

Read = Callable[[TestResponse], dict[str, list[str]]]


def policy_of_view(make_app: MakeApp, read: Read, *decorators: object, options: CspOptions | None = None) -> dict:
    """Return the policy of a view that carries these decorators, the innermost first."""
    app = make_app(options)

    def view():
        return "x"

    for decorator in decorators:
        view = decorator(view)
    app.add_url_rule("/view", view_func=view)
    return read(app.test_client().get("/view"))


def test_a_directive_is_replaced(make_app: MakeApp, policy_of: Read) -> None:
    """The list is the new one; other directives and other views stay as they are."""
    policy = policy_of_view(make_app, policy_of, csp(img_src=["https://img.example"]))
    assert ["https://img.example"] == policy["img-src"]
    assert ["'self'", "data:", "https:"] == policy["font-src"]


def test_sources_are_added(make_app: MakeApp, policy_of: Read) -> None:
    """Adding keeps what is there, once."""
    policy = policy_of_view(
        make_app, policy_of, csp(add={"frame_ancestors": ["https://a.example"], "img_src": ["blob:"]})
    )
    assert ["https://a.example"] == policy["frame-ancestors"]
    assert ["'self'", "data:", "blob:", "https:"] == policy["img-src"]


def test_adding_to_a_directive_that_falls_back_keeps_the_fallback(make_app: MakeApp, policy_of: Read) -> None:
    """``connect-src`` is not in the profile: what default-src allows stays allowed."""
    policy = policy_of_view(make_app, policy_of, csp(add={"connect_src": ["https://api.example"]}))
    assert ["'self'", "https://api.example"] == policy["connect-src"]


def test_sources_are_removed(make_app: MakeApp, policy_of: Read) -> None:
    """A list that ends empty allows nothing."""
    policy = policy_of_view(
        make_app, policy_of, csp(remove={"img_src": ["https:", "data:"], "form_action": ["'self'"]})
    )
    assert ["'self'", "blob:"] == policy["img-src"]
    assert ["'none'"] == policy["form-action"]


def test_removing_what_is_not_there_changes_nothing(make_app: MakeApp, policy_of: Read) -> None:
    """Removing is idempotent."""
    before = policy_of_view(make_app, policy_of)
    assert before == policy_of_view(make_app, policy_of, csp(remove={"img_src": ["https://no.example"]}))


def test_trusted_types_can_be_lifted(make_app: MakeApp, policy_of: Read) -> None:
    """One old page of a strict app may do without."""
    strict = CspOptions(profile="strict")
    for change in (csp(require_trusted_types_for=[]), csp(remove={"require_trusted_types_for": ["'script'"]})):
        assert "require-trusted-types-for" not in policy_of_view(make_app, policy_of, change, options=strict)


def test_a_profile_is_replaced(make_app: MakeApp, policy_of: Read) -> None:
    """The documentation page of an API is a page."""
    policy = policy_of_view(make_app, policy_of, csp(profile="web"), options=CspOptions(profile="api"))
    assert ["'self'"] == policy["default-src"]
    assert ["'self'", "https:"] == policy["style-src"]


def test_a_view_is_only_reported(make_app: MakeApp) -> None:
    """``enforce=False`` moves one view's policy."""
    app = make_app()
    app.add_url_rule("/view", view_func=csp(enforce=False)(lambda: "x"), endpoint="view")
    headers = app.test_client().get("/view").headers
    assert "Content-Security-Policy" not in headers
    assert "default-src 'self'" in headers["Content-Security-Policy-Report-Only"]


def test_a_view_is_enforced_in_a_reported_app(make_app: MakeApp) -> None:
    """And back: the first views of an old app are enforced."""
    app = make_app(CspOptions(enforce=False))
    app.add_url_rule("/view", view_func=csp(enforce=True)(lambda: "x"), endpoint="view")
    headers = app.test_client().get("/view").headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "Content-Security-Policy-Report-Only" not in headers


def test_the_innermost_mark_wins(make_app: MakeApp, policy_of: Read) -> None:
    """Outer blueprint, inner blueprint, view: each changes what the one before left."""
    outer, inner = Blueprint("outer", __name__), Blueprint("inner", __name__)
    csp(img_src=["https://outer.example"], font_src=["https://outer.example"], media_src=["'none'"])(outer)
    csp(img_src=["https://inner.example"], add={"font_src": ["https://inner.example"]})(inner)

    @inner.get("/marked")
    @csp(add={"img_src": ["https://view.example"]})
    def marked():
        return "x"

    @inner.get("/plain")
    def plain():
        return "x"

    outer.register_blueprint(inner)
    app = make_app()
    app.register_blueprint(outer)
    client = app.test_client()
    policy = policy_of(client.get("/marked"))
    assert ["https://inner.example", "https://view.example"] == policy["img-src"]
    assert ["https://outer.example", "https://inner.example"] == policy["font-src"]
    assert ["'none'"] == policy["media-src"]
    assert ["https://inner.example"] == policy_of(client.get("/plain"))["img-src"]
    assert ["'self'", "data:", "blob:", "https:"] == policy_of(client.get("/"))["img-src"]


def test_stacked_decorators_hold_from_the_outside_in(make_app: MakeApp, policy_of: Read) -> None:
    """The decorator nearest to the view has the last word."""
    policy = policy_of_view(
        make_app, policy_of, csp(img_src=["https://in.example"]), csp(img_src=["https://out.example"])
    )
    assert ["https://in.example"] == policy["img-src"]


def test_within_one_mark_replace_then_add_then_remove(make_app: MakeApp, policy_of: Read) -> None:
    """The order does not depend on how it is written."""
    change = csp(
        remove={"img_src": ["https://b.example"]},
        add={"img_src": ["https://b.example", "https://c.example"]},
        img_src=["https://a.example"],
    )
    assert ["https://a.example", "https://c.example"] == policy_of_view(make_app, policy_of, change)["img-src"]


def test_off_in_a_blueprint_and_on_again_in_a_view(make_app: MakeApp, policy_of: Read) -> None:
    """A mark that does not say off turns the policy on, with what outer marks changed."""
    widgets = Blueprint("widgets", __name__)
    csp(frame_ancestors=["*"], off=True, reason="embedded everywhere")(widgets)
    widgets.add_url_rule("/off", view_func=lambda: "x", endpoint="off")
    widgets.add_url_rule("/on", view_func=csp(img_src=["'none'"])(lambda: "x"), endpoint="on")
    app = make_app()
    app.register_blueprint(widgets)
    client = app.test_client()
    assert "Content-Security-Policy" not in client.get("/off").headers
    policy = policy_of(client.get("/on"))
    assert (["*"], ["'none'"]) == (policy["frame-ancestors"], policy["img-src"])


def test_methods_of_a_class_have_their_own(make_app: MakeApp, policy_of: Read) -> None:
    """A class-based view may carry one mark for all methods and another for one."""

    @csp(img_src=["https://class.example"])
    class Page(MethodView):
        def get(self):
            return "x"

        @csp(img_src=["https://post.example"])
        def post(self):
            return "x"

    app = make_app()
    app.add_url_rule("/page", view_func=Page.as_view("page"))
    client = app.test_client()
    assert ["https://class.example"] == policy_of(client.get("/page"))["img-src"]
    assert ["https://post.example"] == policy_of(client.post("/page"))["img-src"]


def test_the_reported_policy_is_changed_where_it_says_something(make_app: MakeApp) -> None:
    """A tried policy does not report what a view is declared to need, and gains no directive."""
    options = CspOptions(report_only={"img_src": ["'self'"]}, report_path=None)
    app = make_app(options)
    change = csp(add={"img_src": ["https://a.example"], "font_src": ["https://a.example"]})
    app.add_url_rule("/view", view_func=change(lambda: "x"), endpoint="view")
    headers = app.test_client().get("/view").headers
    assert "img-src 'self' https://a.example" == headers["Content-Security-Policy-Report-Only"]


def test_a_shared_view_in_two_apps(make_app: MakeApp, policy_of: Read) -> None:
    """A mark is on the view; what it changes is each app's own policy."""

    @csp(add={"img_src": ["https://a.example"]})
    def view():
        return "x"

    for options, expected in (
        (CspOptions(img_src=["'none'"]), ["https://a.example"]),
        (CspOptions(img_src=["'self'"]), ["'self'", "https://a.example"]),
    ):
        app = make_app(options)
        app.add_url_rule("/view", view_func=view)
        assert expected == policy_of(app.test_client().get("/view"))["img-src"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"img_src": ["self"]}, "img_src"),
        ({"img_src": ["x; script-src *"]}, "semicolon"),
        ({"image_src": ["'self'"]}, "Did you mean 'img_src'?"),
        ({"add": {"img_src": ["none"]}}, "add: img_src"),
        ({"add": {"images": ["'none'"]}}, "no such directive"),
        ({"remove": {"img-src": ["a b c", "a;b"]}}, "remove: img_src"),
        ({"off": True}, "no reason"),
        ({"off": True, "reason": "  "}, "no reason"),
        ({"profile": "webb"}, "no profile"),
        ({"script_src": ["'unsafe-eval'"]}, "dangerously_allow"),
        ({"add": {"script_src": ["'unsafe-inline'"]}, "dangerously_allow": ["'unsafe-inline'"]}, "ignore"),
        ({"dangerously_allow": ["'self'"]}, "needs no permission"),
        ({"add": {"upgrade_insecure_requests": True}}, "no sources"),
        ({"img_src": [], "font_src": ["a,b"]}, "2 settings"),
    ],
)
def test_mistakes_are_said_when_decorating(given: dict, said: str) -> None:
    """A bad mark stops the import, and names the view."""

    def show_map():
        return "x"

    with pytest.raises(ConfigurationError) as caught:
        csp(**given)(show_map)
    assert said in str(caught.value)
    assert "show_map" in str(caught.value)


def test_a_bad_mark_names_the_blueprint() -> None:
    """A blueprint is named as one."""
    with pytest.raises(ConfigurationError) as caught:
        csp(img_src=["self"])(Blueprint("maps", __name__))
    assert "the blueprint maps" in str(caught.value)


def test_permission_is_for_this_mark(make_app: MakeApp, policy_of: Read) -> None:
    """A view may be allowed what the app is not."""
    change = csp(script_src=["'self'", "'unsafe-eval'"], dangerously_allow=["'unsafe-eval'"])
    assert ["'self'", "'unsafe-eval'"] == policy_of_view(make_app, policy_of, change)["script-src"]


def test_changes_leave_the_profiles_alone() -> None:
    """A change makes a new policy; profiles and options are shared."""
    before = {name: dict(lists) for name, lists in PROFILES.items()}
    options = CspOptions()
    for _ in range(2):
        policy = effective(
            options, [Change(added={"img_src": ("https://a.example",)}, removed={"form_action": ("'self'",)})]
        )
        assert ("'self'", "data:", "blob:", "https:", "https://a.example") == policy.lists["img_src"]
    assert before == {name: dict(lists) for name, lists in PROFILES.items()}
    assert before["web"] == options.enforced()


def test_forgotten_parentheses_are_an_error() -> None:
    """``@csp`` without a call is not silently nothing."""
    with pytest.raises(TypeError):
        csp(lambda: "x")


def test_a_view_replaced_later_is_compiled_anew(make_app: MakeApp, policy_of: Read) -> None:
    """The marks of the static endpoint can be set after the app is made."""
    app: Flask = make_app()
    app.view_functions["static"] = csp(script_src=["'self'"])(app.view_functions["static"])
    assert ["'self'"] == policy_of(app.test_client().get("/static/none.html"))["script-src"]
