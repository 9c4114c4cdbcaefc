"""A fingerprint tells nothing of a secret."""

from __future__ import annotations

from pathlib import Path

from flask_hardened.audit.fingerprint import fingerprint
from tests.audit.findings_for_tests import finding


def prints(root: Path, password: str, *cwe: int) -> str:
    """Return the fingerprint of a finding about a line with this password."""
    root.mkdir(exist_ok=True)
    (root / "a.py").write_text(f"password = '{password}'\n", "utf-8")
    return fingerprint(finding(file="a.py", line=1, cwe=cwe), root)


def test_it_does_not_depend_on_a_line_that_is_a_secret(tmp_path: Path) -> None:
    """Else a short password could be guessed from a report, since all the rest of the digest's input is known."""
    assert prints(tmp_path / "1", "hunter2", 798) == prints(tmp_path / "2", "letmein", 798)
    assert prints(tmp_path / "1", "hunter2", 95) != prints(tmp_path / "2", "letmein", 95)
