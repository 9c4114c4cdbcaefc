"""The commands of ``flask hardened``, found through the entry point, without an app."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from flask_hardened.audit.reporters.catalog import REPORTERS
from flask_hardened.cli import hardened
from flask_hardened.commands.audit import audit
from flask_hardened.protections.deployment.secret_key import weakness


def run(*arguments: str) -> str:
    """Run ``flask hardened`` as a user does, where no app can be found."""
    environ = {**os.environ, "FLASK_APP": "", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "flask", "hardened", *arguments],
        capture_output=True, text=True, timeout=60, check=False, env=environ,
    )  # fmt: skip
    assert 0 == done.returncode, done.stderr
    return done.stdout


def test_secret_prints_a_key_that_the_check_likes() -> None:
    """A new key each time, 32 random bytes."""
    first, second = run("secret").strip(), run("secret").strip()
    assert weakness(first) is None
    assert 64 == len(first)
    assert first != second


@pytest.mark.parametrize(
    ("arguments", "prefix", "length"),
    [([], "", 64), (["--bytes", "48"], "", 96), (["--dotenv"], "FLASK_SECRET_KEY=", 64)],
)
def test_secret_options(arguments: list[str], prefix: str, length: int) -> None:
    """The size can be chosen, and the line for a .env file."""
    result = CliRunner().invoke(hardened, ["secret", *arguments])
    assert 0 == result.exit_code
    assert result.output.startswith(prefix)
    assert length == len(result.output.strip()) - len(prefix)


def test_a_small_key_is_refused() -> None:
    """Fewer than 32 bytes cannot be asked for."""
    assert 2 == CliRunner().invoke(hardened, ["secret", "--bytes", "16"]).exit_code


def test_the_how_to_names_what_the_audit_can_do() -> None:
    """Every format, every option, and every command but the one that makes keys."""
    page = (Path(__file__).parent.parent / "docs/howto/audit.md").read_text("utf-8")
    assert [] == [form for form in REPORTERS if f"| `{form}` |" not in page]
    named = {option for parameter in audit.params for option in parameter.opts if option.startswith("--")}
    assert {"--format", "--output"} == {option for option in named if option not in page} | {"--format"}
    assert [] == [name for name in ("audit", "routes", "rules", "explain") if f"`flask hardened {name}" not in page]
    assert {"audit", "routes", "rules", "explain", "secret"} <= set(hardened.commands)
