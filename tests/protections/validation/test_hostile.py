"""Whatever a client sends, a validated view answers 2xx or 4xx, and never fails."""

from __future__ import annotations

import dataclasses
import json
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

import pytest
from flask import Flask
from flask_wtf import FlaskForm
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import AnyUrl, BaseModel, Field, Json, RootModel
from typing_extensions import NotRequired, TypedDict
from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    DecimalField,
    FieldList,
    FloatField,
    Form,
    FormField,
    IntegerField,
    MonthField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TimeField,
    WeekField,
    validators,
)
from wtforms.validators import URL, AnyOf, InputRequired, IPAddress, Length, MacAddress, NumberRange, Optional, Regexp

from flask_hardened import Hardened
from flask_hardened.protections.validation.decorators import validate
from flask_hardened.protections.validation.types import Alphanumeric, Email, PlainText, SafeUrl, Slug, Trimmed
from tests.conftest import SECRET_KEY


class Tree(BaseModel):
    children: list[Tree] = []
    value: int | str | None = None


class Rich(BaseModel):
    a: int = 0
    b: float = 0
    c: bool = False
    d: date | None = None
    e: datetime | None = None
    f: time | None = None
    g: timedelta | None = None
    h: UUID | None = None
    i: Decimal | None = None
    j: AnyUrl | None = None
    k: Literal["x", "y"] = "x"
    m: list[int] = []
    n: set[str] = set()
    o: bytes = b""
    p: str = Field("", pattern=r"^(\w+\s?)*$")
    q: Email | None = None
    r: Slug | None = None
    s: SafeUrl | None = None
    t: PlainText = ""
    u: Alphanumeric | None = None
    v: Trimmed[0, 5] = ""  # type: ignore[valid-type]


class Body(Rich):
    tree: Tree | None = None
    free: dict[str, Any] = {}
    anything: Any = None
    packed: Json[list[int]] | None = None
    ints: dict[int, str] = {}


@dataclasses.dataclass
class Small:
    a: int
    m: list[str] = dataclasses.field(default_factory=list)


class Typed(TypedDict):
    a: int
    m: NotRequired[list[str]]


class Line(Form):
    a = IntegerField(validators=[Optional()])
    d = DecimalField(validators=[Optional()])


class Wide(FlaskForm):
    class Meta:
        csrf = False

    a = IntegerField(validators=[InputRequired(), NumberRange(1, 10)])
    b = FloatField(validators=[Optional()])
    c = BooleanField()
    d = DateField(validators=[Optional()])
    e = DateTimeLocalField(validators=[Optional()])
    f = TimeField(validators=[Optional()])
    g = MonthField(validators=[Optional()])
    h = WeekField(validators=[Optional()])
    i = DecimalField(validators=[Optional(), NumberRange(min=Decimal(0))])
    j = StringField(validators=[Optional(), URL(), Length(max=99)])
    k = SelectField(choices=["x", "y"], default="x")
    m = SelectMultipleField(choices=["1", "2"])
    n = FieldList(StringField())
    o = FieldList(FormField(Line))
    p = StringField(validators=[Optional(), Regexp(r"^\w+$"), AnyOf(["a"])])
    q = StringField(validators=[Optional(), IPAddress(), MacAddress(), validators.UUID()])
    r = RadioField(choices=["x"], validators=[Optional()])


@pytest.fixture(scope="module")
def app() -> Flask:
    """An app with a view for every kind of model."""
    app = Flask("hostile")
    app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY)
    Hardened(app, csrf=False, rate_limit=False)
    bodies = {"body": Body, "small": Small, "typed": Typed, "root": RootModel[dict[str, int]], "any": Any | None}
    for name, model in bodies.items():
        app.add_url_rule(f"/json/{name}", name, validate(json=model)(lambda json: "ok"), methods=["POST"])
    forms = {"rich": Rich, "wide": Wide, "plain": Small}
    for name, model in forms.items():
        view = validate(form=model)(lambda form: "ok")
        app.add_url_rule(f"/form/{name}", f"form_{name}", view, methods=["POST"])
        app.add_url_rule(f"/query/{name}", f"query_{name}", validate(query=model)(lambda query: "ok"))
    app.add_url_rule("/headers", "headers", validate(headers=Rich)(lambda headers: "ok"))
    return app


def check(response: Any) -> None:
    """Assert that the answer is one of ours, or the view's."""
    assert response.status_code in (200, 400, 413, 415, 422), response.text


JSON_PATHS = st.sampled_from(["/json/body", "/json/small", "/json/typed", "/json/root", "/json/any"])
NAMES = st.sampled_from(
    [*"abcdefghijkmnopqrstuv", "n-0", "n-1", "o-0-a", "o-0-d", "o-1-a", "o-0", "o--a", "n-²", "$ne", "a[$gt]", "", "\0", "submit", "csrf_token"]
) | st.text(max_size=5)  # fmt: skip
VALUES = st.one_of(
    st.sampled_from(
        ["", "0", "-1", "nan", "inf", "1e400", "NaN", "sNaN", "-0", "9" * 5000, "1_000", " 1 ", "٣", "²", "0x1", "on",
         "2026-02-30", "2026-01-01T00:00", "99999-01-01", "0000-00-00", "23:59:60", "2026-W53", "P1Y", "\0", "\ud7ff",
         "\U0010ffff", "a@b.c", "http://[", "https://\u2028", "x" * 70_000]
    ),
    st.text(max_size=20),
)  # fmt: skip
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | VALUES
TREES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=8
)
relaxed = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=150)


@relaxed
@given(path=JSON_PATHS, body=st.dictionaries(NAMES | st.sampled_from(["tree", "free", "ints", "packed"]), TREES))
def test_json_of_any_shape(app: Flask, path: str, body: Any) -> None:
    """Well-formed JSON with fields of the model and others, and values of every type."""
    check(app.test_client().post(path, data=json.dumps(body), content_type="application/json"))


@relaxed
@given(path=JSON_PATHS, body=st.binary(max_size=60), kind=st.sampled_from(["application/json", "a/b", "", "é;q=\x80"]))
def test_any_bytes(app: Flask, path: str, body: bytes, kind: str) -> None:
    """Whatever they say they are."""
    check(app.test_client().post(path, data=body, content_type=kind))


@relaxed
@given(
    path=st.sampled_from(["/form/rich", "/form/wide", "/form/plain"]),
    fields=st.lists(st.tuples(NAMES, VALUES), max_size=6),
    multipart=st.booleans(),
)
def test_forms_with_any_fields(app: Flask, path: str, fields: list[tuple[str, str]], multipart: bool) -> None:
    """Fields of the form, others, several times; encoded either way."""
    sent: dict[str, list[str]] = {}
    for name, value in fields:
        sent.setdefault(name, []).append(value)
    kind = "multipart/form-data" if multipart else "application/x-www-form-urlencoded"
    check(app.test_client().post(path, data=sent, content_type=kind))


@relaxed
@given(
    path=st.sampled_from(["/query/rich", "/query/wide", "/query/plain"]),
    query=st.binary(max_size=40) | st.lists(st.sampled_from([b"a=1", b"&", b"=", b"%00", b"%ff", b"m=", b"%", b"+", b";"])).map(b"".join),
)  # fmt: skip
def test_any_query_string(app: Flask, path: str, query: bytes) -> None:
    """As the bytes that a server passes on."""
    check(app.test_client().get(path, environ_overrides={"QUERY_STRING": query.decode("latin-1")}))


@relaxed
@given(st.dictionaries(st.sampled_from("ABCDEFGHIJKMNOPQRSTUV"), st.text(st.characters(max_codepoint=255)), max_size=4))
def test_any_headers(app: Flask, headers: dict[str, str]) -> None:
    """As a server passes them on."""
    overrides = {f"HTTP_{name}": value for name, value in headers.items()}
    check(app.test_client().get("/headers", environ_overrides=overrides))


@pytest.mark.parametrize("body", [b"multipart/form-data", b"--x\r\n\r\n", b"--x--", b"--x\r\nContent-Disposition: x"])
@pytest.mark.parametrize(
    "kind", ["multipart/form-data", "multipart/form-data; boundary=x", "multipart/form-data; boundary="]
)
def test_broken_multipart(app: Flask, kind: str, body: bytes) -> None:
    """Without a boundary, cut off, without parts."""
    check(app.test_client().post("/form/wide", data=body, content_type=kind))


@pytest.mark.parametrize("length", ["-1", "abc", "9" * 30, "1" * 5000, "٣"])
def test_broken_lengths(app: Flask, length: str) -> None:
    """A server would not pass them on; another front may."""
    response = app.test_client().post(
        "/json/small", data=b"{}", content_type="application/json", environ_overrides={"CONTENT_LENGTH": length}
    )
    check(response)


@pytest.mark.parametrize("depth", [10, 60, 64, 50_000])
def test_recursive_models(app: Flask, depth: int) -> None:
    """As deep as the reader lets it be, and deeper."""
    body = b'{"tree":' + b'{"children":[' * depth + b"]}" * depth + b"}"
    response = app.test_client().post("/json/body", data=body, content_type="application/json")
    assert (200 if depth == 10 else 400) == response.status_code


def test_large_bodies_end_soon(app: Flask) -> None:
    """A megabyte of errors: one answer, of which no part is large."""
    body = json.dumps({"m": ["x"] * 200_000}).encode()[:1_000_000]
    response = app.test_client().post(
        "/json/body", data=body[: body.rindex(b",")] + b"]}", content_type="application/json"
    )
    assert response.status_code in (400, 422)
    assert len(response.data) < 20_000
    many = "&".join(f"o-{number % 9999}-a=x" for number in range(990))
    response = app.test_client().post("/form/wide", data=many, content_type="application/x-www-form-urlencoded")
    check(response)
