"""Tokens: issued, verified, refreshed and revoked, on every store."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import jwt
import pytest
from flask import Flask
from werkzeug.exceptions import Forbidden, ServiceUnavailable

from flask_hardened.hardening import hardening_of
from flask_hardened.protections.tokens import functions as tokens
from flask_hardened.protections.tokens import keys as token_keys
from flask_hardened.protections.tokens.failures import Failure
from flask_hardened.protections.tokens.keys import TokenKey
from flask_hardened.protections.tokens.options import DAY, TokensOptions
from flask_hardened.storage import Namespace, StoreDownError, Use
from tests.conftest import SECRET_KEY
from tests.protections.tokens.conftest import Make
from tests.protections.tokens.forging import ISSUER, SECRET, derived, pair


def failure_of(function, *arguments, **named) -> Failure:
    """Return why a token is refused."""
    with pytest.raises(tokens.TokenError) as caught:
        function(*arguments, **named)
    return caught.value.failure


def test_a_token_says_what_it_was_issued_with(app: Flask):
    """The user, the scopes, further claims, and when they signed in."""
    issued = tokens.issue(7, scope="read write", claims={"tenant": {"id": 3}})
    found = tokens.verify(issued.access_token)
    assert ("7", {"read", "write"}, {"tenant": {"id": 3}}) == (found.user_id, found.scopes, dict(found.extra))
    assert (900, found.issued, found.issued) == (found.expires - found.issued, found.fresh_at, found.began)
    answer = issued.to_dict()
    assert {"access_token", "refresh_token", "token_type", "expires_in", "scope"} == set(answer)
    assert ("Bearer", 900, "read write") == (answer["token_type"], answer["expires_in"], answer["scope"])
    assert issued.access_token not in repr(issued)


def test_what_can_be_left_out(app: Flask):
    """No scope, no refresh token, no fresh sign-in."""
    issued = tokens.issue(7, refreshable=False, fresh=False)
    found = tokens.verify(issued.access_token)
    assert (None, None, None) == (issued.refresh_token, found.scopes, found.fresh_at)
    assert {"access_token", "token_type", "expires_in"} == set(issued.to_dict())
    assert frozenset() == tokens.verify(tokens.issue(7, scope=()).access_token).scopes


def test_another_jwt_library_reads_it(make: Make):
    """RFC 9068: the header names type and key, and the claims are registered ones."""
    options = TokensOptions(
        issuer=ISSUER, audience="https://files.example", keys=[TokenKey(algorithm="EdDSA", key=pair("EdDSA")[0])]
    )
    make(enter=True, tokens=options)
    issued = tokens.issue(7)
    found = jwt.decode(
        issued.access_token, pair("EdDSA")[1], algorithms=["EdDSA"], audience="https://files.example", issuer=ISSUER
    )
    assert ("7", ISSUER) == (found["sub"], found["iss"])
    assert {"alg": "EdDSA", "typ": "at+jwt", "kid": options.keys[0].name} == jwt.get_unverified_header(
        issued.access_token
    )
    with pytest.raises(jwt.InvalidAudienceError):  # a service that does not look at the type
        jwt.decode(issued.refresh_token, pair("EdDSA")[1], algorithms=["EdDSA"], audience="https://files.example")


@pytest.mark.parametrize(
    "name", ["iss", "sub", "aud", "exp", "nbf", "iat", "jti", "scope", "auth_time", "fam", "beg", "epo", "ext", "typ"]
)
def test_claims_of_ours_are_not_given(app: Flask, name: str):
    """Nobody changes a user or a lifetime by accident."""
    with pytest.raises(ValueError, match=name):
        tokens.issue(7, claims={name: 1})
    issued = tokens.issue(7)
    with pytest.raises(ValueError, match=name):
        tokens.refresh(issued.refresh_token, claims=lambda found: {name: 1})
    assert tokens.refresh(issued.refresh_token)


def test_what_cannot_be_issued(app: Flask):
    """Nobody's tokens, malformed scopes, claims that are no JSON, or too many."""
    for user in (None, ""):
        with pytest.raises(ValueError, match="whose"):
            tokens.issue(user)
    for user in (SimpleNamespace(id=7), True, b"7", 7.0, [7]):
        with pytest.raises(TypeError, match="the id of a user"):
            tokens.issue(user)
    for scope in ("a  b", 'a"', ["a b"], ["ä"]):
        with pytest.raises(ValueError, match="scope"):
            tokens.issue(7, scope=scope)
    with pytest.raises(TypeError):
        tokens.issue(7, claims={"a": (1,)})
    with pytest.raises(ValueError, match="max_size"):
        tokens.issue(7, claims={"a": "x" * 8000})


def test_each_kind_has_its_use(app: Flask):
    """A refresh token opens no door, an access token gets no other one."""
    issued = tokens.issue(7)
    assert Failure.WRONG_TYPE is failure_of(tokens.verify, issued.refresh_token)
    assert Failure.WRONG_TYPE is failure_of(tokens.refresh, issued.access_token)
    assert derived("at+jwt") != derived("refresh+jwt")


def test_an_access_token_ends(app: Flask, forward):
    """After its lifetime and the leeway, not before."""
    issued = tokens.issue(7)
    forward(905)
    assert tokens.verify(issued.access_token)
    forward(10)
    assert Failure.EXPIRED is failure_of(tokens.verify, issued.access_token)


def test_refreshing(make: Make, uri: str):
    """New tokens of the same family, with the same scopes and claims; the old one is used up."""
    make(uri, enter=True)
    first = tokens.issue("refresher", scope="read", claims={"tenant": 3})
    second = tokens.refresh(first.refresh_token)
    old, new = (tokens.verify(issued.access_token) for issued in (first, second))
    for name in ("user_id", "family", "began", "fresh_at", "scopes"):
        assert getattr(old, name) == getattr(new, name)
    assert ({"tenant": 3}, True) == (dict(new.extra), old.id != new.id)
    third = tokens.refresh(second.refresh_token)
    assert {"tenant": 3} == dict(tokens.verify(third.access_token).extra)


def test_a_refresh_token_that_comes_twice_ends_the_family(make: Make, uri: str, events: list[str]):
    """Whoever was first, thief or user: both have to sign in again. Other families of the user live on."""
    make(uri, enter=True)
    other, first = tokens.issue("victim"), tokens.issue("victim")
    second = tokens.refresh(first.refresh_token)
    assert Failure.REUSED is failure_of(tokens.refresh, first.refresh_token)
    for access in (first.access_token, second.access_token):
        assert Failure.REVOKED is failure_of(tokens.verify, access)
    assert Failure.REVOKED is failure_of(tokens.refresh, second.refresh_token)
    assert tokens.verify(tokens.refresh(other.refresh_token).access_token)
    assert "authn_token_reuse" in events


def test_a_double_click_within_the_grace(make: Make, uri: str):
    """With a grace the second use gets nothing, but ends nothing either; after it, it does."""
    app = make(uri, enter=True, tokens=TokensOptions(reuse_grace=60))
    first = tokens.issue("clicker")
    second = tokens.refresh(first.refresh_token)
    for _ in range(3):
        assert Failure.REUSED is failure_of(tokens.refresh, first.refresh_token)
    third = tokens.refresh(second.refresh_token)
    assert tokens.verify(third.access_token)
    store = hardening_of(app).store.namespace(Use("tokens"))
    first_id = jwt.decode(first.refresh_token, options={"verify_signature": False})["jti"]
    store.remove(store.key_of("just used", first_id))  # as it expires; the stores have clocks of their own
    assert Failure.REUSED is failure_of(tokens.refresh, first.refresh_token)
    assert Failure.REVOKED is failure_of(tokens.refresh, third.refresh_token)


def test_refreshing_ends(app: Flask, forward):
    """14 days without use, and 90 days after the sign-in however often it was done."""
    unused, busy = tokens.issue(7), tokens.issue(7)
    for _ in range(8):
        forward(11 * DAY)
        busy = tokens.refresh(busy.refresh_token)
    assert Failure.EXPIRED is failure_of(tokens.refresh, unused.refresh_token)
    forward(2 * DAY - 100)
    busy = tokens.refresh(busy.refresh_token)
    assert busy.expires_in <= 100
    forward(101)
    assert Failure.EXPIRED is failure_of(tokens.refresh, busy.refresh_token)


def test_a_shorter_lifetime_holds_for_old_tokens(make: Make):
    """Otherwise what was revoked could outlive the note of it."""
    make(enter=True)
    issued = tokens.issue(7)
    make(enter=True, tokens=TokensOptions(access_lifetime=300, refresh_lifetime=DAY))
    assert Failure.LIVES_TOO_LONG is failure_of(tokens.verify, issued.access_token)
    assert Failure.LIVES_TOO_LONG is failure_of(tokens.refresh, issued.refresh_token)


def test_the_app_has_a_say_in_refreshing(app: Flask):
    """It sees who it is before the token is used up, may refuse, and may give new claims."""
    issued = tokens.issue(7, claims={"plan": "free"})

    def disabled(found: tokens.Claims) -> None:
        raise Forbidden(found.user_id)

    with pytest.raises(Forbidden, match="7"):
        tokens.refresh(issued.refresh_token, claims=disabled)
    renewed = tokens.refresh(issued.refresh_token, claims=lambda found: {"plan": found.extra["plan"] + "+"})
    assert {"plan": "free+"} == dict(tokens.verify(renewed.access_token).extra)
    assert {} == dict(tokens.verify(tokens.refresh(renewed.refresh_token, claims=lambda _: {}).access_token).extra)


def test_revoking_one(make: Make, uri: str):
    """An access token alone; its family goes on."""
    make(uri, enter=True)
    first = tokens.issue("one")
    assert tokens.revoke(first.access_token)
    assert Failure.REVOKED is failure_of(tokens.verify, first.access_token)
    assert tokens.verify(tokens.refresh(first.refresh_token).access_token)


def test_revoking_a_family(make: Make, uri: str):
    """By the refresh token, or by the access token if it is asked for."""
    make(uri, enter=True)
    for by in ("refresh", "access"):
        first, other = tokens.issue("family"), tokens.issue("family")
        second = tokens.refresh(first.refresh_token)
        assert (
            tokens.revoke(second.refresh_token) if by == "refresh" else tokens.revoke(second.access_token, family=True)
        )
        for issued in (first, second):
            assert Failure.REVOKED is failure_of(tokens.verify, issued.access_token)
        assert Failure.REVOKED is failure_of(tokens.refresh, second.refresh_token)
        assert tokens.verify(other.access_token)


def test_revoking_all_of_a_user(make: Make, uri: str):
    """Every family at once; tokens from now on are good, and so are other users'."""
    app = make(uri, enter=True)
    old = [tokens.issue("all") for _ in range(3)]
    other = tokens.issue("all2")
    tokens.revoke_all("all")
    for issued in old:
        assert Failure.REVOKED is failure_of(tokens.verify, issued.access_token)
        assert Failure.REVOKED is failure_of(tokens.refresh, issued.refresh_token)
    assert tokens.verify(other.access_token)
    new = tokens.issue("all")
    assert tokens.verify(tokens.refresh(new.refresh_token).access_token)
    for room in hardening_of(app).protections:  # what logout_everywhere does
        room.sign_out(app, "all")
    assert Failure.REVOKED is failure_of(tokens.verify, new.access_token)


def test_revoking_all_of_no_id(app: Flask):
    """A user object in place of its id would revoke nothing, and nobody would notice."""
    for user in (SimpleNamespace(id=7), None, "", True):
        with pytest.raises(TypeError, match="the id of a user"):
            tokens.revoke_all(user)


def test_what_is_made_while_all_is_revoked_is_revoked(app: Flask):
    """A refresh that has begun before does not outlive it."""
    issued = tokens.issue(7)
    renewed = tokens.refresh(issued.refresh_token, claims=lambda found: tokens.revoke_all(found.user_id))
    assert Failure.REVOKED is failure_of(tokens.verify, renewed.access_token)


def test_there_is_nothing_to_revoke_in_rubbish(app: Flask):
    """RFC 7009, section 2.2: no error."""
    for text in ("a.b.c", "", None):
        assert not tokens.revoke(text)


def test_signing_out_with_an_expired_token(app: Flask, forward):
    """A client that comes back after an hour has an old access token; its refresh token ends all the same."""
    issued, other = tokens.issue(7), tokens.issue(7)
    forward(3600)
    assert tokens.revoke(issued.access_token, family=True)
    assert Failure.REVOKED is failure_of(tokens.refresh, issued.refresh_token)
    assert tokens.refresh(other.refresh_token)


def test_two_workers(make: Make, tmp_path):
    """What one revokes the other one knows, with SQLite as the store."""
    here, there = (make(f"sqlite:///{tmp_path}/t.db") for _ in range(2))
    with here.app_context():
        issued = tokens.issue(7)
    with there.app_context():
        assert tokens.verify(issued.access_token)
        tokens.revoke(issued.access_token)
    with here.app_context():
        assert Failure.REVOKED is failure_of(tokens.verify, issued.access_token)


def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every use of the store fail."""

    def down(*args, **named):
        raise StoreDownError

    for name in ("get_many", "claim", "set_expiring", "incr_epoch"):
        monkeypatch.setattr(Namespace, name, down)


def test_while_the_store_is_down_nobody_is_let_in(app: Flask, monkeypatch: pytest.MonkeyPatch):
    """503: neither accepted, nor refused as if the token were bad; and a refresh token is not lost."""
    issued = tokens.issue(7)
    broken(monkeypatch)
    for function, text in (
        (tokens.verify, issued.access_token),
        (tokens.refresh, issued.refresh_token),
        (tokens.revoke, issued.access_token),
        (tokens.revoke_all, "7"),
        (tokens.issue, "7"),
    ):
        with pytest.raises(ServiceUnavailable):
            function(text)
    assert Failure.MALFORMED is failure_of(tokens.verify, "rubbish")
    monkeypatch.undo()
    assert tokens.verify(tokens.refresh(issued.refresh_token).access_token)


def test_the_store_fails_while_a_token_is_refreshed(app: Flask, monkeypatch: pytest.MonkeyPatch):
    """Between the look at what was revoked and the use: 503, and no tokens."""
    issued = tokens.issue(7, fresh=False)

    def down(*args):
        raise StoreDownError

    monkeypatch.setattr(Namespace, "claim", down)
    with pytest.raises(ServiceUnavailable):
        tokens.refresh(issued.refresh_token)
    monkeypatch.undo()
    assert tokens.verify(tokens.refresh(issued.refresh_token).access_token).fresh_at is None


def test_allowed_while_the_store_is_down(make: Make, monkeypatch: pytest.MonkeyPatch):
    """By option access tokens are good then; refreshing is not, because it could be done twice."""
    make(enter=True, tokens=TokensOptions(when_down="allow"))
    issued = tokens.issue(7)
    tokens.revoke(issued.access_token)
    broken(monkeypatch)
    assert tokens.verify(issued.access_token)
    with pytest.raises(ServiceUnavailable):
        tokens.refresh(issued.refresh_token)


def test_a_rotated_secret_key(make: Make):
    """Tokens of the old key verify while it is a fallback, and are refreshed into tokens of the new one."""
    make(enter=True)
    issued = tokens.issue(7)
    make(enter=True, config={"SECRET_KEY": SECRET_KEY[::-1], "SECRET_KEY_FALLBACKS": [SECRET_KEY]})
    assert tokens.verify(issued.access_token)
    renewed = tokens.refresh(issued.refresh_token)
    make(enter=True, config={"SECRET_KEY": SECRET_KEY[::-1]})
    assert tokens.verify(renewed.access_token)
    assert Failure.UNKNOWN_KEY is failure_of(tokens.verify, issued.access_token)


def test_a_rotated_ring(make: Make):
    """The new key signs, the old one verifies; another algorithm is no obstacle."""
    old = TokenKey(algorithm="HS256", key=SECRET)
    make(enter=True, tokens=TokensOptions(keys=[old]))
    issued = tokens.issue(7)
    new = TokenKey(algorithm="ES256", key=pair("ES256")[0])
    retired = TokenKey(algorithm="HS256", key=SECRET, verify_only=True)
    make(enter=True, tokens=TokensOptions(keys=[retired, new]))
    assert tokens.verify(issued.access_token)
    renewed = tokens.refresh(issued.refresh_token)
    assert "ES256" == jwt.get_unverified_header(renewed.access_token)["alg"]
    make(enter=True, tokens=TokensOptions(keys=[new]))
    assert tokens.verify(renewed.access_token)
    assert Failure.UNKNOWN_KEY is failure_of(tokens.verify, issued.access_token)


def test_a_key_ends_with_its_last_day(make: Make, monkeypatch: pytest.MonkeyPatch):
    """On that day its tokens are good, on the next one they are not."""
    make(enter=True, tokens=TokensOptions(keys=[TokenKey(algorithm="HS256", key=SECRET)]))
    issued = tokens.issue(7)
    last = date(2026, 5, 31)
    ring = [
        TokenKey(algorithm="HS256", key=SECRET[::-1]),
        TokenKey(algorithm="HS256", key=SECRET, verify_only=True, until=last),
    ]
    make(enter=True, tokens=TokensOptions(keys=ring))

    def today(day: date) -> None:
        clock = SimpleNamespace(now=lambda zone: SimpleNamespace(date=lambda: day))
        monkeypatch.setattr(token_keys, "datetime", clock)

    today(last)
    assert tokens.verify(issued.access_token)
    today(last + timedelta(days=1))
    assert Failure.UNKNOWN_KEY is failure_of(tokens.verify, issued.access_token)


def test_without_the_feature(make: Make):
    """The error says what to do."""
    make(enter=True, tokens=False)
    with pytest.raises(RuntimeError, match="Hardened"):
        tokens.issue(7)
    with Flask("plain").app_context(), pytest.raises(RuntimeError, match="Hardened"):
        tokens.issue(7)
    make(enter=True).secret_key = None
    with pytest.raises(RuntimeError, match="SECRET_KEY"):
        tokens.issue(7)


def test_without_pyjwt(make: Make, monkeypatch: pytest.MonkeyPatch):
    """The functions name the extra; options for it do not go into production; the rest of the app runs."""
    from flask_hardened.protections.tokens import compact, protection

    app, configured = make(enter=True), make(tokens=TokensOptions(leeway=5))
    issued = tokens.issue(7)
    find_spec = protection.importlib.util.find_spec
    monkeypatch.setattr(protection.importlib.util, "find_spec", lambda name: None if name == "jwt" else find_spec(name))
    compact._jws.cache_clear()
    monkeypatch.setitem(__import__("sys").modules, "jwt", None)
    for function, argument in ((tokens.issue, 7), (tokens.verify, issued.access_token)):
        with pytest.raises(RuntimeError, match="PyJWT"):
            function(argument)
    rooms = {
        made: next(room for room in hardening_of(made).protections if room.feature == "tokens")
        for made in (app, configured)
    }
    assert ([], []) == (list(rooms[app].problems(app)), list(rooms[app].authenticators(app)))
    assert ["tokens"] == [problem.setting for problem in rooms[configured].problems(configured)]
    rooms[app].sign_out(app, "7")
    assert 404 == app.test_client().get("/").status_code
    monkeypatch.undo()
    compact._jws.cache_clear()
