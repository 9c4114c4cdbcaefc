"""``flask --app example_app seed``: put a few posts into an empty blog."""

import secrets
from datetime import timedelta

import click
from flask.cli import with_appcontext
from sqlalchemy import select
from werkzeug.security import generate_password_hash

from example_app.models import Comment, Post, User, db, now
from example_app.seed_posts import POSTS


@click.command("seed")
@with_appcontext
def command() -> None:
    """Put a few posts into the blog, unless it has some."""
    if db.session.scalar(select(Post.id).limit(1)) is not None:
        click.echo("The blog has posts already; nothing was added.")
        return
    fill()
    click.echo(f"{len(POSTS)} posts added.")


def fill() -> None:
    """Store the seed posts, the oldest first, three days apart; nobody can sign in as their authors."""
    people: dict[str, User] = {}

    def person(name: str) -> User:
        if name not in people:
            people[name] = User(name=name, password_hash=generate_password_hash(secrets.token_urlsafe()))
        return people[name]

    for age, seeded in enumerate(POSTS):
        written = now() - timedelta(days=3 * (len(POSTS) - age))
        comments = [
            Comment(body=said, author=person(name), created_at=written + timedelta(hours=5 * number))
            for number, (name, said) in enumerate(seeded.comments, start=1)
        ]
        post = Post(title=seeded.title, body=seeded.body, author=person(seeded.author), created_at=written)
        post.comments = comments
        db.session.add(post)
    db.session.commit()
