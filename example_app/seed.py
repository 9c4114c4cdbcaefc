"""``flask --app example_app seed``: an administrator, and a few posts for an empty blog."""

import secrets
from datetime import timedelta

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from example_app import people
from example_app.models import Comment, Post, Profile, User, db, now
from example_app.seed_posts import POSTS
from flask_hardened import passwords


@click.command("seed")
@click.option("--admin", default="keeper", show_default=True, help="The name of the administrator.")
@with_appcontext
def command(admin: str) -> None:
    """Make an administrator and put a few posts into the blog, unless it has some."""
    if db.session.scalar(select(Profile).where(Profile.is_admin)) is None:
        if people.named(admin) is not None:
            raise click.ClickException(f"Somebody is called {admin} already. Give another name with --admin.")
        click.echo(f"Administrator {admin}, password {appoint(admin)} (it is shown this once).")
    if db.session.scalar(select(Post.id).limit(1)) is not None:
        click.echo("The blog has posts already; nothing was added.")
        return
    fill()
    click.echo(f"{len(POSTS)} posts added.")


def appoint(name: str) -> str:
    """Store a new administrator, and return their password."""
    password = secrets.token_urlsafe(12)
    user = User(name=name, password_hash=passwords.hash(password))
    user.known().is_admin = True
    db.session.add(user)
    db.session.commit()
    return password


def fill() -> None:
    """Store the seed posts, the oldest first, three days apart; nobody can sign in as their authors."""
    people: dict[str, User] = {}

    def person(name: str) -> User:
        if name not in people:
            people[name] = User(name=name, password_hash="")
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
