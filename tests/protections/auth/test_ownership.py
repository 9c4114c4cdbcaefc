"""Objects in URLs: only their owners get them, and the view is handed what was loaded."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from flask import Blueprint, Flask, abort, request
from flask.views import MethodView
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.protections.auth.decorators import owner_required
from flask_hardened.protections.auth.ownership import ids_of
from tests.protections.auth.conftest import Make, ask, status

POSTS = {
    1: SimpleNamespace(title="of ann", author_id="ann", project=SimpleNamespace(lead="ann")),
    2: SimpleNamespace(title="of ed", author_id="ed", project=SimpleNamespace(lead="ann")),
}
owned = owner_required(POSTS.get, owner="author_id", param="post_id")


def shown(post: Any) -> str:
    """Be a view that is handed a post."""
    return str(post.title)


@pytest.mark.parametrize("asynchronous", [False, True])
def test_views_are_handed_the_object(make: Make, asynchronous: bool) -> None:
    """In the place of the parameter; the loader may be async, and so may the view."""
    app = make()

    async def load(post_id: int) -> Any:
        return POSTS.get(post_id)

    async def show(post: Any) -> str:
        return shown(post)

    decorate = owner_required(load, owner="author_id", param="post_id") if asynchronous else owned
    app.add_url_rule("/<int:post_id>", "v", decorate(show if asynchronous else lambda post: shown(post)))
    assert ["of ann", "of ed"] == [ask(app, "/1", "ann").text, ask(app, "/2", "ed").text]
    assert [404, 404, 404, 401] == [
        status(app, path, user) for path, user in (("/2", "ann"), ("/1", "ed"), ("/3", "ann"), ("/1", None))
    ]


def test_on_a_blueprint_and_on_classes(make: Make) -> None:
    """Nothing is wrapped, so it works wherever a mark can be."""
    app = make()
    blueprint = owned(Blueprint("b", "x", url_prefix="/b/<int:post_id>"))
    blueprint.add_url_rule("/", "v", lambda post: shown(post))

    class Page(MethodView):
        def get(self, post: Any) -> str:
            return shown(post)

    class Half(MethodView):
        def get(self, post_id: int) -> str:
            return str(post_id)

        @owned
        def put(self, post: Any) -> str:
            return shown(post)

    blueprint.add_url_rule("/class", view_func=Page.as_view("page"))
    app.register_blueprint(blueprint)
    app.add_url_rule("/half/<int:post_id>", view_func=Half.as_view("half"))
    assert ["of ann", "of ann"] == [ask(app, path, "ann").text for path in ("/b/1/", "/b/1/class")]
    assert ["1", "of ann"] == [ask(app, "/half/1").text, ask(app, "/half/1", "ann", "PUT").text]
    assert [404, 404, 404] == [status(app, path, "ed") for path in ("/b/1/", "/b/1/class", "/b/7/")]
    assert 404 == status(app, "/half/1", "ed", "PUT")


def test_owners_can_be_named_in_many_ways(make: Make) -> None:
    """An attribute of an attribute, a function, several owners; the keyword can be chosen."""
    app = make()
    marks = {
        "dotted": owner_required(POSTS.get, owner="project.lead", param="post_id"),
        "function": owner_required(POSTS.get, owner=lambda post: post.author_id, param="post_id"),
        "several": owner_required(POSTS.get, owner=lambda post: {post.author_id, "ann"}, param="post_id"),
    }
    for name, decorate in marks.items():
        app.add_url_rule(f"/{name}/<int:post_id>", name, decorate(lambda post: shown(post)))
    into = owner_required(POSTS.get, owner="author_id", param="post_id", into="article")
    app.add_url_rule("/into/<int:post_id>", "into", into(lambda article: shown(article)))
    same = owner_required(POSTS.get, owner="author_id", param="number")
    app.add_url_rule("/same/<int:number>", "same", same(lambda number: shown(number)))
    found = {name: [status(app, f"/{name}/2", user) for user in ("ann", "ed")] for name in (*marks, "into", "same")}
    assert {
        "dotted": [200, 404],
        "function": [404, 200],
        "several": [200, 200],
        "into": [404, 200],
        "same": [404, 200],
    } == found


def test_roles_may_be_excepted(make: Make) -> None:
    """Administrators have anybody's, but nothing that does not exist."""
    app = make()
    decorate = owner_required(POSTS.get, owner="author_id", param="post_id", except_roles=["admin"])
    app.add_url_rule("/<int:post_id>", "v", decorate(lambda post: shown(post)))
    assert [200, 404, 404] == [status(app, path, user) for path, user in (("/1", "adam"), ("/1", "ed"), ("/3", "adam"))]


def test_a_loader_may_end_the_request_itself(make: Make) -> None:
    """As ``get_or_404`` does."""
    app = make()
    decorate = owner_required(lambda post_id: abort(404), owner="author_id", param="post_id")
    app.add_url_rule("/<int:post_id>", "v", decorate(lambda post: ""))
    assert 404 == status(app, "/1", "ann")


def test_an_object_without_that_attribute_is_an_error(make: Make) -> None:
    """And is not handed over."""
    app = make({"PROPAGATE_EXCEPTIONS": False})
    decorate = owner_required(POSTS.get, owner="owner_id", param="post_id")
    app.add_url_rule("/<int:post_id>", "v", decorate(lambda post: shown(post)))
    assert 500 == status(app, "/1", "ann")


def test_somebody_elses_object_is_an_event(make: Make, said: list[dict[str, Any]]) -> None:
    """In OWASP's word for it; an object that does not exist is none."""
    app = make()
    app.add_url_rule("/<int:post_id>", "v", owned(lambda post: ""))
    for path in ("/2", "/3", "/1"):
        status(app, path, "ann")
    assert [("malicious_direct_reference", "ann", "v", "post_id")] == [
        (event["event"], event["userid"], event["endpoint"], event["parameter"]) for event in said
    ]


def test_other_parameters_and_hooks_are_left_alone(make: Make) -> None:
    """What a hook takes out of the parameters stays out; the object is there in its place."""
    app = make()
    seen: list[Any] = []
    app.url_value_preprocessor(lambda endpoint, values: seen.append(values.pop("lang", None)) if values else None)
    app.add_url_rule("/<lang>/<int:post_id>/<tab>", "v", owned(lambda post, tab: f"{post.title} {tab}"))
    app.before_request(lambda: seen.append(sorted(request.view_args or ())))
    assert "of ann edit" == ask(app, "/de/1/edit", "ann").text
    assert ["de", ["post", "tab"]] == seen


class User:
    """A user object of Flask-Login's kind."""

    def get_id(self) -> str:
        """Return the id."""
        return "7"


@pytest.mark.parametrize(
    ("owner", "ids"),
    [
        (7, {"7"}),
        ("7", {"7"}),
        (UUID(int=7), {"00000000-0000-0000-0000-000000000007"}),
        (User(), {"7"}),
        (SimpleNamespace(id=7), {"7"}),
        ([7, User(), SimpleNamespace(id="8")], {"7", "8"}),
        (None, set()),
        ([None], set()),
        (True, set()),
        (SimpleNamespace(), set()),
        (SimpleNamespace(id=None), set()),
        (7.0, set()),
        (b"7", set()),
    ],
)
def test_ids_of_owners(owner: Any, ids: set[str]) -> None:
    """Ids, user objects, and collections of them; nothing else owns anything."""
    assert ids == ids_of(owner)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.binary(), st.lists))
def test_what_is_no_id_owns_nothing(owner: Any) -> None:
    """However it is nested."""
    assert frozenset() == ids_of(owner)


def test_the_app_is_not_told_apart_by_the_kind_of_id(make: Make) -> None:
    """Numbers in the database, strings in the session."""
    app: Flask = make(loader=lambda user_id: object())
    app.add_url_rule(
        "/", "v", owner_required(lambda v: v, owner=lambda v: 7, param="x")(lambda x: ""), defaults={"x": 1}
    )
    assert [200, 404] == [status(app, "/", user) for user in ("7", "07")]
