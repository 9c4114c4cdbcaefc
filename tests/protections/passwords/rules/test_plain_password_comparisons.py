"""FHP010: passwords that are stored as they are."""

import pytest

from flask_hardened.audit.finding import Confidence, Severity
from flask_hardened.protections.passwords.rules.plain_password_comparisons import plain_password_comparisons
from tests.audit.asking_source import found, lines

VIEW = """from flask import Flask, request
app = Flask(__name__)
@app.post("/login")
def login():
    sent = request.form
"""


@pytest.mark.parametrize(
    "text",
    [
        'if user.password == request.form["password"]: pass',
        'if request.form.get("password") != user.password: pass',
        'if request.json["pwd"] == row["password"]: pass',
        "if user.password == form.password.data: pass",
        'if app.config["PASSWORD"] == request.form["password"]: pass',
        'password = request.form["password"]; found = password == user["password"]',
    ],
)
def test_found_for_what_came_in(text: str) -> None:
    """From the form, the body, or WTForms, against an object, a row or the configuration."""
    assert [6] == lines(plain_password_comparisons, f"{VIEW}    {text}\n")


def test_found_in_the_method_of_a_model() -> None:
    """The password is a parameter there."""
    text = """
    class User:
        def check_password(self, password):
            return self.password == password
    """
    assert [4] == lines(plain_password_comparisons, text)


def test_found_with_less_confidence_where_a_column_hashes() -> None:
    """A type of the project hashes what it is compared with; whether this column is of it, nobody knows."""
    text = """
    class BCryptPassword:
        def __eq__(self, other):
            return check(self.hash, other)

    def check_password(identity, password):
        return identity.password == password
    """
    assert [Confidence.LOW] == [each.confidence for each in found(plain_password_comparisons, text)]


@pytest.mark.parametrize(
    "text",
    [
        'if request.form["password"] == request.form["confirm_password"]: pass',
        "if form.password.data != form.password_confirm.data: pass",
        "if self.password.data == self.password2.data: pass",
        "if user.password_hash == hashed: pass",
        'if check_password_hash(user.password, request.form["password"]): pass',
        'if request.form["password"] == "": pass',
        'if user.password_type == request.form["password_type"]: pass',
        "if user.password is None: pass",
        "if old_password == new_password: pass",
        'if row["password"] == hashed: pass',
    ],
)
def test_not_found_for_two_fields_and_hashes(text: str) -> None:
    """A password that is typed twice, an empty one, a hash."""
    assert [] == lines(plain_password_comparisons, f"{VIEW}    {text}\n")


def test_found_less_severe_for_the_one_password_of_the_configuration() -> None:
    """No table of passwords can be stolen there."""
    (one,) = found(plain_password_comparisons, f'{VIEW}    app.config["PASSWORD"] == request.form["password"]\n')
    (many,) = found(plain_password_comparisons, f'{VIEW}    user.password == request.form["password"]\n')
    assert (Severity.MEDIUM, Severity.HIGH) == (one.severity, many.severity)
