"""FHP012: passwords that are stored as they came in."""

import pytest

from flask_hardened.protections.passwords.rules.plain_stored_passwords import plain_stored_passwords
from tests.audit.asking_source import lines

APP = """from flask import Flask, request
app = Flask(__name__)
class Page: pass
class User(db.Model):
    password_rule = rule()
    name = db.Column(db.String)
    password: str = db.Column(db.String)
@app.post("/join")
def join(form):
"""


@pytest.mark.parametrize(
    "text",
    [
        'user = User(name="x", password=request.form["password"])',
        'user = User(password=request.json.get("password"))',
        "user = User(password=form.password.data)",
        'user.password = request.form["password"]',
        'password = request.form["password"]; user = User(password=password)',
    ],
)
def test_found_for_what_came_in(text: str) -> None:
    """Given to the model, or assigned to its column."""
    assert [10] == lines(plain_stored_passwords, f"{APP}    {text}\n")


@pytest.mark.parametrize(
    "text",
    [
        'user = User(password=generate_password_hash(request.form["password"]))',
        'user = User(name=request.form["name"])',
        'user = Client(password=request.form["password"])',
        'user.password = hashed(request.form["password"])',
        'password = request.form["password"]',
        "user = User(password=draw())",
        'user.password_hint = request.form["password_hint"]',
    ],
)
def test_not_found_for_hashes_and_other_things(text: str) -> None:
    """What is not known to be a model may hash."""
    assert [] == lines(plain_stored_passwords, f"{APP}    {text}\n")


@pytest.mark.parametrize(
    "body",
    [
        "    @validates('password')\n    def check(self, key, value): return make(value)",
        "    def __init__(self, password): self.password = generate_password_hash(password)",
        "    @hybrid_property\n    def secret(self): return self.password",
    ],
)
def test_not_found_where_the_model_may_hash(body: str) -> None:
    """In its constructor, a validator or a property."""
    text = f"""from flask import Flask, request
app = Flask(__name__)
class User(db.Model):
    password = db.Column(db.String)
{body}
@app.post("/join")
def join():
    user = User(password=request.form["password"])
    user.password = request.form["password"]
"""
    assert [] == lines(plain_stored_passwords, text)
