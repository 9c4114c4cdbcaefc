"""The posts as JSON: the newest for scripts of other sites, and new ones from programs with a token."""

from collections.abc import Sequence
from typing import Annotated

from flask import Blueprint, current_app, url_for
from flask.typing import ResponseReturnValue
from pydantic import BaseModel
from sqlalchemy import select

from example_app.models import Post, db
from example_app.people import signed_in
from flask_hardened import Trimmed, auth_required, cors, public, validate


class NewPost(BaseModel):
    """One article, within the same limits as in the form."""

    title: Annotated[str, Trimmed(1, 120)]
    body: Annotated[str, Trimmed(1, 8000)]


def blueprint_for(origins: Sequence[str]) -> Blueprint:
    """The blueprint; scripts of ``origins`` may read the posts, without cookies."""
    blueprint = cors(origins=origins)(Blueprint("api", __name__, url_prefix="/api"))
    blueprint.get("/posts")(posts)
    blueprint.post("/posts")(write)
    return blueprint


@public
def posts() -> ResponseReturnValue:
    """The newest posts, as many as one page shows."""
    newest = db.session.scalars(select(Post).order_by(Post.id.desc()).limit(current_app.config["POSTS_PER_PAGE"]))
    return [as_json(post) for post in newest]


@auth_required("bearer")
@cors(origins=[])
@validate(json=NewPost)
def write(json: NewPost) -> ResponseReturnValue:
    """Publish a post of the token's owner."""
    written = Post(title=json.title, body=json.body, author=signed_in())
    db.session.add(written)
    db.session.commit()
    published = as_json(written)
    return published, 201, {"Location": published["url"]}


def as_json(post: Post) -> dict[str, str]:
    """What programs are told of a post."""
    return {
        "title": post.title,
        "author": post.author.name,
        "url": url_for("blog.post", post_id=post.id, _external=True),
    }
