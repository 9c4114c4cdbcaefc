"""The newest posts as JSON, for scripts of other sites."""

from collections.abc import Sequence

from flask import Blueprint, current_app, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from example_app.models import Post, db
from flask_hardened import cors


def blueprint_for(origins: Sequence[str]) -> Blueprint:
    """The blueprint; scripts of ``origins`` may read it, without cookies."""
    blueprint = cors(origins=origins)(Blueprint("api", __name__, url_prefix="/api"))
    blueprint.add_url_rule("/posts", view_func=posts)
    return blueprint


def posts() -> ResponseReturnValue:
    """The newest posts, as many as one page shows."""
    newest = db.session.scalars(select(Post).order_by(Post.id.desc()).limit(current_app.config["POSTS_PER_PAGE"]))
    return [
        {"title": post.title, "author": post.author.name, "url": url_for("blog.post", post_id=post.id, _external=True)}
        for post in newest
    ]
