"""``@validate``: what reaches the view, and what is refused, on views, view classes and blueprints."""

from __future__ import annotations

import dataclasses
import json
import logging
from datetime import date, datetime, timezone
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

import pytest
from flask import Blueprint, Flask, jsonify, request
from flask.testing import FlaskClient
from flask.views import MethodView
from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import NotRequired, TypedDict
from werkzeug.exceptions import HTTPException, UnprocessableEntity
from werkzeug.test import TestResponse

from flask_hardened import AuthOptions, ConfigurationError, Hardened, auth_required, security_event
from flask_hardened.protections.validation.checks import Compiler
from flask_hardened.protections.validation.decorators import validate
from flask_hardened.protections.validation.expectation import Invalid
from flask_hardened.protections.validation.faults import InvalidInput, UnreadableInput
from flask_hardened.protections.validation.options import ValidationOptions
from tests.conftest import SECRET_KEY


class Address(BaseModel):
    city: str


class User(BaseModel):
    name: str = Field(max_length=20)
    age: int
    address: Address | None = None
    labels: dict[str, Any] = {}


class Search(BaseModel):
    q: str = ""
    page: int = 1
    tag: list[str] = []
    ratio: float = 1.0
    since: date | None = None


@dataclasses.dataclass
class Point:
    x: int
    y: int = 0


class Options(TypedDict):
    a: int
    b: NotRequired[str]


def make(validation: ValidationOptions | bool = True, **config: Any) -> Flask:
    """Return an app in which nothing else answers."""
    app = Flask("inputs")
    app.config.update({"TESTING": True, "SECRET_KEY": SECRET_KEY, **config})
    Hardened(app, csrf=False, rate_limit=False, validation=validation)
    return app


@pytest.fixture
def app() -> Flask:
    """An app with a view of each kind."""
    app = make()

    @app.post("/users")
    @validate(json=User)
    def add(json: User) -> dict[str, Any]:
        assert isinstance(json, User)
        return json.model_dump()

    @app.post("/points")
    @validate(json=Point)
    def point(json: Point) -> dict[str, Any]:
        return dataclasses.asdict(json)

    @app.post("/options")
    @validate(json=Options)
    def options(json: Options) -> dict[str, Any]:
        return dict(json)

    @app.post("/lists")
    @validate(json=list[User])
    def lists(json: list[User]) -> dict[str, Any]:
        return {"names": [user.name for user in json]}

    @app.get("/search")
    @validate(query=Search)
    def search(query: Search) -> dict[str, Any]:
        return query.model_dump(mode="json")

    @app.post("/form")
    @validate(form=Search)
    def form(form: Search) -> dict[str, Any]:
        return form.model_dump(mode="json")

    return app


def post(client: FlaskClient, path: str, body: Any, **kwargs: Any) -> TestResponse:
    """Send JSON, or bytes as they are."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post(path, data=data, **{"content_type": "application/json", **kwargs})


def faults(response: TestResponse, status: int = 422) -> list[tuple[str, str]]:
    """Return where and what, of each error of a problem document."""
    assert status == response.status_code, response.text
    assert "application/problem+json" == response.content_type
    assert all({"loc", "type", "msg"} == set(each) for each in response.json["errors"])
    return [(".".join(map(str, each["loc"])), each["type"]) for each in response.json["errors"]]


def test_each_kind_of_model_reaches_the_view(client: FlaskClient) -> None:
    """A pydantic model, a dataclass, a TypedDict and a list of models, as objects."""
    sent = {"name": "a", "age": 1, "address": {"city": "b"}, "labels": {"x": [1]}}
    assert sent == post(client, "/users", sent).json
    assert {"x": 1, "y": 0} == post(client, "/points", {"x": 1}).json
    assert {"a": 1, "b": "c"} == post(client, "/options", {"a": 1, "b": "c"}).json
    assert {"names": ["a"]} == post(client, "/lists", [{"name": "a", "age": 1}]).json


@pytest.mark.parametrize(
    ("path", "body", "expected"),
    [
        ("/users", {"name": "a", "age": 1, "role": "admin"}, [("json.role", "extra_forbidden")]),
        (
            "/users",
            {"name": "a", "age": 1, "address": {"city": "b", "id": 1}},
            [("json.address.id", "extra_forbidden")],
        ),
        ("/users", {"name": "a", "age": "1"}, [("json.age", "int_type")]),
        ("/users", {"name": "a", "age": 1.0}, [("json.age", "int_type")]),
        ("/users", {"name": "a", "age": True}, [("json.age", "int_type")]),
        ("/users", {"name": 1}, [("json.name", "string_type"), ("json.age", "missing")]),
        ("/users", [], [("json", "model_type")]),
        ("/users", None, [("json", "model_type")]),
        ("/points", {"x": 1, "z": 1}, [("json.z", "unexpected_keyword_argument")]),
        ("/options", {"a": 1, "c": 1}, [("json.c", "extra_forbidden")]),
        ("/lists", [{"name": "a", "age": 1, "role": 1}], [("json.0.role", "extra_forbidden")]),
        ("/lists", {"name": "a", "age": 1}, [("json", "list_type")]),
    ],
)
def test_what_the_model_does_not_take_is_refused(
    client: FlaskClient, path: str, body: Any, expected: list[tuple[str, str]]
) -> None:
    """Unknown fields at every level (mass assignment), other types, missing fields: 422, and each is named."""
    assert expected == faults(post(client, path, body))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'{"name":"a","age":1,"age":2}', "json_duplicate_key"),
        (b'{"name":"a","age":1,"labels":{"x":1,"x":2}}', "json_duplicate_key"),
        (b"[" * 100_000, "json_too_deep"),
        (b'{"name":"a","age":1e400}', "json_number"),
        (b'{"name":"a","age":NaN}', "json_invalid"),
        (b'{"name":"\\ud800","age":1}', "json_surrogate"),
        (b'\xef\xbb\xbf{"name":"a","age":1}', "json_bom"),
        (b'{"name":"\xff","age":1}', "json_encoding"),
        (b"", "json_empty"),
        (b"name=a", "json_invalid"),
    ],
)
def test_what_cannot_be_read_is_400(client: FlaskClient, body: bytes, kind: str) -> None:
    """The strict reader answers before pydantic sees anything."""
    assert [("json", kind)] == faults(post(client, "/users", body), 400)


@pytest.mark.parametrize(
    ("content_type", "encoding", "status"),
    [
        ("application/json", None, 200),
        ("application/json; charset=utf-8", None, 200),
        ("APPLICATION/JSON; charset=UTF-8", None, 200),
        ("application/vnd.api+json", None, 200),
        ("application/json", "identity", 200),
        ("application/json; charset=utf-16", None, 415),
        ("application/json", "gzip", 415),
        ("application/jsonp", None, 415),
        ("text/json", None, 415),
        ("text/plain", None, 415),
        ("text/html+json", None, 415),
        ("application/x-www-form-urlencoded", None, 415),
        ("multipart/form-data; boundary=x", None, 415),
        (None, None, 415),
    ],
)
def test_the_content_type_is_checked(
    client: FlaskClient, content_type: str | None, encoding: str | None, status: int
) -> None:
    """JSON that says it is something else may come from another site's form."""
    headers = {} if encoding is None else {"Content-Encoding": encoding}
    response = post(client, "/users", {"name": "a", "age": 1}, content_type=content_type, headers=headers)
    assert status == response.status_code


def test_a_form_has_the_content_type_of_one(client: FlaskClient) -> None:
    """JSON, nothing, and what Werkzeug alone takes for a form are 415."""
    assert 200 == client.post("/form", data={"q": "a"}).status_code
    assert 200 == client.post("/form", data={"q": "a"}, content_type="multipart/form-data").status_code
    assert 415 == post(client, "/form", {"q": "a"}).status_code
    assert 415 == client.post("/form").status_code
    assert 415 == client.post("/form", data="q=a", content_type="application/x-url-encoded").status_code


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("", {}),
        ("q=a&page=2&tag=x&tag=y&ratio=1.5", {"q": "a", "page": 2, "tag": ["x", "y"], "ratio": 1.5}),
        ("tag=x", {"tag": ["x"]}),
        ("page=&since=&q=", {}),
        ("since=2026-01-31", {"since": "2026-01-31"}),
        ("q=%C3%A9+b", {"q": "é b"}),
    ],
)
def test_text_becomes_what_the_model_says(client: FlaskClient, sent: str, expected: dict[str, Any]) -> None:
    """Numbers, dates and lists; an input that was left empty is one that was not sent. Query and form alike."""
    expected = {"q": "", "page": 1, "tag": [], "ratio": 1.0, "since": None, **expected}
    assert expected == client.get(f"/search?{sent}").json
    assert expected == client.post("/form", data=sent, content_type="application/x-www-form-urlencoded").json


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("page=1&page=2", ("page", "duplicate_field")),
        ("q=1&q=1", ("q", "duplicate_field")),
        ("Page=1", ("Page", "extra_forbidden")),
        ("page[]=1", ("page[]", "extra_forbidden")),
        ("q[$ne]=1", ("q[$ne]", "extra_forbidden")),
        ("$where=1", ("$where", "operator_key")),
        ("a%00b=1", ("a\\x00b", "nul_key")),
        ("q=a%00b", ("q", "nul_character")),
        ("tag=a&tag=%00", ("tag", "nul_character")),
        ("page=x", ("page", "int_parsing")),
        ("ratio=nan", ("ratio", "finite_number")),
        ("ratio=1e400", ("ratio", "finite_number")),
        ("ratio=-Infinity", ("ratio", "finite_number")),
        ("since=tomorrow", ("since", "date_from_datetime_parsing")),
    ],
)
def test_fields_of_text_are_checked(client: FlaskClient, sent: str, expected: tuple[str, str]) -> None:
    """A field given twice, unknown ones, operators of databases, NUL, numbers that are none."""
    name, kind = expected
    assert [(f"query.{name}", kind)] == faults(client.get(f"/search?{sent}"))
    form = client.post("/form", data=sent, content_type="application/x-www-form-urlencoded")
    assert [(f"form.{name}", kind)] == faults(form)


def test_a_query_string_that_cannot_be_read_is_400() -> None:
    """Not UTF-8, or more fields than anybody has; exactly the limit is taken."""
    app = make(ValidationOptions(max_fields=3))
    app.add_url_rule("/", "index", validate(query=Search)(lambda query: str(len(query.tag))))
    app.add_url_rule("/form", "form", validate(form=Search)(lambda form: str(len(form.tag))), methods=["POST"])
    client = app.test_client()
    assert "3" == client.get("/?tag=a&tag=b&tag=c").text
    assert [("query", "too_many_fields")] == faults(client.get("/?tag=a&tag=b&tag=c&tag=d"), 400)
    assert [("query", "query_encoding")] == faults(client.get("/?q=%FF"), 400)
    assert [("query", "query_encoding")] == faults(client.get("/", environ_overrides={"QUERY_STRING": "q=\xff"}), 400)
    assert "3" == client.post("/form", data={"tag": ["a", "b", "c"]}).text
    assert [("form", "too_many_fields")] == faults(client.post("/form", data={"tag": list("abcd")}), 400)


def test_files_that_no_model_names_are_refused(client: FlaskClient) -> None:
    """A form without files takes none."""
    response = client.post("/form", data={"q": "a", "file": (__import__("io").BytesIO(b"x"), "x.txt")})
    assert [("form.file", "extra_forbidden")] == faults(response)


def test_a_body_that_is_too_large_is_413() -> None:
    """The room's own limit holds also where bodies may be large, with a declared length and without one."""
    app = make(ValidationOptions(max_json=100), HARDENED_BODY_SIZE_MAX_BODY=10_000)
    app.add_url_rule("/", "index", validate(json=list[int])(lambda json: str(len(json))), methods=["POST"])
    client = app.test_client()
    assert "49" == post(client, "/", b"[1" + b",1" * 48 + b" ]").text
    assert 413 == post(client, "/", b"[1" + b",1" * 48 + b"  ]").status_code
    chunked = {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": ""}
    assert 413 == post(client, "/", b"[1" + b",1" * 60 + b"]", environ_overrides=chunked).status_code
    assert "3" == post(client, "/", b"[1,1,1]", environ_overrides=chunked).text


class Colour(Enum):
    RED = "red"


class Precise(BaseModel):
    day: date
    at: datetime
    id: UUID
    price: Decimal
    colour: Colour
    pair: tuple[int, str]
    unique: set[int]


def test_strict_json_takes_what_json_has_no_type_for() -> None:
    """Dates, UUIDs, decimals and enumerations are text in JSON; nothing else is converted."""
    app = make()
    seen: list[Precise] = []
    app.add_url_rule("/", "index", validate(json=Precise)(lambda json: seen.append(json) or "ok"), methods=["POST"])
    client = app.test_client()
    sent = {
        "day": "2026-01-31",
        "at": "2026-01-31T10:00:00Z",
        "id": "12345678-1234-5678-1234-567812345678",
        "price": "1.10",
        "colour": "red",
        "pair": [1, "a"],
        "unique": [1, 2],
    }
    assert "ok" == post(client, "/", sent).text
    assert datetime(2026, 1, 31, 10, tzinfo=timezone.utc) == seen[0].at
    assert (Decimal("1.10"), Colour.RED, (1, "a")) == (seen[0].price, seen[0].colour, seen[0].pair)
    wrong = {**sent, "day": 1, "colour": "blue", "unique": {"a": 1}}
    assert {"json.day", "json.colour", "json.unique"} == {loc for loc, _ in faults(post(client, "/", wrong))}


def test_strictness_can_be_lowered() -> None:
    """For clients that send numbers as text."""
    app = make()
    app.add_url_rule("/", "index", validate(json=Point, strict=False)(lambda json: str(json.x)), methods=["POST"])
    client = app.test_client()
    assert "1" == post(client, "/", {"x": "1"}).text
    assert [("json.x", "int_parsing")] == faults(post(client, "/", {"x": "one"}))


def test_unknown_fields_may_be_dropped_or_taken() -> None:
    """A decorator may drop them, a model may take them; a model that says "ignore" says nothing about it."""

    class Takes(BaseModel):
        model_config = ConfigDict(extra="allow")
        x: int

    class Ignores(BaseModel):
        model_config = ConfigDict(extra="ignore")
        x: int

    app = make()
    seen: list[Any] = []
    for name, model, unknown in (("drop", Point, "ignore"), ("take", Takes, "refuse"), ("ignore", Ignores, "refuse")):
        view = validate(json=model, query=model, unknown=unknown)(
            lambda json, query: seen.append((json, query)) or "ok"
        )
        app.add_url_rule(f"/{name}", name, view, methods=["POST"])
    client = app.test_client()
    assert "ok" == post(client, "/drop?x=1&utm_source=a", {"x": 1, "role": "admin"}).text
    assert (Point(1), Point(1)) == seen.pop()
    assert "ok" == post(client, "/take?x=1&more=a", {"x": 1, "role": "admin"}).text
    assert {"role": "admin"} == seen.pop()[0].model_extra
    expected = [("query.more", "extra_forbidden"), ("json.role", "extra_forbidden")]
    assert expected == faults(post(client, "/ignore?x=1&more=a", {"x": 1, "role": "admin"}))
    assert [("json.$where", "operator_key")] == faults(post(client, "/take?x=1", {"x": 1, "$where": "1"}))


def test_path_and_headers() -> None:
    """The variable parts a model names come in ``path``, the others as ever; headers by their names with underscores."""

    class Item(BaseModel):
        item_id: int = Field(le=100)

    class Trace(BaseModel):
        x_trace_id: str = Field(pattern="^[a-f0-9]+$")
        x_tags: list[str] = []
        agent: str = Field("", alias="User-Agent")

    app = make()

    @app.get("/<shop>/items/<item_id>")
    @validate(path=Item, headers=Trace)
    def show(shop: str, path: Item, headers: Trace) -> dict[str, Any]:
        assert "item_id" not in (request.view_args or {})
        return {"shop": shop, "id": path.item_id, **headers.model_dump()}

    client = app.test_client()
    sent = {"X-Trace-Id": "ab12", "X-Tags": "a, b", "User-Agent": "test", "X-Other": "ignored"}
    expected = {"shop": "s", "id": 7, "x_trace_id": "ab12", "x_tags": ["a", "b"], "agent": "test"}
    assert expected == client.get("/s/items/7", headers=sent).json
    found = faults(client.get("/s/items/101", headers={"X-Trace-Id": "zz"}))
    assert [("path.item_id", "less_than_equal"), ("headers.x_trace_id", "string_pattern_mismatch")] == found
    assert [("headers.x_trace_id", "missing")] == faults(client.get("/s/items/7"))


def test_parts_of_the_path_that_the_view_takes_itself() -> None:
    """A view that names one of them gets it as ever, also where its blueprint validates them all."""

    class Both(BaseModel):
        org: str = Field(max_length=3)
        item: int

    app = make()
    app.add_url_rule("/<org>/<item>", "both", validate(path=Both)(lambda org, path: f"{org} {path.item}"))
    blueprint = validate(path=Both)(Blueprint("bp", __name__, url_prefix="/bp/<org>"))
    blueprint.add_url_rule("/<item>", "view", lambda org, item: f"{org} {item}")
    app.register_blueprint(blueprint)
    client = app.test_client()
    assert "a 1" == client.get("/a/1").text
    assert "a 1" == client.get("/bp/a/1").text
    assert 422 == client.get("/bp/abcd/1").status_code
    assert [("path.item", "int_parsing")] == faults(client.get("/a/x"))


def test_views_without_a_rule() -> None:
    """An endpoint that no rule leads to stops nothing."""
    app = make()
    app.view_functions["none"] = validate(path=Point)(lambda path: "")
    assert ({}, []) == Compiler(app, ValidationOptions()).table("nowhere")
    assert [] == Compiler(app, ValidationOptions()).table("none")[1]


def test_blueprints_and_what_is_nearer() -> None:
    """A blueprint's decorator holds for its views, nested ones too; a view's own replaces it for the same source."""

    class Paging(BaseModel):
        page: int = 1

    class Nothing(BaseModel):
        pass

    api = validate(query=Nothing)(Blueprint("api", __name__, url_prefix="/api"))
    inner = Blueprint("inner", __name__, url_prefix="/inner")
    api.add_url_rule("/plain", "plain", lambda: "plain")
    api.add_url_rule("/paged", "paged", validate(query=Paging)(lambda query: str(query.page)))
    api.add_url_rule("/both", "both", validate(json=Point)(lambda json, query: f"{json.x}"), methods=["POST"])
    inner.add_url_rule("/", "index", lambda: "inner")
    api.register_blueprint(inner)
    app = make()
    app.register_blueprint(api)
    app.add_url_rule("/outside", "outside", lambda: "outside")
    client = app.test_client()
    assert "plain" == client.get("/api/plain").text
    assert 422 == client.get("/api/plain?page=1").status_code
    assert 422 == client.get("/api/inner/?page=1").status_code
    assert "2" == client.get("/api/paged?page=2").text
    assert "1" == post(client, "/api/both", {"x": 1}).text
    assert [("query.a", "extra_forbidden")] == faults(post(client, "/api/both?a=1", {"x": 1}))
    assert "outside" == client.get("/outside?page=1").text


def test_class_based_views() -> None:
    """Each method has its own marks, beside those of the class; a class without them per method works too."""

    @validate(query=Search)
    class Users(MethodView):
        def get(self, query: Search) -> str:
            return f"get {query.page}"

        @validate(json=User)
        def post(self, query: Search, json: User) -> str:
            return f"post {query.page} {json.name}"

    @validate(json=Point)
    class Points(MethodView):
        def get(self) -> str:
            return "get"

        def put(self, json: Point) -> str:
            return f"put {json.x}"

    app = make()
    app.add_url_rule("/users", view_func=Users.as_view("users"))
    app.add_url_rule("/points", view_func=Points.as_view("points"))
    client = app.test_client()
    assert "get 2" == client.get("/users?page=2").text
    assert "" == client.head("/users?page=2").text
    assert 422 == client.head("/users?page=x").status_code
    assert "post 1 a" == post(client, "/users", {"name": "a", "age": 1}).text
    assert 422 == post(client, "/users", {"name": "a"}).status_code
    assert "get" == client.get("/points").text
    assert "put 3" == client.put("/points", json={"x": 3}).text
    assert 422 == client.put("/points", json={"x": "3"}).status_code
    assert 200 == client.options("/points").status_code


def test_async_views() -> None:
    """The object is handed over the same way."""
    app = make()

    @app.post("/")
    @validate(json=Point)
    async def view(json: Point) -> str:
        return str(json.x)

    client = app.test_client()
    assert "1" == post(client, "/", {"x": 1}).text
    assert 422 == post(client, "/", {"x": ""}).status_code


def test_methods_without_a_body() -> None:
    """A view for GET and POST gets None for a GET; HEAD follows; OPTIONS is answered as ever, whatever is missing."""

    class Needed(BaseModel):
        token: str

    app = make()

    @app.route("/", methods=["GET", "POST"])
    @validate(json=Point)
    def view(json: Point | None) -> str:
        return "none" if json is None else str(json.x)

    @app.route("/needed", methods=["GET"])
    @validate(query=Needed)
    def needed(query: Needed) -> str:
        return query.token

    client = app.test_client()
    assert "none" == client.get("/").text
    assert 200 == client.head("/").status_code
    assert "1" == post(client, "/", {"x": 1}).text
    assert 200 == client.options("/needed").status_code
    assert 422 == client.head("/needed").status_code


def test_it_works_through_wrappers_and_keyword_arguments() -> None:
    """A decorator of the app's own between them, with functools.wraps or without."""

    def plain(view: Any) -> Any:
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            return view(*args, **kwargs)

        return wrapper

    app = make()
    app.add_url_rule("/", "index", validate(json=Point)(plain(lambda json: str(json.x))), methods=["POST"])
    assert "1" == post(app.test_client(), "/", {"x": 1}).text


def fault_at_start(app: Flask, caplog: pytest.LogCaptureFixture) -> str:
    """Return what the log says when the app does not start."""
    caplog.clear()
    with caplog.at_level(logging.CRITICAL, "flask_hardened"):
        assert 503 == app.test_client().get("/").status_code
    return caplog.text


def test_mistakes_stop_the_app_and_are_named(caplog: pytest.LogCaptureFixture) -> None:
    """The view, the fault and the fix, for all of them at once."""

    class Item(BaseModel):
        item_id: int

    class Nested(BaseModel):
        inner: Address | None = None

    class Open(BaseModel):
        model_config = ConfigDict(extra="allow")
        inner: Address

    class Unknowable(BaseModel):
        x: NotThere  # type: ignore[name-defined]  # noqa: F821

    app = make()
    app.add_url_rule("/a/<int:number>", "wrong_name", validate(path=Item)(lambda path, number: ""))
    app.add_url_rule("/b", "no_argument", validate(query=Search)(lambda: ""))
    app.add_url_rule("/c", "no_body", validate(json=Point)(lambda json: ""))
    app.add_url_rule("/d", "deep_query", validate(query=Nested)(lambda query: ""))
    app.add_url_rule("/e", "listed_query", validate(query=list[int])(lambda query: ""))
    app.add_url_rule("/f", "half_open", validate(json=Open)(lambda json: ""), methods=["POST"])
    app.add_url_rule("/g/<query>", "clash", validate(query=Search)(lambda query: ""))
    app.add_url_rule("/h", "no_model", validate(json=object.__new__.__class__)(lambda json: ""), methods=["POST"])
    app.add_url_rule("/i", "forward", validate(json=Unknowable)(lambda json: ""), methods=["POST"])
    said = fault_at_start(app, caplog)
    for expected in (
        "@validate(path=...) on view wrong_name",
        "has no item_id",
        "it has number",
        "@validate(query=...) on view no_argument",
        "takes no argument query",
        "@validate(json=...) on view no_body",
        "none of its methods has a body",
        "its field inner is an object",
        "it has no named fields",
        "Open takes any field, and Address beside it does not say",
        "has a part of the same name",
        "on view no_model",
        "on view forward",
    ):
        assert expected in said


def test_no_mistake_where_things_fit(caplog: pytest.LogCaptureFixture) -> None:
    """Near misses: optional parts of a path, a part called as its source that the model takes, closed models beside."""

    class Files(BaseModel):
        path: str
        version: int = 1

    class Closed(BaseModel):
        model_config = ConfigDict(extra="forbid")
        city: str

    class Open(BaseModel):
        model_config = ConfigDict(extra="allow")
        inner: Closed

    app = make()
    view = validate(path=Files)(lambda path: f"{path.path} {path.version}")
    app.add_url_rule("/files/<path:path>", "files", view)
    app.add_url_rule("/files/v<int:version>/<path:path>", "files", view)
    app.add_url_rule("/open", "open", validate(json=Open)(lambda json: "ok"), methods=["POST"])
    client = app.test_client()
    assert "a/b 1" == client.get("/files/a/b").text
    assert "a/b 7" == client.get("/files/v7/a/b").text
    assert "ok" == post(client, "/open", {"inner": {"city": "a"}, "more": 1}).text
    assert 422 == post(client, "/open", {"inner": {"city": "a", "more": 1}}).status_code


@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"json": Point(1)},
        {"json": {"x": int}},
        {"json": "Point"},
        {"json": Point, "form": Search},
        {"json": Point, "on_invalid": "ignore"},
        {"json": Point, "unknown": "allow"},
    ],
)
def test_mistakes_in_the_decorator_are_said_there(arguments: dict[str, Any]) -> None:
    """What can be seen without the app raises where it is written."""
    with pytest.raises(ConfigurationError) as caught:
        validate(**arguments)
    assert all("@validate" in problem.setting for problem in caught.value.problems)


def test_the_event_names_places_only(app: Flask, client: FlaskClient) -> None:
    """``input_validation_fail`` with where, and nothing that was sent."""
    events: list[dict[str, Any]] = []

    def receive(sender: Any, *, event: dict[str, Any]) -> None:
        events.append(event)

    with security_event.connected_to(receive, app):
        post(client, "/users", {"name": ["hunter2"], "age": "hunter2", "labels": {}})
        post(client, "/users", b'{"hunter2')
        post(client, "/users", b"hunter2", content_type="text/plain")
        post(client, "/users", {"name": "a", "age": 1})
    assert ["input_validation_fail"] * 3 == [event["event"] for event in events]
    assert ["invalid", "unreadable", "media_type"] == [event["reason"] for event in events]
    assert [["json.name", "json.age"], ["json"], ["json"]] == [event["locs"] for event in events]
    assert "hunter2" not in json.dumps(events)


def test_a_secret_part_of_the_path_stays_masked() -> None:
    """Also when the view gets it in ``path``."""

    class Reset(BaseModel):
        token: str = Field(max_length=3)

    app = make()
    app.add_url_rule("/reset/<token>", "reset", validate(path=Reset)(lambda path: path.nothing))
    events: list[dict[str, Any]] = []

    def receive(sender: Any, *, event: dict[str, Any]) -> None:
        events.append(event)

    app.config["PROPAGATE_EXCEPTIONS"] = False
    with security_event.connected_to(receive, app):
        app.test_client().get("/reset/abcdef")
        app.test_client().get("/reset/xyz")
    assert ["input_validation_fail", "sys_crash"] == [event["event"] for event in events]
    assert not any("abcdef" in str(event) or "xyz" in str(event) for event in events)


def test_own_handlers_win(app: Flask, client: FlaskClient) -> None:
    """For our classes, for the status, and for HTTPException; each sees the errors."""

    @app.errorhandler(UnreadableInput)
    def unreadable(error: UnreadableInput) -> tuple[Any, int]:
        return jsonify(own=error.errors[0]["type"]), 400

    @app.errorhandler(422)
    def invalid(error: UnprocessableEntity) -> tuple[Any, int]:
        assert isinstance(error, InvalidInput)
        return jsonify(own=error.errors[0]["loc"]), 422

    assert {"own": "json_empty"} == post(client, "/users", b"").json
    assert {"own": ["json", "age"]} == post(client, "/users", {"name": "a"}).json
    other = make()
    other.add_url_rule("/", "index", validate(json=Point)(lambda json: ""), methods=["POST"])
    other.register_error_handler(HTTPException, lambda error: (f"own {error.code}", error.code))
    assert "own 422" == post(other.test_client(), "/", {}).text


def test_browsers_get_a_page(client: FlaskClient) -> None:
    """By ``Accept``; caches are told."""
    response = client.get("/search?page=x", headers={"Accept": "text/html"})
    assert (422, "text/html; charset=utf-8") == (response.status_code, response.content_type)
    assert "query.page: Input should be a valid integer" in response.text
    assert "Accept" in response.headers["Vary"]
    hostile = client.get("/search?<script>=x", headers={"Accept": "text/html"})
    assert "<script>" not in hostile.text


def test_a_view_may_see_what_is_wrong() -> None:
    """``on_invalid="view"``: it gets an Invalid with the errors and what was typed; unreadable input is still refused."""
    app = make()

    @app.post("/")
    @validate(form=Search, on_invalid="view")
    def view(form: Search | Invalid) -> Any:
        if isinstance(form, Invalid):
            assert not form
            return {"values": form.values, "page": form.messages("page")}, 422
        return {"page": form.page}

    @app.post("/json")
    @validate(json=Point, on_invalid="view")
    def points(json: Point | Invalid) -> Any:
        return {"errors": len(json.errors) if isinstance(json, Invalid) else 0}

    client = app.test_client()
    assert {"page": 3} == client.post("/", data={"page": "3"}).json
    response = client.post("/", data={"page": "x", "q": "a", "tag": ["1", "2"]})
    expected = "Input should be a valid integer, unable to parse string as an integer"
    assert {"values": {"page": "x", "q": "a", "tag": ["1", "2"]}, "page": [expected]} == response.json
    assert 415 == post(client, "/", {}).status_code
    assert {"errors": 2} == post(client, "/json", {"y": "a"}).json
    assert 400 == post(client, "/json", b"{").status_code
    assert "secret" not in repr(Invalid(errors=[], values={"password": "secret"}))


def test_a_function_may_answer() -> None:
    """``on_invalid=function``: called with the error, synchronous or not; its response goes out as it is."""
    app = make()

    async def later(error: InvalidInput) -> tuple[str, int]:
        return "later", 409

    app.add_url_rule(
        "/",
        "index",
        validate(json=Point, on_invalid=lambda error: ({"own": error.errors}, 418))(lambda json: "ok"),
        methods=["POST"],
    )
    app.add_url_rule("/later", "later", validate(json=Point, on_invalid=later)(lambda json: "ok"), methods=["POST"])
    app.register_error_handler(HTTPException, lambda error: ("not asked", 500))
    client = app.test_client()
    response = post(client, "/", {})
    assert (418, [["json", "x"]]) == (response.status_code, [each["loc"] for each in response.json["own"]])
    assert "nosniff" == response.headers["X-Content-Type-Options"]
    assert "ok" == post(client, "/", {"x": 1}).text
    assert (409, "later") == (post(client, "/later", {}).status_code, post(client, "/later", {}).text)


def test_many_errors_are_cut() -> None:
    """A small body cannot make a large answer."""
    app = make()
    app.add_url_rule("/", "index", validate(json=list[int])(lambda json: "ok"), methods=["POST"])
    response = post(app.test_client(), "/", ["x"] * 5000)
    assert 100 == len(response.json["errors"])
    assert [("json", "too_many_errors")] == faults(post(app.test_client(), "/", ["x"] * 5001))
    long = post(app.test_client(), "/", {"a" * 100_000: 1})
    assert len(long.data) < 2000


def test_views_without_it_have_no_door() -> None:
    """Nothing is added to the plan of a view that says nothing."""
    app = make()
    app.add_url_rule("/plain", "plain", lambda: "plain")
    app.add_url_rule("/", "index", validate(json=Point)(lambda json: "ok"), methods=["POST"])
    app.test_client().get("/plain")
    plans = app.extensions["hardened"].plans
    assert len(plans.of("plain", "GET").before) + 1 == len(plans.of("index", "POST").before)
    assert "validation" not in plans.of("plain", "GET").room


def test_it_comes_after_who_and_whence() -> None:
    """A cross-site request is refused without being read."""
    app = Flask("order")
    app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY)
    Hardened(app, rate_limit=False)
    app.add_url_rule("/", "index", validate(json=Point)(lambda json: "ok"), methods=["POST"])
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
    assert 403 == post(app.test_client(), "/", b"{{{", headers=headers).status_code
    assert 400 == post(app.test_client(), "/", b"{{{").status_code


def test_it_comes_after_the_sign_in() -> None:
    """Who may not use a route learns nothing of what it takes, and their body is not read."""
    app = Flask("auth")
    app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY)
    Hardened(app, csrf=False, rate_limit=False, auth=AuthOptions(loader=lambda user_id: None))
    app.add_url_rule("/", "index", auth_required(validate(json=Point)(lambda json: "ok")), methods=["POST"])
    response = post(app.test_client(), "/", b"{{{")
    assert 401 == response.status_code
    assert "errors" not in response.json


def test_two_apps_share_nothing() -> None:
    """One view function, in two apps with other limits."""
    view = validate(json=list[int])(lambda json: "ok")
    small, large = make(ValidationOptions(max_json_values=3)), make()
    for app in (small, large):
        app.add_url_rule("/", "index", view, methods=["POST"])
    assert 400 == post(small.test_client(), "/", [1, 2, 3, 4]).status_code
    assert "ok" == post(large.test_client(), "/", [1, 2, 3, 4]).text


@pytest.mark.parametrize(
    "values", [{"max_json": 0}, {"max_json_depth": 201}, {"max_json_values": -1}, {"max_fields": 0}]
)
def test_limits_that_make_no_sense_are_named(values: dict[str, int]) -> None:
    """Below one, and deeper than the stack bears; the last depth that does is taken."""
    with pytest.raises(ConfigurationError):
        ValidationOptions(**values)
    assert 200 == ValidationOptions(max_json_depth=200).max_json_depth
