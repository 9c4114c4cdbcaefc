"""Settings of gunicorn, parsed, never run."""

import pytest

from flask_hardened.audit.files.shipping.gunicorn_settings import read_gunicorn


def settings(text: str) -> dict[str, str]:
    """Return the settings of a file."""
    return {each.name: each.value for each in read_gunicorn(text, "gunicorn.conf.py")}


def test_constants_are_read() -> None:
    """Also as defaults of variables, with types, in another form."""
    text = """
import os
reload = True
timeout: int = int(os.environ.get("TIMEOUT", "0"))
user = os.environ.get("USER") or "root"
forwarded_allow_ips = os.getenv("IPS", "*")
"""
    assert {"reload": "true", "timeout": "0", "user": "root", "forwarded_allow_ips": "*"} == settings(text)


def test_what_cannot_be_told_or_may_be_secret_is_not() -> None:
    """Computed values, other settings, what is inside functions."""
    text = "reload = debug\ntimeout = 2 * 30\nraw_env = ['KEY=abc']\ndef post_fork(server, worker):\n    user = 'root'\nuser = None\n"
    assert {} == settings(text)


def test_it_is_not_run() -> None:
    """A file that would stop the audit is only read."""
    assert {"reload": "true"} == settings("raise SystemExit\nreload = True\n")


def test_what_is_no_python_is_refused() -> None:
    """And said by whoever asked."""
    with pytest.raises(SyntaxError):
        settings("reload = ")
