"""What the blog stores: people, their posts, and the comments under them."""

from datetime import datetime, timezone

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.schema import CreateTable

from flask_hardened import EncryptedString


class Base(DeclarativeBase):
    """The declarative base; a class of our own, because type checkers cannot see through ``db.Model``."""


db = SQLAlchemy(metadata=Base.metadata)


def now() -> datetime:
    """The present moment in UTC, which is what every time column holds."""
    return datetime.now(timezone.utc)


class User(Base):
    """Somebody who may write; ``Ada`` and ``ada`` are one name."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40, collation="NOCASE"), unique=True)
    password_hash: Mapped[str] = mapped_column(String(255))

    profile: Mapped["Profile | None"] = relationship(lazy="joined")

    @property
    def roles(self) -> list[str]:
        """``admin``, or nothing."""
        return ["admin"] if self.profile is not None and self.profile.is_admin else []

    @property
    def is_active(self) -> bool:
        """False for those whom an administrator has shut out."""
        return self.profile is None or self.profile.is_active

    def known(self) -> "Profile":
        """The person's profile, a new one for those who have none."""
        if self.profile is None:
            self.profile = Profile(is_admin=False, is_active=True)
        return self.profile


class Profile(Base):
    """What else is known of somebody; a table of its own, so that databases from before it go on working."""

    __tablename__ = "profile"

    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), primary_key=True)
    is_admin: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)
    avatar: Mapped[str | None] = mapped_column(String(80))
    # Deferred, so that only the views that need the address decrypt it.
    email: Mapped[str | None] = mapped_column(EncryptedString("profile.email"), deferred=True)


class Post(Base):
    """One article, in plain text; a blank line starts a new paragraph."""

    __tablename__ = "post"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(default=now)
    edited_at: Mapped[datetime | None]
    author_id: Mapped[int] = mapped_column(ForeignKey(User.id))

    author: Mapped[User] = relationship(lazy="joined")
    comments: Mapped[list["Comment"]] = relationship(
        back_populates="post", cascade="all, delete-orphan", lazy="selectin", order_by="Comment.id"
    )


class Comment(Base):
    """What somebody said about a post: HTML as it was typed, to be shown through ``|sanitize`` only."""

    __tablename__ = "comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(default=now)
    post_id: Mapped[int] = mapped_column(ForeignKey(Post.id))
    author_id: Mapped[int] = mapped_column(ForeignKey(User.id))

    post: Mapped[Post] = relationship(back_populates="comments")
    author: Mapped[User] = relationship(lazy="joined")


def init_app(app: Flask) -> None:
    """Connect the app to its database and create the tables that are missing."""
    db.init_app(app)
    with app.app_context(), db.engine.begin() as connection:
        # IF NOT EXISTS rather than create_all(): several workers may start at the same moment.
        for table in Base.metadata.sorted_tables:
            connection.execute(CreateTable(table, if_not_exists=True))
