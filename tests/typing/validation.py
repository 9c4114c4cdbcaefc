"""``@validate`` as users write it. Never run: mypy checks it (``tox -e typing``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from flask import Blueprint, Flask
from flask.typing import ResponseReturnValue
from flask.views import MethodView
from pydantic import BaseModel
from typing_extensions import TypedDict
from wtforms import Form, StringField

from flask_hardened import Hardened
from flask_hardened.protections.validation.decorators import validate
from flask_hardened.protections.validation.expectation import Invalid
from flask_hardened.protections.validation.faults import InvalidInput, UnreadableInput
from flask_hardened.protections.validation.options import ValidationOptions
from flask_hardened.protections.validation.types import Alphanumeric, Email, PlainText, SafeUrl, Slug, Trimmed


class Comment(BaseModel):
    """Annotated types are text to a type checker."""

    author: Email
    text: Annotated[PlainText, Trimmed(1, 500)]
    code: Alphanumeric = "a"
    slug: Slug = "a"
    link: SafeUrl | None = None


@dataclass
class Paging:
    """A dataclass."""

    page: int = 1


class Place(TypedDict):
    """A TypedDict."""

    post_id: int


class Search(Form):
    """A form class."""

    q = StringField()


app = Flask(__name__)
Hardened(app, validation=ValidationOptions(max_json=64 * 1024))
api: Blueprint = validate(query=Paging)(Blueprint("api", __name__))


@app.post("/posts/<int:post_id>/comments")
@validate(json=Comment, path=Place, query=Paging)
def add(json: Comment, path: Place, query: Paging) -> ResponseReturnValue:
    """The objects have their types."""
    text: str = json.text
    return {"text": text, "post": path["post_id"], "page": query.page + 1}


@app.route("/search", methods=["GET", "POST"])
@validate(form=Search, on_invalid="view")
def search(form: Search) -> str:
    """A form is a form."""
    return form.q.data or ""


@app.post("/feedback")
@validate(form=Comment, on_invalid="view", unknown="ignore")
def feedback(form: Comment | Invalid) -> ResponseReturnValue:
    """What is invalid is another type."""
    if isinstance(form, Invalid):
        messages: list[str] = form.messages("text")
        return {"messages": messages, "values": form.values}, 422
    return form.text


def teapot(error: InvalidInput) -> ResponseReturnValue:
    """An answer of the app's own."""
    return {"errors": error.errors}, 418


@validate(headers=Paging, on_invalid=teapot, strict=False)
class Numbers(MethodView):
    """A view class is still one."""

    @validate(json=list[int])
    def post(self, headers: Paging, json: list[int]) -> ResponseReturnValue:
        """Any type that pydantic takes."""
        return {"sum": sum(json)}


app.add_url_rule("/numbers", view_func=Numbers.as_view("numbers"))


@app.errorhandler(UnreadableInput)
def unreadable(error: UnreadableInput) -> ResponseReturnValue:
    """The same for what cannot be read."""
    return {"errors": error.errors}, 400


def wrong() -> None:
    """What a type checker refuses."""
    validate(json=Comment, on_invalid="shrug")  # type: ignore[arg-type]
    validate(json=Comment, unknown="allow")  # type: ignore[arg-type]
    validate(body=Comment)  # type: ignore[call-arg]
    validate(Comment)  # type: ignore[call-arg]
    add(json=1, path={"post_id": 1}, query=Paging())  # type: ignore[arg-type]
