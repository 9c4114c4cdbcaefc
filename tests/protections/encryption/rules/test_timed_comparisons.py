"""FHN010: secrets compared with ==."""

import pytest

from flask_hardened.protections.encryption.rules.timed_comparisons import timed_comparisons
from tests.audit.asking_source import lines

VIEW = """import hashlib, hmac
from flask import Flask, current_app, request
app = Flask(__name__)
@app.post("/hook/<token>")
def hook(token):
    sent = request.headers.get("X-Signature")
    expected = hmac.new(key, request.data, hashlib.sha256).hexdigest()
"""


@pytest.mark.parametrize(
    "text",
    [
        "if sent != expected: abort(403)",
        "if expected == request.headers['X-Signature']: pass",
        "if hmac.new(key, request.data, 'sha256').hexdigest() == sent: pass",
        "if user.reset_token == token: pass",
        "if request.args.get('token') == current_app.config['HOOK_TOKEN']: pass",
        "if user.api_key != request.headers['X-Api-Key']: abort(403)",
    ],
)
def test_found_for_what_came_in(text: str) -> None:
    """Against a result of HMAC, or a stored token."""
    assert [8] == lines(timed_comparisons, f"{VIEW}    {text}\n")


@pytest.mark.parametrize(
    "text",
    [
        "if hmac.compare_digest(sent, expected): pass",
        "if token == '': pass",
        "if user.reset_token == None: pass",
        "if request.form['token'] == request.cookies['token']: pass",
        "if user.password == request.form['password']: pass",
        "if user.token_type == request.args['type']: pass",
        "if lexer.token == previous: pass",
        "if user.name == request.form['name']: pass",
        "if user.token is token: pass",
        "if post.id == request.args.get('id'): pass",
        "found = Token.query.filter(Token.auth_token == token).first()",
        "if cached_secret != request.json['secret']: pass",
    ],
)
def test_not_found_for_anything_else(text: str) -> None:
    """Constants, two values of the request, passwords, names that only sound like it."""
    assert [] == lines(timed_comparisons, f"{VIEW}    {text}\n")
