"""Which server a command starts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.audit.files.shipping.command_line import commands, commands_of_script


def started(text: str) -> list[tuple[str, dict[str, str]]]:
    """Return program and settings of each server that a line of shell starts."""
    return [(each.program, each.settings) for each in commands_of_script(text)]


@pytest.mark.parametrize(
    "text",
    [
        "gunicorn --reload app:app",
        "exec gunicorn app:app --reload",
        "cd /app && exec /srv/.venv/bin/gunicorn app:app --reload &",
        "A=1 B='x y' gunicorn --reload app:app",
        "python -m gunicorn --reload app:app",
        "python3.13 -u -m gunicorn --reload app:app",
        "poetry run gunicorn --reload app:app",
        "gosu app gunicorn --reload app:app",
        "if true; then gunicorn --reload app:app; fi",
        "ddtrace-run gunicorn --workers 4 --reload app:app",
    ],
)
def test_what_is_put_before_a_command_does_not_hide_it(text: str) -> None:
    """Paths, variables, runners, conditions."""
    assert [("gunicorn", {"reload": "true"})] == started(text)


@pytest.mark.parametrize(
    "text", ["echo gunicorn", "pip install gunicorn", "gunicorn-monitor", "ls # gunicorn", "", "'", "python"]
)
def test_what_starts_none(text: str) -> None:
    """Words that only mention one."""
    assert [] == started(text)


def test_settings_have_the_names_of_the_file() -> None:
    """Long and short options, with and without a sign; what may be a secret is left out."""
    text = "gunicorn -t 0 --forwarded-allow-ips='*' --limit-request-line 0 --user root --env KEY=abc -w 4 app:app"
    assert [
        ("gunicorn", {"timeout": "0", "forwarded_allow_ips": "*", "limit_request_line": "0", "user": "root"})
    ] == started(text)
    assert "abc" not in repr(list(commands_of_script(text)))


def test_flask_run_is_told_from_other_commands_of_flask() -> None:
    """Migrations start no server."""
    assert [True] == [each.is_run for each in commands_of_script("flask --app shop --debug run -p 80")]
    assert [False] == [each.is_run for each in commands_of_script("flask db upgrade")]


def test_a_shell_in_a_list_is_looked_into() -> None:
    """As images start what needs a variable."""
    found = list(commands(["/bin/sh", "-c", "flask db upgrade && python app.py"]))
    assert [("flask", ""), ("python", "app.py")] == [(each.program, each.target) for each in found]


@given(
    st.text()
    | st.lists(
        st.sampled_from(["gunicorn", "-", "--", "-b", "=", "&&", "'", "python", "-m", "flask", "env", "A=1"])
    ).map(" ".join)
)
def test_any_line_can_be_read(text: str) -> None:
    """Open quotes, signs without words, options without values."""
    assert all(each.program for each in [*commands_of_script(text), *commands(text.split())])
