"""``flask hardened nginx``."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from flask.cli import ScriptInfo

from flask_hardened.cli import hardened
from tests.command_line import runner
from tests.serving.served import create_app

PLACES = ("--upstream", "unix:/run/app.sock", "--certificate", "/c.pem", "--certificate-key", "/k.pem")


def run(app: Flask, *arguments: str) -> Result:
    """Run the command on an app."""
    return runner().invoke(hardened, ["nginx", *arguments], obj=ScriptInfo(create_app=lambda: app))


def test_the_configuration_is_printed_and_the_notes_beside_it() -> None:
    """So that the output can be redirected."""
    result = run(create_app(HARDENED_HOSTS_PROXIES=[], HARDENED_TRANSPORT_HTTPS_PORT=8443), *PLACES)
    assert 0 == result.exit_code, result.output
    assert "\n    listen 8443 ssl;\n" in result.stdout
    assert "Note" not in result.stdout
    assert "Note: Set HARDENED_HOSTS_PROXIES=unix" in result.stderr


def test_it_is_written_to_a_file(tmp_path: Path) -> None:
    """And then nothing but the notes is printed."""
    result = run(create_app(), *PLACES, "-o", str(tmp_path / "site.conf"))
    assert (0, "") == (result.exit_code, result.stdout)
    assert (tmp_path / "site.conf").read_text().startswith("# Written by `flask hardened nginx`.")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (PLACES[2:], "--upstream"),
        ((*PLACES, "--static", "/srv/$uri"), "--static cannot stand in a configuration of nginx"),
        ((*PLACES, "--https-port", "0"), "--https-port"),
    ],
)
def test_options_that_make_no_sense_are_usage_errors(arguments: tuple[str, ...], message: str) -> None:
    """Status 2, and the option's name."""
    result = run(create_app(), *arguments)
    assert (2, True, "") == (result.exit_code, message in result.stderr, result.stdout)


def test_an_app_without_the_one_line_has_no_policy() -> None:
    """It is said so, instead of a configuration that only looks hardened."""
    result = run(Flask(__name__), *PLACES)
    assert (2, True) == (result.exit_code, "Hardened(app) is missing" in result.stderr)
