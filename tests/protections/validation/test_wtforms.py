"""Form classes of WTForms and Flask-WTF as models."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_wtf import FlaskForm
from werkzeug.test import TestResponse
from wtforms import (
    BooleanField,
    DateField,
    DecimalField,
    FieldList,
    FileField,
    FloatField,
    Form,
    FormField,
    IntegerField,
    MultipleFileField,
    SelectField,
    SelectMultipleField,
    StringField,
    SubmitField,
    ValidationError,
)
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from flask_hardened import Hardened
from flask_hardened.protections.validation.decorators import validate
from tests.conftest import SECRET_KEY


class SignUp(FlaskForm):
    name = StringField(validators=[DataRequired(), Length(max=10)])
    age = IntegerField(validators=[Optional(), NumberRange(min=18)])
    terms = BooleanField()
    submit = SubmitField()


class Line(Form):
    item = StringField(validators=[DataRequired()])
    amount = IntegerField(validators=[DataRequired()])


class Order(Form):
    price = FloatField(validators=[Optional()])
    exact = DecimalField(validators=[Optional()])
    day = DateField(validators=[Optional()])
    size = SelectField(choices=["s", "m"], default="s", validate_choice=True)
    extras = SelectMultipleField(choices=["1", "2"])
    notes = FieldList(StringField(), max_entries=3)
    lines = FieldList(FormField(Line))
    main = FormField(Line)
    picture = FileField()
    pictures = MultipleFileField()

    def validate_price(self, field: Any) -> None:
        if field.data == 13:
            raise ValidationError(f"{field.data} brings bad luck")


class SearchForm(FlaskForm):
    q = StringField()
    kind = SelectMultipleField(choices=["a", "b"])


@pytest.fixture
def app() -> Flask:
    """An app with a view that shows its form again, and others that do not."""
    app = Flask("forms")
    app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY, WTF_CSRF_ENABLED=False)
    Hardened(app, rate_limit=False)

    @app.route("/signup", methods=["GET", "POST"])
    @validate(form=SignUp, on_invalid="view")
    def signup(form: SignUp) -> Any:
        if not form.is_submitted():
            return "empty"
        return (form.errors, 422) if form.errors else f"{form.name.data} {form.age.data} {form.terms.data}"

    @app.post("/refuse")
    @validate(form=SignUp)
    def refuse(form: SignUp) -> str:
        return form.name.data or ""

    @app.post("/order")
    @validate(form=Order)
    def order(form: Order) -> Any:
        return {
            "price": form.price.data,
            "extras": form.extras.data,
            "notes": form.notes.data,
            "lines": [line["item"] for line in form.lines.data],
            "files": len([file for file in form.pictures.data or () if file]),
        }

    @app.post("/loose")
    @validate(form=SignUp, unknown="ignore")
    def loose(form: SignUp) -> str:
        return "role" if "role" in form.data else "dropped"

    @app.get("/search")
    @validate(query=SearchForm)
    def search(query: SearchForm) -> str:
        return f"{query.q.data} {query.kind.data}"

    return app


def faults(response: TestResponse, status: int = 422) -> list[tuple[str, str, str]]:
    """Return where, what and the message of each error."""
    assert status == response.status_code, response.text
    return [(".".join(map(str, each["loc"])), each["type"], each["msg"]) for each in response.json["errors"]]


def test_the_view_gets_the_form(client: FlaskClient) -> None:
    """Unsubmitted for GET, validated for POST, with its errors where the decorator says so."""
    assert "empty" == client.get("/signup").text
    assert "a 20 True" == client.post("/signup", data={"name": "a", "age": "20", "terms": "on", "submit": "go"}).text
    response = client.post("/signup", data={"name": "a" * 11, "age": "5"})
    assert 422 == response.status_code
    expected = {"name": ["Field cannot be longer than 10 characters."], "age": ["Number must be at least 18."]}
    assert expected == response.json


def test_without_on_invalid_it_is_refused(client: FlaskClient) -> None:
    """422 with the errors of the form's fields."""
    assert "a" == client.post("/refuse", data={"name": "a"}).text
    expected = [
        ("form.name", "value_error", "This field is required."),
        ("form.age", "value_error", "Number must be at least 18."),
    ]
    assert expected == faults(client.post("/refuse", data={"age": "3"}))


def test_fields_that_the_form_does_not_have(client: FlaskClient) -> None:
    """Refused; dropped where the decorator says so; the CSRF token always belongs to it."""
    found = faults(client.post("/refuse", data={"name": "a", "role": "admin"}))
    assert [("form.role", "extra_forbidden", "Extra inputs are not permitted")] == found
    assert "dropped" == client.post("/loose", data={"name": "a", "role": "admin"}).text
    assert [("form.$where", "operator_key")] == [
        each[:2] for each in faults(client.post("/loose", data={"name": "a", "$where": "1"}))
    ]
    assert "a" == client.post("/refuse", data={"name": "a", "csrf_token": "x"}).text


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"name": "a", "role": "admin"}, "role: Extra inputs are not permitted"),
        ({"name": ["a", "b"]}, "name: The field is given more than once"),
        ({"name": "a", "age": "2\x000"}, "age: Text with a NUL character is not taken"),
        ({"name": "a", "$where": "1"}, "$where: Names that begin with $ are not taken"),
    ],
)
def test_a_view_that_looks_at_the_errors_sees_these_too(
    app: Flask, client: FlaskClient, sent: dict[str, Any], message: str
) -> None:
    """They are errors of the form as a whole, and the form stays invalid when the view validates it once more."""

    @app.post("/again")
    @validate(form=SignUp, on_invalid="view")
    def again(form: SignUp) -> Any:
        return {"valid": form.validate_on_submit(), "errors": form.form_errors, "name": form.name.data}

    made = client.post("/again", data=sent).json
    assert made["valid"] is False
    assert [message] == made["errors"]
    assert ("a" if "b" not in sent["name"] else None) == made["name"]
    assert client.post("/again", data={"name": "a"}).json["valid"] is True


def test_fields_given_twice(client: FlaskClient) -> None:
    """Refused, also those of the token; a field for several values takes them."""
    assert [("form.name", "duplicate_field")] == [
        each[:2] for each in faults(client.post("/refuse", data={"name": ["a", "b"]}))
    ]
    assert "duplicate_field" == faults(client.post("/refuse", data={"name": "a", "csrf_token": ["x", "y"]}))[0][1]
    order = {"main-item": "a", "main-amount": "1", "extras": ["1", "2"]}
    assert ["1", "2"] == client.post("/order", data=order).json["extras"]
    assert "x ['a', 'b']" == client.get("/search?q=x&kind=a&kind=b").text
    assert 422 == client.get("/search?q=x&q=y").status_code


def test_nested_forms_and_lists(client: FlaskClient) -> None:
    """Their fields belong to the form; others below the same prefix do not."""
    order = {
        "main-item": "a",
        "main-amount": "1",
        "notes-0": "n",
        "lines-0-item": "x",
        "lines-0-amount": "2",
        "lines-1-item": "y",
        "lines-1-amount": "3",
    }
    made = client.post("/order", data=order).json
    assert (["n"], ["x", "y"]) == (made["notes"], made["lines"])
    found = faults(client.post("/order", data={**order, "lines-0-amount": "many"}))
    assert [("form.lines.0.amount", "value_error")] == [each[:2] for each in found]
    for name in (
        "lines-0-role",
        "main-role",
        "lines-0",
        "lines-x-item",
        "lines-²-item",
        "lines-99999-item",
        "notes-0-x",
        "main",
        "lines",
        f"notes-{'9' * 5000}",
    ):
        found = faults(client.post("/order", data={**order, name: "1"}))
        assert ["extra_forbidden"] == [kind for _, kind, _ in found], name


def test_numbers_that_are_none(client: FlaskClient) -> None:
    """WTForms reads NaN and Infinity; they are refused."""
    order = {"main-item": "a", "main-amount": "1"}
    assert 1.5 == client.post("/order", data={**order, "price": "1.5", "exact": "2"}).json["price"]
    for name, value in (
        ("price", "nan"),
        ("price", "1e400"),
        ("exact", "NaN"),
        ("exact", "Infinity"),
        ("exact", "sNaN"),
    ):
        found = faults(client.post("/order", data={**order, name: value}))
        assert [f"form.{name}"] == [loc for loc, _, _ in found]


def test_messages_do_not_quote(client: FlaskClient) -> None:
    """A validator's message with the value in it is replaced."""
    found = faults(client.post("/order", data={"main-item": "a", "main-amount": "1", "price": "13.0"}))
    assert [("form.price", "value_error", "The value is not accepted")] == found


def test_nul_and_other_content_types(client: FlaskClient) -> None:
    """As with models."""
    assert "nul_character" == faults(client.post("/refuse", data={"name": "a\0b"}))[0][1]
    assert 415 == client.post("/refuse", json={"name": "a"}).status_code


def test_files(client: FlaskClient) -> None:
    """Those that the form has fields for."""
    order: dict[str, Any] = {"main-item": "a", "main-amount": "1"}
    files = [(io.BytesIO(b"x"), "a.txt"), (io.BytesIO(b"y"), "b.txt")]
    assert 2 == client.post("/order", data={**order, "pictures": files}).json["files"]
    twice = [(io.BytesIO(b"x"), "a.txt"), (io.BytesIO(b"y"), "b.txt")]
    assert "duplicate_field" == faults(client.post("/order", data={**order, "picture": twice}))[0][1]
    assert "extra_forbidden" == faults(client.post("/order", data={**order, "other": (io.BytesIO(b"x"), "a")}))[0][1]


def test_the_token_is_checked_once() -> None:
    """With CSRF on, the form trusts the check that was made before its body was read."""
    app = Flask("csrf")
    app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY)
    Hardened(app, rate_limit=False)
    app.add_url_rule("/", "index", validate(form=SignUp)(lambda form: "ok"), methods=["POST"])
    client = app.test_client()
    own = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}
    assert "ok" == client.post("/", data={"name": "a"}, headers=own).text
    assert 403 == client.post("/", data={"name": "a"}).status_code
