"""Tokens that nobody should accept: none is accepted, and none is more than a 401."""

from __future__ import annotations

import base64
import itertools
import json
import string
import time

import jwt
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flask_hardened.protections.tokens import functions as tokens
from flask_hardened.protections.tokens.failures import Failure
from flask_hardened.protections.tokens.keys import TokenKey
from flask_hardened.protections.tokens.options import TokensOptions
from flask_hardened.segments import to_segment
from tests.protections.tokens.conftest import Make
from tests.protections.tokens.forging import SECRET, claims, derived, forge, pair, sealed, text_of

KINDS = ("HS256", "ES256", "EdDSA")
ALGORITHMS = (
    "none", "None", "NONE", "nOnE", " none", "none ", "", "hs256", "HS256 ", "HS384", "HS512", "RS256", "RS384", "RS512",
    "ES256", "ES256K", "ES384", "ES512", "PS256", "PS512", "EdDSA", "Ed25519", "HMAC", "dir", "A128KW",
    None, 0, True, [], ["HS256"], {}, {"HS256": 1},
)  # fmt: skip


def refused(text: object) -> Failure:
    """Return why an access token is refused; accepting it, or another error, fails the test."""
    with pytest.raises(tokens.TokenError) as caught:
        tokens.verify(text)
    assert 401 == caught.value.code
    return caught.value.failure


def none_signed(payload: object, **header) -> str:
    """Return a token without a signature."""
    head = {"alg": "none", "kid": derived()[0], "typ": "at+jwt", **header}
    return f"{to_segment(text_of(head))}.{to_segment(text_of(payload))}."


def test_the_forgery_kit_makes_good_tokens(app: Flask):
    """What the tables below change is accepted unchanged; otherwise they would show nothing."""
    assert "7" == tokens.verify(forge(claims())).user_id


@pytest.mark.parametrize("algorithm", [name for name in ALGORITHMS if name != "HS256"], ids=repr)
def test_the_algorithm_is_that_of_the_key(app: Flask, algorithm: object):
    """Whatever the header says, with a good HMAC or with no signature at all."""
    assert Failure.WRONG_ALGORITHM is refused(forge(claims(), alg=algorithm))
    assert refused(none_signed(claims(), alg=algorithm)) in (Failure.MALFORMED, Failure.WRONG_ALGORITHM)


@pytest.mark.parametrize(
    "algorithm", [*map("".join, itertools.product("nN", "oO", "nN", "eE")), "none\0", "none\n", "\u006eone"], ids=repr
)
def test_none_is_no_algorithm(app: Flask, algorithm: str):
    """In no spelling, with no signature, with an empty HMAC key, with a good one."""
    assert Failure.MALFORMED is refused(none_signed(claims(), alg=algorithm))
    assert Failure.WRONG_ALGORITHM is refused(forge(claims(), alg=algorithm))
    assert Failure.WRONG_ALGORITHM is refused(forge(claims(), b"", alg=algorithm))


def make_ring(make: Make, *kinds: str) -> dict[str, TokenKey]:
    """Make an app with a key of each kind, push its context, and return the keys."""
    ring = {
        kind: TokenKey(algorithm=kind, key=SECRET if kind == "HS256" else pair(kind)[0], kid=kind) for kind in kinds
    }
    make(enter=True, tokens=TokensOptions(keys=list(ring.values())))
    return ring


@pytest.mark.parametrize("claimed", KINDS)
@pytest.mark.parametrize("named", KINDS)
@pytest.mark.parametrize("used", KINDS)
def test_every_algorithm_with_every_key(make: Make, claimed: str, named: str, used: str):
    """A token is good when the algorithm, the key it names and the key that signed it are one and the same."""
    ring = make_ring(make, *KINDS)
    content = {"alg": claimed, "kid": named, "typ": "at+jwt"}
    text = f"{to_segment(text_of(content))}.{to_segment(text_of(claims()))}"
    signature = jwt.get_algorithm_by_name(used).sign(text.encode(), ring[used].loaded)
    token = f"{text}.{to_segment(signature)}"
    if claimed == named == used:
        assert "7" == tokens.verify(token).user_id
    else:
        assert refused(token) in (Failure.WRONG_ALGORITHM, Failure.BAD_SIGNATURE)


@pytest.mark.parametrize("kind", ["ES256", "EdDSA"])
def test_a_public_key_is_no_secret(make: Make, kind: str):
    """The classic: an HMAC made with the public key, in each of the forms in which it may be at hand."""
    ring = make_ring(make, kind)
    public = pair(kind)[1]
    der = base64.b64decode("".join(public.splitlines()[1:-1]))
    for key in (public.encode(), public.strip().encode(), public.replace("\n", "").encode(), der, der[-32:], b""):
        for algorithm in ("HS256", "HS384", "HS512", kind):
            assert refused(forge(claims(), key, alg=algorithm, kid=kind)) in (
                Failure.WRONG_ALGORITHM,
                Failure.BAD_SIGNATURE,
            )
    assert ring[kind].signs


@pytest.mark.parametrize(
    "kid",
    [..., None, 0, True, "", "x", " ", "../../dev/null", "' OR 1=1 --", [], {}, ["a"], "a" * 5000, "\0"],
    ids=repr,
)
def test_a_key_of_another_name_is_unknown(app: Flask, kid: object):
    """The name is looked up, never opened or run."""
    assert Failure.UNKNOWN_KEY is refused(forge(claims(), kid=kid))


@pytest.mark.parametrize("name", ["jku", "x5u", "jwk", "x5c", "crit", "b64", "zip", "enc", "cty"])
@pytest.mark.parametrize(
    "value", ["https://evil.example/keys", True, False, None, [], ["exp"], {"kty": "oct", "k": "AAAA"}], ids=repr
)
def test_headers_that_bring_keys_or_change_the_meaning(app: Flask, name: str, value: object):
    """Refused whatever they hold, although the signature is good."""
    assert Failure.MALFORMED is refused(forge(claims(), **{name: value}))


def test_other_headers_are_ignored(app: Flask):
    """RFC 7515, section 4: what is not understood is no reason to refuse."""
    assert "7" == tokens.verify(forge(claims(), x5t="AAAA", note={"a": [1]})).user_id


@pytest.mark.parametrize(
    "typ",
    [..., None, "", "JWT", "jwt", "at", "refresh+jwt", "application/jwt", "at+jwt ", "at+jwt;a=b", 0, [], ["at+jwt"]],
    ids=repr,
)
def test_other_types_are_refused(app: Flask, typ: object):
    """A token of another kind with a good signature, such as a refresh token or a logout token."""
    assert Failure.WRONG_TYPE is refused(forge(claims(), typ=typ))


@pytest.mark.parametrize("typ", ["at+jwt", "AT+JWT", "application/at+jwt", "Application/AT+jwt"])
def test_media_types_are_not_case_sensitive(app: Flask, typ: str):
    """RFC 7515, section 4.1.9."""
    assert "7" == tokens.verify(forge(claims(), typ=typ)).user_id


REQUIRED = ("iss", "aud", "sub", "iat", "exp", "jti", "fam", "beg", "epo")
WRONG_FORMS = (..., None, True, False, [], {}, [1], {"a": 1})


@pytest.mark.parametrize("value", WRONG_FORMS, ids=repr)
@pytest.mark.parametrize("name", REQUIRED)
def test_each_claim_is_needed_in_its_form(app: Flask, name: str, value: object):
    """None may be missing, null, a boolean, a list or an object."""
    assert Failure.BAD_CLAIM is refused(forge(claims(**{name: value})))


@pytest.mark.parametrize("value", ["", 7, 7.5, -1], ids=repr)
@pytest.mark.parametrize("name", ["iss", "sub", "jti", "fam"])
def test_texts_are_texts(app: Flask, name: str, value: object):
    """No number, and not empty."""
    assert Failure.BAD_CLAIM is refused(forge(claims(**{name: value})))


@pytest.mark.parametrize(
    "value", ["", "0", "1893456000", "2030-01-01", -1, -0.5, 1e300, 253402300800, 10**31], ids=repr
)
@pytest.mark.parametrize("name", ["exp", "iat", "beg", "nbf", "auth_time"])
def test_moments_are_numbers_within_reason(app: Flask, name: str, value: object):
    """No text, nothing before 1970, nothing after the year 9999."""
    assert Failure.BAD_CLAIM is refused(forge(claims(**{name: value})))


@pytest.mark.parametrize("name", ["exp", "iat", "nbf", "epo"])
@pytest.mark.parametrize(
    "number",
    ["NaN", "Infinity", "-Infinity", "1e999", "1e309", "9" * 40, "9" * 5000, "1" * 33 + ".5", "0x10", "01", "1_000"],
)
def test_numbers_that_are_none(app: Flask, name: str, number: str):
    """NaN, infinities, overflow, thousands of digits: refused while reading."""
    payload = text_of({**claims(), name: 4711}).replace(b"4711", number.encode())
    assert Failure.MALFORMED is refused(forge(payload))


@pytest.mark.parametrize(
    "scope", [None, True, 7, [], ["a"], {}, "a  b", " a", "a ", 'a"b', "a\\b", "ä", "a\nb", "a,\tb"], ids=repr
)
def test_a_scope_is_words(app: Flask, scope: object):
    """Single spaces, printable ASCII; a list is another standard."""
    assert Failure.BAD_CLAIM is refused(forge(claims(scope=scope)))


@pytest.mark.parametrize(
    ("scope", "words"), [("", set()), ("a", {"a"}), ("a b:c", {"a", "b:c"}), (..., None)], ids=repr
)
def test_near_misses_of_scopes(app: Flask, scope: object, words: set | None):
    """An empty scope carries nothing; no scope carries all."""
    assert words == tokens.verify(forge(claims(scope=scope))).scopes


@pytest.mark.parametrize("issuer", ["Tokens", "tokens ", "token", "tokens2", "https://tokens"])
def test_another_issuer(app: Flask, issuer: str):
    """The name is compared as a whole, not as a part of another one (CVE-2024-53861)."""
    assert Failure.WRONG_ISSUER is refused(forge(claims(iss=issuer)))


def test_another_audience(app: Flask):
    """One of the audiences has to be ours, as a whole."""
    for other in ("token", "tokens2", "tokens#refresh", ["a", "b"], ["token"]):
        assert Failure.WRONG_AUDIENCE is refused(forge(claims(aud=other)))
    for wrong in ("", [], ["tokens", 7], ["tokens", None], [["tokens"]], {"tokens": 1}):
        assert refused(forge(claims(aud=wrong))) in (Failure.BAD_CLAIM, Failure.WRONG_AUDIENCE)
    assert "7" == tokens.verify(forge(claims(aud=["other", "tokens"]))).user_id


def test_moments(app: Flask):
    """Expired, not yet valid, from the future, too long; and just within the leeway of ten seconds."""
    now = int(time.time())
    assert Failure.EXPIRED is refused(forge(claims(iat=now - 900, exp=now - 11)))
    assert Failure.EXPIRED is refused(forge(claims(iat=0, exp=0)))
    assert Failure.NOT_YET_VALID is refused(forge(claims(nbf=now + 40)))
    assert Failure.NOT_YET_VALID is refused(forge(claims(iat=now + 40)))
    assert Failure.LIVES_TOO_LONG is refused(forge(claims(iat=now, exp=now + 901)))
    assert Failure.LIVES_TOO_LONG is refused(forge(claims(exp=253402300799)))
    for good in (
        {"iat": now - 600, "exp": now - 5},
        {"nbf": now + 5},
        {"iat": now + 5},
        {"iat": now, "exp": now + 899.5},
        {"nbf": 0},
    ):
        assert "7" == tokens.verify(forge(claims(**good))).user_id


def test_members_named_twice(app: Flask):
    """Two readers could take one each, so neither is taken: in the header, in the claims, below them."""
    kid, key = derived()
    body = text_of(claims())
    head = text_of({"alg": "HS256", "kid": kid, "typ": "at+jwt"})
    twice = [
        (head, body[:-1] + b',"sub":"8"}'),
        (head, body[:-1] + b',"su\\u0062":"8"}'),
        (head, body[:-1] + b',"extra":{"a":1,"a":2}}'),
        (head, b'{"exp":1,' + body[1:]),
        (head[:-1] + b',"alg":"HS256"}', body),
        (head[:-1] + b',"alg":"none"}', body),
        (b'{"kid":"x",' + head[1:], body),
    ]
    for forged in twice:
        assert Failure.MALFORMED is refused(sealed(*forged, key))


def test_nested_deeply(app: Flask):
    """Up to the cap on size, in the header and in the claims, signed or not."""
    kid, key = derived()
    head = text_of({"alg": "HS256", "kid": kid, "typ": "at+jwt"})
    for opening, closing in (("[", "]"), ('{"a":', "}")):
        for depth in (200, 1500, 3000):
            many = min(depth, 5500 // len(opening + closing))
            nest = f"{opening * many}1{closing * many}".encode()
            assert refused(sealed(head, nest, key)) in (Failure.MALFORMED, Failure.BAD_CLAIM)
            refused(sealed(nest, nest, key))
            open_only = (opening * many).encode()
            assert Failure.MALFORMED is refused(sealed(head, open_only, key))


def test_five_megabytes(app: Flask):
    """Refused for its size, before anything is decoded."""
    huge = "A" * 5_000_000
    started = time.process_time()
    for text in (huge, f"{huge}.{huge}.{huge}", "." * 5_000_000, forge(claims(note=huge)), "é" * 5_000_000):
        if len(text) > 8192:
            assert Failure.TOO_LARGE is refused(text)
    assert time.process_time() - started < 5


def test_the_cap_is_exact(make: Make):
    """A token of as many bytes is read, one of a byte more is not."""
    text = forge(claims(note="x" * 500))
    make(enter=True, tokens=TokensOptions(max_size=len(text)))
    assert "7" == tokens.verify(text).user_id
    make(enter=True, tokens=TokensOptions(max_size=len(text) - 1))
    assert Failure.TOO_LARGE is refused(text)


RUBBISH = [
    "", ".", "..", "...", "a", "a.b", "a.b.c", "a.b.c.d", "....", "e30.e30.", "e30.e30.e30", "bnVsbA.bnVsbA.bnVsbA",
    "W10.W10.W10", "MQ.MQ.MQ", "\0.\0.\0", "é.é.é", "=.=.=", " . . ", "a\n.b.c", "%2e.%2e.%2e", "eyJhbGciOiJub25lIn0.e30.",
    "\ud800.\ud800.\ud800", None, 7, b"a.b.c", [], {}, object(),
]  # fmt: skip


@pytest.mark.parametrize("text", RUBBISH, ids=repr)
def test_rubbish(app: Flask, text: object):
    """What is no token at all, or no text."""
    assert refused(text) in (Failure.MALFORMED, Failure.WRONG_TYPE)
    with pytest.raises(tokens.TokenError):
        tokens.refresh(text)
    assert not tokens.revoke(text)


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"1", b'"a"', b"[]", b"[{}]", b"{", b"\xff", b"\xef\xbb\xbf{}", b'{"sub":"\\ud800"}', b"{}{}"],
    ids=repr,
)
def test_payloads_that_are_no_claims(app: Flask, body: bytes):
    """Signed well, and still no JSON object that everybody reads alike."""
    assert Failure.MALFORMED is refused(forge(body))


def test_other_spellings_of_a_good_token(app: Flask):
    """Padding, spaces, line breaks, other alphabets, bits behind the last byte: a token has one spelling."""
    good = forge(claims())
    head, body, signature = good.split(".")
    following = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
    last = following[following.index(signature[-1]) ^ 1]
    others = [
        f"{good}=", f"{head}=.{body}.{signature}", f" {good}", f"{good} ", f"{good}\n", f"{head}\n.{body}.{signature}",
        f"{good}.", f".{good}", f"{head}.{body}.{signature[:-1]}{last}", f"{head}.{body}.{signature}AA",
        f"{head}.{body}.{signature[:-1]}", f"{head}.{body}.", good.replace(".", "。"), good.encode(),
    ]  # fmt: skip
    for other in others:
        assert refused(other) in (Failure.MALFORMED, Failure.BAD_SIGNATURE)


@pytest.mark.parametrize("kind", KINDS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(data=st.data())
def test_mutated_tokens(make: Make, kind: str, data: st.DataObject):
    """Anything changed, anywhere: not accepted, and no error but ours."""
    ring = make_ring(make, kind)
    assert ring
    good = tokens.issue(7).access_token
    place = data.draw(st.integers(0, len(good) - 1))
    piece = data.draw(st.text(st.sampled_from(string.ascii_letters + string.digits + '-_.=+/ \0\né{}"'), max_size=3))
    mutated = good[:place] + piece + good[place + data.draw(st.integers(0, 3)) :]
    if mutated != good:
        refused(mutated)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(
    name=st.sampled_from([*REQUIRED, "nbf", "scope", "auth_time", "ext", "other"]),
    value=JSON,
    header=st.sampled_from(["alg", "kid", "typ", "x", "zip", "crit"]),
    other=JSON,
)
def test_any_json_anywhere(app: Flask, name: str, value: object, header: str, other: object):
    """Signed well, with any value in a claim and in a header: accepted or refused, never another error."""
    for text in (forge(claims(**{name: value})), forge(claims(), **{header: other}), forge(json.dumps(value))):
        try:
            found = tokens.verify(text)
        except tokens.TokenError:
            continue
        assert isinstance(found.user_id, str)
        assert found.expires - found.issued <= 900


def test_an_app_answers_all_of_it_with_401(make: Make):
    """Over HTTP too, and in no case with 500."""
    app = make()

    @app.get("/who")
    def who() -> str:
        from flask import request

        return tokens.verify(request.headers["Authorization"].removeprefix("Bearer ")).user_id

    client: FlaskClient = app.test_client()
    hostile = [text for text in RUBBISH if isinstance(text, str) and text.isascii() and text.isprintable()]
    hostile += [forge("[" * 3000), forge(claims(exp=True)), forge(claims(), alg="none"), none_signed(claims())]
    for text in hostile:
        response = client.get("/who", headers={"Authorization": f"Bearer {text}"})
        assert (401, True) == (response.status_code, response.headers["WWW-Authenticate"].startswith("Bearer realm="))
    assert "7" == client.get("/who", headers={"Authorization": f"Bearer {forge(claims())}"}).text
