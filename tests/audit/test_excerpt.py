"""Lines of code are shown, secrets in them are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from flask_hardened.audit.excerpt import excerpt, source_line
from tests.audit.findings_for_tests import finding


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("  run(x)  ", "run(x)"),
        ("password = 'hunter2'", "password = '***'"),
        ('app.config["SECRET_KEY"] = "hunter2"', 'app.config["SECRET_KEY"] = "***"'),
        ("login(user, api_token='hunter2', x=1)", "login(user, api_token='***', x=1)"),
        ("uri = 'postgres://bob:hunter2@db/x'", "uri = 'postgres://bob:***@db/x'"),
        ("password = 'hunter2", "password = '***'"),
        ("name = 'bob'", "name = 'bob'"),
        ("x" * 200, "x" * 159 + "…"),
    ],
)
def test_secrets_are_masked(tmp_path: Path, line: str, shown: str) -> None:
    """By the name in front of them, and in addresses."""
    (tmp_path / "a.py").write_text(f"\n{line}\n", "utf-8")
    assert shown == excerpt(finding(file="a.py", line=2), tmp_path)


def test_a_finding_about_a_secret_shows_nothing(tmp_path: Path) -> None:
    """Its line may be nothing else."""
    (tmp_path / "a.py").write_text("x = 'hunter2'\n", "utf-8")
    assert excerpt(finding(file="a.py", line=1, cwe=(798,)), tmp_path) is None
    assert excerpt(finding(file="a.py", line=1), tmp_path) is not None


@pytest.mark.parametrize(
    "place", [{"file": "a.py"}, {"file": "a.py", "line": 9}, {"file": "b.py", "line": 1}, {"file": "\x00", "line": 1},
              {"file": ".", "line": 1}, {"setting": "DEBUG"}],
)  # fmt: skip
def test_where_there_is_no_line_nothing_is_shown(tmp_path: Path, place: dict[str, object]) -> None:
    """And nothing is raised."""
    (tmp_path / "a.py").write_text("x\n", "utf-8")
    assert source_line(finding(**place), tmp_path) is None
    assert excerpt(finding(**place), tmp_path) is None
