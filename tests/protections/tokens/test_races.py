"""Many at once: of one refresh token only one use gets new tokens, on every store."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from werkzeug.exceptions import HTTPException, ServiceUnavailable

from flask_hardened.protections.tokens import functions as tokens
from flask_hardened.protections.tokens.options import TokensOptions
from tests.protections.tokens.conftest import Make

THREADS = 16


def settled(function, *arguments):
    """Call a function, again while a busy machine makes the store look down."""
    for _ in range(200):
        try:
            return function(*arguments)
        except ServiceUnavailable:
            threading.Event().wait(0.05)
    return pytest.fail("the store stayed down")


def refresh(given):
    """Refresh a token when all are ready; return the new ones, or why there are none."""
    app, start, text = given
    with app.app_context():
        start.wait(60)
        try:
            return tokens.refresh(text)
        except HTTPException as error:
            return error


@pytest.mark.parametrize("grace", [0, 60])
def test_sixteen_threads_refresh_one_token(make: Make, uri: str, grace: int):
    """One wins; without a grace the family ends with the others' attempts, with one it lives on."""
    app = make(uri, enter=True, tokens=TokensOptions(reuse_grace=grace))
    for number in range(5):
        issued, start = settled(tokens.issue, f"racer {grace} {number}"), threading.Barrier(THREADS)

        with ThreadPoolExecutor(THREADS) as pool:
            found = list(pool.map(refresh, [(app, start, issued.refresh_token)] * THREADS))
        won = [item for item in found if isinstance(item, tokens.IssuedTokens)]
        lost = [item for item in found if isinstance(item, tokens.TokenError)]
        down = [item for item in found if isinstance(item, ServiceUnavailable)]
        assert THREADS == len(won) + len(lost) + len(down)
        assert {"reused", "revoked"} >= {error.reason for error in lost}
        if down:  # an answer that was lost on the way may have used the token up
            assert len(won) <= 1
            continue
        assert (1, THREADS - 1) == (len(won), len(lost))
        if grace:
            assert tokens.verify(won[0].access_token)
        else:
            with pytest.raises(tokens.TokenError, match="revoked"):
                tokens.verify(won[0].access_token)


def test_revoking_all_while_tokens_are_refreshed(make: Make, uri: str):
    """Whatever was handed out before or meanwhile is worth nothing afterwards."""
    app = make(uri, enter=True)
    issued = [settled(tokens.issue, "fleeting") for _ in range(8)]
    start, seen = threading.Barrier(9), []

    def work(number: int) -> None:
        with app.app_context():
            start.wait(60)
            if number == 8:
                settled(tokens.revoke_all, "fleeting")
                return
            current = issued[number]
            for _ in range(5):
                seen.append(current)
                try:
                    current = tokens.refresh(current.refresh_token)
                except HTTPException:
                    return
            seen.append(current)

    with ThreadPoolExecutor(9) as pool:
        list(pool.map(work, range(9)))
    for handed_out in seen:
        with pytest.raises(tokens.TokenError):
            settled(tokens.verify, handed_out.access_token)
