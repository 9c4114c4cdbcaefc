"""Identities, passwords, tokens and secrets, as users of the package write it. Never run: mypy checks it."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Flask
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from flask_hardened import (
    AccessDenied,
    Account,
    ApiKey,
    AuthenticationRequired,
    Authenticator,
    AuthOptions,
    EncryptedJSON,
    EncryptedString,
    EncryptionOptions,
    Hardened,
    Identity,
    PasswordFault,
    PasswordRefusedError,
    PasswordsOptions,
    Proof,
    Rejected,
    SignedValueError,
    SignedValueExpiredError,
    SignedValueUsedError,
    TokenKey,
    TokensOptions,
    UnusablePasswordError,
    auth_required,
    authenticate,
    current_identity,
    encryption,
    fresh_login_required,
    hash_api_key,
    login,
    logout,
    logout_everywhere,
    make_api_key,
    owner_required,
    passwords,
    permissions_required,
    public,
    roles_required,
    sign,
    tokens,
    unsign,
)
from flask_hardened.exchange import Exchange

POSTS = {1: "7"}
members: Blueprint = auth_required(Blueprint("members", __name__))
staff: Blueprint = roles_required(any=["admin", "staff"])(Blueprint("staff", __name__))


def by_header(exchange: Exchange) -> Proof | Rejected | None:
    """The app's own way to tell who somebody is."""
    found = exchange.environ.get("HTTP_X_USER")
    return None if found is None else Proof(user_id=found, method="header")


def create_app() -> Flask:
    """The options of the rooms."""
    app = Flask(__name__)
    Hardened(
        app,
        auth=AuthOptions(
            loader=lambda user_id: {"id": user_id},
            default="deny",
            login_endpoint="members.enter",
            authenticators=[Authenticator(method="header", find=by_header)],
        ),
        passwords=PasswordsOptions(find=lambda name: Account(id=1, hash=None)),
        tokens=TokensOptions(issuer="https://shop.example"),
        encryption=EncryptionOptions(),
    )
    return app


@members.get("/me")
@auth_required("session", "bearer")
@fresh_login_required(300)
@permissions_required("profile:read")
def me() -> ResponseReturnValue:
    """Who it is."""
    who: Identity = current_identity
    return {"id": who.id, "roles": sorted(who.roles)}


@members.get("/posts/<int:post_id>")
@owner_required(POSTS.get, owner=lambda post: post, param="post_id")
def post(post: str) -> str:
    """The view gets the object."""
    return post


@members.post("/in")
@public
def enter() -> str:
    """In and out."""
    account: Account | None = authenticate("ada", "x")
    if account is not None:
        login(account.id, permanent=True)
    logout(clear=["cache"])
    logout_everywhere("7")
    logout(clear=["everything"])  # type: ignore[list-item]
    return ""


made: ApiKey = make_api_key("acme")
kept: str = hash_api_key(made.key)

stored: str = passwords.hash("x")
right: bool = passwords.verify("x", stored)
old: bool = passwords.needs_upgrade(stored)
faults: list[PasswordFault] = passwords.check("x", context=["a"])
passwords.accept("x")
passwords.acceptable("email")

issued: dict[str, str | int] = tokens.issue(7, scope="a", claims={"x": 1}).to_dict()
claims: tokens.Claims = tokens.verify("x")
again: tokens.IssuedTokens = tokens.refresh("x", claims=lambda told: {"n": told.user_id})
known: bool = tokens.revoke("x", family=True)
tokens.revoke_all(7)
key = TokenKey(algorithm="EdDSA", key="...", verify_only=True, until=date(2026, 1, 1))

link: str = sign("reset", 7, max_age=60, bound_to="h", single_use=True)
user_id = unsign("reset", link, bound_to=lambda value: "h", consume=False)
secret: str = encryption.encrypt("user.phone", "x")


class Base(DeclarativeBase):
    """A declarative base."""


class User(Base):
    """Columns that are encrypted at rest."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    phone: Mapped[str] = mapped_column(EncryptedString("user.phone"))
    notes: Mapped[dict[str, str]] = mapped_column(EncryptedJSON("user.notes"))


def failures() -> str:
    """Every error of the rooms is a class."""
    try:
        enter()
    except (AuthenticationRequired, AccessDenied, SignedValueExpiredError, SignedValueUsedError) as refused:
        return str(refused.description)
    except (SignedValueError, PasswordRefusedError, UnusablePasswordError):
        return "refused"
    return ""
