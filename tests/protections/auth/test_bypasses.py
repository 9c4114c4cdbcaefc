"""Ways around a guard that apps and attackers find: each of them stays closed."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Any

import pytest
from flask import Blueprint, Flask, request
from flask.views import MethodView
from werkzeug.routing import Rule

from flask_hardened import Hardened
from flask_hardened.protections.auth.current import current_identity
from flask_hardened.protections.auth.decorators import auth_required, owner_required, public, roles_required
from flask_hardened.protections.auth.options import AuthOptions
from tests.conftest import SECRET_KEY
from tests.protections.auth.conftest import HEADER, SITE, Make, ask, status


def secret() -> str:
    """Be a view."""
    return "secret"


def secret_view() -> Callable[[], str]:
    """Return a view of its own for each test: marks stay on functions."""

    @auth_required
    def view() -> str:
        return "secret"

    return view


@pytest.mark.parametrize("path", ["/x/", "/x", "//x/", "/X/", "/x/?", "/x/%2e", "/./x/", "/x//", "/x;a=b/"])
def test_other_spellings_of_the_path_lead_nowhere_else(make: Make, path: str) -> None:
    """A redirect or a 404 tells nothing; the view is not run."""
    app = make()
    app.add_url_rule("/x/", "x", secret_view())
    answer = app.test_client().get("/", base_url=SITE, environ_overrides={"PATH_INFO": path})
    assert answer.status_code in (308, 401, 404)
    assert "secret" not in answer.text


def test_a_view_has_its_marks_under_every_endpoint(make: Make) -> None:
    """Registered twice, with another rule, as the function before it was decorated, or straight into the URL map."""
    app = make()
    auth_required(secret_of_this := secret_view())
    app.add_url_rule("/a", "a", secret_of_this)
    app.add_url_rule("/b", "b", secret_of_this, defaults={})
    app.url_map.add(Rule("/c", endpoint="a"))
    assert [401] * 3 == [status(app, path) for path in ("/a", "/b", "/c")]


def test_a_decorator_above_the_route_counts_too(make: Make) -> None:
    """Marks are put on the function that was registered."""
    app = make()

    @auth_required
    @app.get("/")
    def view() -> str:
        return "secret"

    assert 401 == status(app, "/")


def test_a_blueprint_under_another_name_has_its_marks(make: Make) -> None:
    """Registered twice, and inside another one."""
    app = make(default="deny")
    blueprint = roles_required("admin")(Blueprint("b", "x"))
    blueprint.add_url_rule("/", "v", secret)
    outer = public(Blueprint("outer", "x"))
    outer.register_blueprint(blueprint, url_prefix="/in", name="third")
    app.register_blueprint(blueprint, url_prefix="/one")
    app.register_blueprint(blueprint, url_prefix="/two", name="second")
    app.register_blueprint(outer, url_prefix="/out")
    assert [403] * 3 == [status(app, path, "ann") for path in ("/one/", "/two/", "/out/in/")]
    assert [200] * 3 == [status(app, path, "adam") for path in ("/one/", "/two/", "/out/in/")]


def test_a_view_that_is_replaced_is_judged_anew(make: Make) -> None:
    """One by one, or the whole dict."""
    app = make()
    app.add_url_rule("/", "v", lambda: "open")
    assert 200 == status(app, "/")
    app.view_functions["v"] = secret_view()
    assert 401 == status(app, "/")
    app.view_functions = {**app.view_functions, "v": roles_required("admin")(lambda: "secret")}
    assert 403 == status(app, "/", "ann")


@pytest.mark.parametrize("method", ["get", "Get", "delete", "DELETE", "PURGE", "TRACE", "GET\r\n"])
def test_odd_methods_do_not_reach_a_guarded_function(make: Make, method: str) -> None:
    """Lower case, methods that only the rule names, and methods that nobody has."""
    app = make(features={"hosts": False})

    class Item(MethodView):
        @auth_required
        def get(self) -> str:
            return "secret"

        @auth_required
        def delete(self) -> str:
            return "secret"

        @auth_required
        def purge(self) -> str:
            return "secret"

    app.add_url_rule("/", view_func=Item.as_view("item"), methods=["GET", "DELETE", "PURGE"])
    answer = app.test_client().get("/", base_url=SITE, environ_overrides={"REQUEST_METHOD": method})
    assert answer.status_code in (401, 405)
    assert "secret" not in answer.text


def test_a_method_that_middleware_changes_is_the_one_that_counts(make: Make) -> None:
    """Method override between the gate and the app: the mark of the method that runs holds, and so does CSRF."""
    for copies in (False, True):
        app = Flask("overridden")
        app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY)
        inner = app.wsgi_app

        def override(environ: Any, start_response: Any, inner: Any = inner, copies: bool = copies) -> Any:
            environ = {**environ} if copies else environ
            environ["REQUEST_METHOD"] = environ["QUERY_STRING"] or environ["REQUEST_METHOD"]
            return inner(environ, start_response)

        app.wsgi_app = override  # type: ignore[method-assign]
        Hardened(app, auth=AuthOptions(authenticators=[HEADER]), rate_limit=False)

        class Item(MethodView):
            def get(self) -> str:
                return "read"

            @auth_required
            def delete(self) -> str:
                return "secret"

        app.add_url_rule("/", view_func=Item.as_view("item"))
        client = app.test_client()
        assert [200, 401] == [status(client, path) for path in ("/", "/?DELETE")]
        foreign = client.get("/?DELETE", base_url=SITE, headers={"Sec-Fetch-Site": "cross-site", "X-User": "ann"})
        assert 403 == foreign.status_code


def test_a_request_context_beside_the_gate_has_the_same_doors(make: Make) -> None:
    """Apps that answer many requests in one call full_dispatch_request() in contexts of their own making."""
    app = make()
    app.add_url_rule("/secret", "secret", secret_view())

    @app.post("/batch")
    def batch() -> list[Any]:
        found = []
        for headers in ({}, {"X-User": "ann"}):
            with app.test_request_context("/secret", headers=headers):
                found.append([app.full_dispatch_request().status_code, current_identity.id])
        return [*found, current_identity.id]

    answer = ask(app, "/batch", "ed", "POST")
    assert [[401, None], [200, "ann"], "ed"] == answer.json
    assert "nosniff" == answer.headers["X-Content-Type-Options"]


def test_a_context_of_one_app_inside_another_ones_request(make: Make) -> None:
    """The inner app's guard stands, its users are its own, and the outer app still sends its policy."""
    inner = make(loader=lambda user_id: object() if user_id == "ann" else None)
    inner.add_url_rule("/secret", "secret", secret_view())
    outer = make()

    @outer.get("/secret")
    def through() -> dict[str, Any]:
        with inner.request_context(request.environ):
            code = inner.full_dispatch_request().status_code
            return {"code": code, "id": current_identity.id}

    answers = [ask(outer, "/secret", user) for user in (None, "ed", "ann")]
    assert [(401, None), (401, None), (200, "ann")] == [(each.json["code"], each.json["id"]) for each in answers]
    assert {"nosniff"} == {each.headers["X-Content-Type-Options"] for each in answers}


def test_hooks_of_the_app_come_after_the_guard(make: Make) -> None:
    """A hook that answers, or prepares, is not reached."""
    app = make()
    app.add_url_rule("/", "v", secret_view())
    called: list[str] = []
    app.url_value_preprocessor(lambda endpoint, values: called.append("preprocessor"))
    app.before_request(lambda: called.append("before") or "answered")
    assert (401, []) == (status(app, "/"), called)
    assert "answered" == ask(app, "/", "ann").text


def test_a_hook_that_moves_the_request_elsewhere_is_not_believed(make: Make) -> None:
    """Errors in hooks and views end as errors, not as another view."""
    app = make()
    app.add_url_rule("/", "v", secret_view())
    app.register_error_handler(Exception, lambda error: ("handled", getattr(error, "code", 500)))
    assert (401, "handled") == (status(app, "/"), ask(app, "/").text)


def plain_wrapper(view: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a view without functools.wraps."""

    def inner(*arguments: Any, **named: Any) -> Any:
        return view(*arguments, **named)

    return inner


class CallableWrapper:
    """Wraps a view in an object."""

    def __init__(self, view: Callable[..., Any]) -> None:
        self.view = view
        self.__name__ = "wrapped"

    def __call__(self, **named: Any) -> Any:
        """Call it."""
        return self.view(**named)


WRAPPERS = [
    plain_wrapper,
    lambda view: plain_wrapper(plain_wrapper(view)),
    functools.partial,
    CallableWrapper,
    lambda view: plain_wrapper(functools.partial(view)),
]


@pytest.mark.parametrize("wrap", WRAPPERS)
def test_a_wrapper_that_hides_marks_stops_the_app(
    make: Make, wrap: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    """Without functools.wraps the mark would be lost and the route open; the log says which one."""
    app = make()
    app.add_url_rule("/", "hidden", wrap(secret_view()))
    with caplog.at_level(logging.CRITICAL, "flask_hardened"):
        answer = ask(app, "/", "ann")
    assert (503, True) == (answer.status_code, "'hidden'" in caplog.text)


@pytest.mark.parametrize("wrap", WRAPPERS)
def test_a_mark_outside_of_the_wrapper_decides(make: Make, wrap: Callable[..., Any]) -> None:
    """So there is a way out, and with functools.wraps nothing is wrong at all."""
    app = make()
    app.add_url_rule("/", "v", auth_required(wrap(secret_view())))

    def keeping(view: Callable[..., Any]) -> Callable[..., Any]:
        return functools.wraps(view)(plain_wrapper(view))

    app.add_url_rule("/kept", "kept", keeping(secret_view()))
    assert [401, 200] == [status(app, "/", user) for user in (None, "ann")]
    assert [401, 200] == [status(app, "/kept", user) for user in (None, "ann")]


def test_a_hidden_view_class_stops_the_app_too(make: Make) -> None:
    """The class that as_view() names is hidden with the view."""
    app = make()
    app.add_url_rule("/", "hidden", plain_wrapper(auth_required(type("Page", (MethodView,), {})).as_view("page")))
    assert 503 == status(app, "/", "ann")


def test_a_wrapper_around_a_method_stops_the_app(make: Make) -> None:
    """Of a view class; with functools.wraps the mark stays."""
    for wrap, expected in ((plain_wrapper, 503), (lambda view: functools.wraps(view)(plain_wrapper(view)), 401)):

        class Page(MethodView):
            @wrap
            @auth_required
            def get(self) -> str:
                return "secret"

        app = make()
        app.add_url_rule("/", view_func=Page.as_view("page"))
        assert expected == status(app, "/")


@pytest.mark.parametrize("outer", [auth_required, public])
def test_a_weaker_mark_outside_does_not_make_up_for_a_hidden_one(make: Make, outer: Callable[..., Any]) -> None:
    """On the wrapper, and on the blueprint; the same mark outside does, and a hidden @public hides nothing."""
    hidden = roles_required("admin")

    def page() -> str:
        return "secret"

    hidden(page)
    found = []
    for view in (outer(plain_wrapper(page)), plain_wrapper(page)):
        app = make()
        blueprint = outer(Blueprint("b", "x"))
        blueprint.add_url_rule("/", "v", view)
        app.register_blueprint(blueprint)
        found.append(status(app, "/", "ann"))
    assert [503, 503] == found
    app = make()
    app.add_url_rule("/", "v", hidden(plain_wrapper(page)))
    app.add_url_rule("/open", "open", plain_wrapper(public(lambda: "")))
    assert [403, 200] == [status(app, path, "ann") for path in ("/", "/open")]


def test_a_view_that_calls_another_one_stops_the_app(make: Make) -> None:
    """It would go past what that one demands."""
    app, other = make(), secret_view()
    app.add_url_rule("/other", "other", other)
    app.add_url_rule("/", "calls", lambda: other())
    assert 503 == status(app, "/")


def test_a_subclass_may_demand_more_than_the_public_class_that_it_inherits_from(make: Make) -> None:
    """What a subclass says is further in; the other way round it is ``@public`` that is further in."""

    @public
    class Page(MethodView):
        def get(self) -> str:
            return "page"

    @roles_required("admin")
    class AdminPage(Page):
        pass

    @public
    class Preview(AdminPage):
        pass

    app = make()
    for view in (Page, AdminPage, Preview):
        app.add_url_rule(f"/{view.__name__}", view_func=view.as_view(view.__name__))
    assert [200, 403, 200] == [status(app, path, "ann") for path in ("/Page", "/AdminPage", "/Preview")]
    assert 200 == status(app, "/AdminPage", "adam")


def test_a_class_of_two_parents_demands_what_both_demand(make: Make) -> None:
    """A mixin in front does not hide what the other class says."""

    @auth_required
    class Mixin:
        pass

    @roles_required("admin")
    class Base(MethodView):
        def get(self) -> str:
            return "secret"

    app = make()
    app.add_url_rule("/", view_func=type("Page", (Mixin, Base), {}).as_view("page"))
    assert [401, 403, 200] == [status(app, "/", user) for user in (None, "ann", "adam")]


def test_default_deny_needs_no_luck(make: Make) -> None:
    """A mark that was lost in a way nobody can see leaves the route closed."""
    app = make(default="deny")
    registry = {"view": secret_view()}
    app.add_url_rule("/", "lost", lambda: registry["view"]())
    assert [403, 403] == [status(app, "/", user) for user in (None, "adam")]


def test_static_files_are_for_everybody_but_views_of_that_name_are_not(tmp_path: Any) -> None:
    """Under ``default="deny"``; a blueprint's mark guards its own files."""
    (tmp_path / "a.txt").write_text("file")
    app = Flask("static", static_folder=str(tmp_path))
    app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY)
    Hardened(app, auth=AuthOptions(default="deny", authenticators=[HEADER]), rate_limit=False)
    app.register_blueprint(Blueprint("open", "x", static_folder=str(tmp_path), url_prefix="/open"))
    app.register_blueprint(auth_required(Blueprint("shut", "x", static_folder=str(tmp_path), url_prefix="/shut")))
    fake = Blueprint("fake", "x", url_prefix="/fake")
    fake.add_url_rule("/", "static", secret)
    app.register_blueprint(fake)
    folder = tmp_path.name
    paths = [f"/{folder}/a.txt", f"/open/{folder}/a.txt", f"/shut/{folder}/a.txt", "/fake/"]
    answers = [ask(app, path) for path in paths]
    assert [200, 200, 401, 403] == [answer.status_code for answer in answers]
    for answer in answers:
        answer.close()


def test_marks_with_the_feature_off_stop_production(caplog: pytest.LogCaptureFixture) -> None:
    """They would guard nothing."""
    app = Flask("off")
    app.config.update(SECRET_KEY=SECRET_KEY)
    Hardened(app, auth=False)
    app.add_url_rule("/", "open_by_mistake", secret_view())
    assert 503 == status(app, "/")
    assert "HARDENED_AUTH" in caplog.text
    assert "open_by_mistake" in caplog.text


def test_another_users_object_is_not_told_from_none(make: Make) -> None:
    """The same status, headers and words."""
    app = make()
    load = {1: {"owner": "ed"}, 2: {"owner": None}, 3: {"owner": ""}}.get
    app.add_url_rule(
        "/<int:number>", "v", owner_required(load, owner=lambda item: item["owner"], param="number")(lambda number: "")
    )
    answers = [ask(app, f"/{number}", "ann") for number in (1, 2, 3, 4)]
    assert {404} == {answer.status_code for answer in answers}
    assert 1 == len({answer.json["detail"] for answer in answers})
    assert 1 == len({tuple(sorted(answer.headers.keys())) for answer in answers})
    assert 200 == status(app, "/1", "ed")
