"""Tokens for programs: sign in, stay signed in, sign out."""

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue
from pydantic import BaseModel

from flask_hardened import authenticate, public, tokens, validate

blueprint = public(Blueprint("tokens", __name__, url_prefix="/api/tokens"))


class Credentials(BaseModel):
    """What a person types, handed on by a program."""

    name: str
    password: str


class Refresh(BaseModel):
    """The longer-lived one of the two tokens."""

    refresh_token: str


@blueprint.post("")
@validate(json=Credentials)
def issue(json: Credentials) -> ResponseReturnValue:
    """Sign in: an access token, and a refresh token; guesses are counted together with those of the form."""
    account = authenticate(json.name, json.password)
    if account is None:
        abort(401, "The name or the password is wrong.")
    return tokens.issue(account.id).to_dict()


@blueprint.post("/refresh")
@validate(json=Refresh)
def refresh(json: Refresh) -> ResponseReturnValue:
    """New tokens; the refresh token works once, and its second use ends all tokens of that sign-in."""
    return tokens.refresh(json.refresh_token).to_dict()


@blueprint.post("/revoke")
@validate(json=Refresh)
def revoke(json: Refresh) -> ResponseReturnValue:
    """Sign out; a token that is none is no mistake (RFC 7009)."""
    tokens.revoke(json.refresh_token)
    return "", 204
