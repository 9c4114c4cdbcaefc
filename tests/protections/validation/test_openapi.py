"""``flask hardened openapi``: a valid OpenAPI 3.1 document of what the routes take."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Blueprint, Flask
from flask.cli import ScriptInfo
from flask.views import MethodView
from flask_wtf import FlaskForm
from openapi_spec_validator import OpenAPIV31SpecValidator
from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict
from wtforms import (
    BooleanField,
    DecimalField,
    FieldList,
    FileField,
    IntegerField,
    SelectField,
    StringField,
    SubmitField,
)
from wtforms.validators import DataRequired, Length, NumberRange

from flask_hardened import Hardened
from flask_hardened.marks import mark
from flask_hardened.protections.validation.decorators import validate
from flask_hardened.protections.validation.openapi.command import openapi
from flask_hardened.protections.validation.openapi.document import document
from flask_hardened.protections.validation.options import ValidationOptions
from flask_hardened.protections.validation.types import Email, Trimmed
from tests.conftest import SECRET_KEY


class Address(BaseModel):
    city: str


class Person(BaseModel):
    name: Trimmed[1, 80]  # type: ignore[valid-type]
    email: Email
    home: Address | None = None
    friends: list[Person] = []


class Search(BaseModel):
    q: str = Field("", description="what to look for")
    page: int = Field(ge=1)
    tag: list[str] = []


class Trace(BaseModel):
    x_trace_id: str


class Item(BaseModel):
    item_id: int = Field(le=99)


class Anything(BaseModel):
    model_config = ConfigDict(extra="allow", arbitrary_types_allowed=True)
    odd: ScriptInfo | None = None


class Options(TypedDict):
    a: int


class SignUp(FlaskForm):
    name = StringField("Your name", validators=[DataRequired(), Length(min=2, max=10)], description="as you like")
    age = IntegerField(validators=[NumberRange(min=18)])
    price = DecimalField()
    size = SelectField(choices=["s", "m"])
    terms = BooleanField()
    notes = FieldList(StringField())
    picture = FileField()
    submit = SubmitField()


@dataclasses.dataclass(frozen=True)
class Needs:
    """Stands in for what the decorators of the auth room set."""

    public: bool = False


@pytest.fixture
def app() -> Flask:
    """An app with a route of each kind."""
    app = Flask("shop")
    app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY)
    Hardened(app, csrf=False, rate_limit=False, auth=False)

    @app.post("/people")
    @validate(json=Person)
    def add(json: Person) -> str:
        """Add a person.

        More about it.
        """
        return ""

    @app.get("/<any(a, 'b/c'):kind>/items/<int:item_id>/<float:size>/<uuid:key>/<path:rest>")
    @validate(path=Item, query=Search, headers=Trace)
    def item(kind: str, size: float, key: Any, rest: str, path: Item, query: Search, headers: Trace) -> str:
        return ""

    app.add_url_rule("/anything", "anything", validate(json=Anything)(lambda json: ""), methods=["PUT"])
    app.add_url_rule("/typed", "typed", validate(json=list[Options])(lambda json: ""), methods=["PATCH"])
    app.add_url_rule("/loose", "loose", validate(json=Item, unknown="ignore")(lambda json: ""), methods=["PATCH"])
    app.add_url_rule("/form", "form", validate(form=SignUp)(lambda form: ""), methods=["GET", "POST"])
    app.add_url_rule("/search", "search", validate(query=SignUp)(lambda query: ""))
    app.add_url_rule("/two", "two", validate(form=Search)(lambda form: ""), methods=["POST"])
    app.add_url_rule("/two/again", "two", methods=["POST"])
    app.add_url_rule("/plain", "plain", lambda: "", methods=["POST"])

    class People(MethodView):
        @validate(query=Search)
        def get(self, query: Search) -> str:
            return ""

        @mark("auth", Needs())
        @validate(json=Person)
        def post(self, json: Person) -> str:
            return ""

    app.add_url_rule("/view", view_func=People.as_view("view"))
    private = mark("auth", Needs())(Blueprint("private", __name__, url_prefix="/private"))
    private.add_url_rule("/a", "a", validate(query=Search)(lambda query: ""))
    private.add_url_rule("/b", "b", mark("auth", Needs(public=True))(validate(query=Search)(lambda query: "")))
    app.register_blueprint(private)
    return app


@pytest.fixture
def made(app: Flask) -> dict[str, Any]:
    """The document of the app."""
    return document(app, ValidationOptions(), title="Shop", version="1.2")


def test_it_is_valid(made: dict[str, Any]) -> None:
    """Against the meta-schema of OpenAPI 3.1, schemas and references included."""
    OpenAPIV31SpecValidator(made).validate()
    assert ("3.1.1", {"title": "Shop", "version": "1.2"}) == (made["openapi"], made["info"])
    assert json.loads(json.dumps(made)) == made


def test_it_has_the_validated_routes_only(made: dict[str, Any]) -> None:
    """Each with its methods; a GET without input of its own is none."""
    found = {(path, method) for path, item in made["paths"].items() for method in item}
    assert {
        ("/people", "post"),
        ("/{kind}/items/{item_id}/{size}/{key}/{rest}", "get"),
        ("/anything", "put"),
        ("/typed", "patch"),
        ("/loose", "patch"),
        ("/form", "post"),
        ("/search", "get"),
        ("/two", "post"),
        ("/two/again", "post"),
        ("/view", "get"),
        ("/view", "post"),
        ("/private/a", "get"),
        ("/private/b", "get"),
    } == found
    names = [operation["operationId"] for item in made["paths"].values() for operation in item.values()]
    assert len(names) == len(set(names))


def test_bodies(made: dict[str, Any]) -> None:
    """By reference, closed where unknown fields are refused; forms in both encodings."""
    add = made["paths"]["/people"]["post"]
    assert "Add a person." == add["summary"]
    assert {"application/json": {"schema": {"$ref": "#/components/schemas/Person"}}} == add["requestBody"]["content"]
    schemas = made["components"]["schemas"]
    assert [False, False] == [schemas[name]["additionalProperties"] for name in ("Person", "Address")]
    assert {"type": "string", "minLength": 1, "maxLength": 80, "title": "Name"} == schemas["Person"]["properties"][
        "name"
    ]
    assert schemas["Anything"]["additionalProperties"] is True
    loose = made["paths"]["/loose"]["patch"]["requestBody"]["content"]["application/json"]["schema"]
    assert "additionalProperties" not in schemas[loose["$ref"].rpartition("/")[2]]
    assert {"application/x-www-form-urlencoded", "multipart/form-data"} == set(
        made["paths"]["/two"]["post"]["requestBody"]["content"]
    )


def test_forms_of_wtforms(made: dict[str, Any]) -> None:
    """Their fields, with what the validators say; no button."""
    schema = made["paths"]["/form"]["post"]["requestBody"]["content"]["multipart/form-data"]["schema"]
    properties = schema["properties"]
    assert {"name", "age", "price", "size", "terms", "picture"} == set(properties)
    assert ["name"] == schema["required"]
    expected = {
        "type": "string",
        "title": "Your name",
        "description": "as you like",
        "minLength": 2,
        "maxLength": 10,
    }
    assert expected == properties["name"]
    assert ("integer", 18) == (properties["age"]["type"], properties["age"]["minimum"])
    assert ["s", "m"] == properties["size"]["enum"]
    assert ["^notes-"] == list(schema["patternProperties"])
    names = {each["name"] for each in made["paths"]["/search"]["get"]["parameters"]}
    assert {"name", "age", "price", "size", "terms", "picture"} == names


def test_parameters(made: dict[str, Any]) -> None:
    """Those of the path from the model, else from their converters; query and headers from the models."""
    found = made["paths"]["/{kind}/items/{item_id}/{size}/{key}/{rest}"]["get"]["parameters"]
    by_name = {each["name"]: each for each in found}
    assert 99 == by_name["item_id"]["schema"]["maximum"]
    assert ["a", "b/c"] == by_name["kind"]["schema"]["enum"]
    assert ("number", "uuid") == (by_name["size"]["schema"]["type"], by_name["key"]["schema"]["format"])
    assert ("query", True) == (by_name["page"]["in"], by_name["page"]["required"])
    assert ("query", False, "array") == (
        by_name["tag"]["in"],
        by_name["tag"]["required"],
        by_name["tag"]["schema"]["type"],
    )
    assert ("header", True) == (by_name["X-Trace-Id"]["in"], by_name["X-Trace-Id"]["required"])


def test_responses_and_security(made: dict[str, Any]) -> None:
    """What may be answered besides; who has to sign in, as the auth room's decorators say."""
    assert {"200", "400", "413", "415", "422"} == set(made["paths"]["/people"]["post"]["responses"])
    assert {"200", "400", "422"} == set(made["paths"]["/private/b"]["get"]["responses"])
    assert {"200", "400", "401", "403", "422"} == set(made["paths"]["/private/a"]["get"]["responses"])
    assert [{"session": []}, {"bearer": []}] == made["paths"]["/private/a"]["get"]["security"]
    assert "security" not in made["paths"]["/private/b"]["get"]
    assert "security" in made["paths"]["/view"]["post"]
    assert "security" not in made["paths"]["/view"]["get"]
    assert {"session", "bearer"} == set(made["components"]["securitySchemes"])


def test_the_problem_document_is_as_described(app: Flask, made: dict[str, Any]) -> None:
    """A real answer fits the schema of the document."""
    from jsonschema import Draft202012Validator

    schema = {**made["components"]["schemas"]["HardenedInvalidInput"], "components": made["components"]}
    response = app.test_client().post("/people", data=b'{"name":""}', content_type="application/json")
    assert 422 == response.status_code
    Draft202012Validator(schema).validate(response.json)
    assert not Draft202012Validator(schema).is_valid({"title": "a", "status": 422})


def test_what_validates_is_what_is_described(app: Flask, made: dict[str, Any]) -> None:
    """Bodies that the schema takes, and those that it refuses, are taken and refused."""
    from jsonschema import Draft202012Validator

    schema = {"$ref": "#/components/schemas/Person", "components": made["components"]}
    for body, fits in (
        ({"name": "a", "email": "a@example.com"}, True),
        ({"name": "a", "email": "a@example.com", "home": {"city": "b"}}, True),
        ({"name": "a", "email": "a@example.com", "home": {"city": "b", "x": 1}}, False),
        ({"name": "", "email": "a@example.com"}, False),
        ({"name": "a", "email": "a@example.com", "role": 1}, False),
    ):
        response = app.test_client().post("/people", json=body)
        assert (fits, 200 if fits else 422) == (Draft202012Validator(schema).is_valid(body), response.status_code)


def run(app: Flask, *arguments: str) -> Any:
    """Run the command."""
    return CliRunner().invoke(openapi, arguments, obj=ScriptInfo(create_app=lambda: app))


def test_the_command(app: Flask, tmp_path: Path) -> None:
    """Prints the document, or writes it to a file."""
    result = run(app)
    assert 0 == result.exit_code
    assert ("shop", "1.0.0") == tuple(json.loads(result.output)["info"].values())
    target = tmp_path / "openapi.json"
    assert "" == run(app, "--output", str(target), "--title", "A", "--api-version", "2").output
    assert {"title": "A", "version": "2"} == json.loads(target.read_text("utf-8"))["info"]
    assert 2 == run(app, "--output", str(tmp_path / "none" / "x.json")).exit_code


def test_the_command_says_what_is_wrong(app: Flask) -> None:
    """An app that is not hardened, one with the feature off, and a decorator with a mistake."""
    plain = Flask("plain")
    plain.testing = True
    assert "The app validates nothing" in run(plain).output
    Hardened(plain, validation=False)
    assert "The app validates nothing" in run(plain).output

    def broken() -> Flask:
        app = Flask("broken")
        Hardened(app, hosts=1)  # type: ignore[arg-type]
        return app

    result = CliRunner().invoke(openapi, obj=ScriptInfo(create_app=broken))
    assert (1, True) == (result.exit_code, "hosts" in result.output)
    app.add_url_rule("/wrong", "wrong", validate(path=Item)(lambda path: ""))
    result = run(app)
    assert 1 == result.exit_code
    assert "has no item_id" in result.output


def test_an_app_without_validated_routes() -> None:
    """A document without paths is valid too."""
    app = Flask("empty")
    app.config.update(TESTING=True, SECRET_KEY=SECRET_KEY)
    Hardened(app)
    made = document(app, ValidationOptions(), title="Empty", version="1")
    OpenAPIV31SpecValidator(made).validate()
    assert {} == made["paths"]
