"""How long an audit takes, and how much memory, start-up included."""

from __future__ import annotations

import json
import os
import shutil
import site
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

LINES, TEMPLATES = 50_000, 150
ROOT = Path(__file__).parents[2]
PACKAGES = ("flask_admin", "flask", "werkzeug", "jinja2", "sqlalchemy", "wtforms", "babel", "click", "pydantic")
APP = """
import os
from flask import Flask

app = Flask(__name__)
app.config["SECRET_KEY"] = "kW3vUoTqXv8n5aJr1cYd7LmZ0pEbHsGf"

"""
VIEW = """
@app.post("/page/{number}/<int:key>")
def page_{number}(key):
    return str(os.chmod(str(key), 0o777))
"""


def installed() -> Iterator[Path]:
    """Yield the source of real packages, the largest of their kind last."""
    for package in PACKAGES:
        for folder in site.getsitepackages():
            yield from sorted((Path(folder) / package).rglob("*.py"))


MEASURE = """
import json, resource, subprocess, sys
status = subprocess.run(sys.argv[1:], stdout=sys.stderr).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([status, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024]))
"""
"""Runs a command from a small process: what is forked off a large one counts as large, whatever it does then."""


def run(*arguments: str, folder: Path) -> tuple[float, int]:
    """Run a command; return the seconds of processor time it took, and its largest memory in MB.

    What else the machine is doing does not count, as it would on a clock.
    """
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, sys.executable, "-m", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    status, seconds, megabytes = json.loads(done.stdout)
    assert status in (0, 1), done.stderr
    return seconds, megabytes


def test_50000_lines_and_150_templates(tmp_path: Path) -> None:
    """In under ten seconds and 500 MB."""
    lines = 0
    for number, file in enumerate(installed()):
        text = file.read_text("utf-8")
        lines += text.count("\n")
        place = tmp_path / "shop" / file.parent.name / f"{file.stem}_{number}.py"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
        if lines >= LINES:
            break
    assert lines >= LINES
    (tmp_path / "shop/templates").mkdir()
    pages = sorted(page for folder in site.getsitepackages() for page in Path(folder).glob("flask_*/**/*.html"))
    for number in range(TEMPLATES):
        shutil.copy(pages[number % len(pages)], tmp_path / f"shop/templates/page_{number}.html")
    report = tmp_path / "report.json"
    seconds, megabytes = run(
        "flask_hardened", "audit", "shop", "--offline", "--format", "json", "-o", str(report), folder=tmp_path
    )
    assert len(json.loads(report.read_text("utf-8"))["findings"]) > 10
    assert seconds < 10
    assert megabytes < 500


def test_a_small_app(tmp_path: Path) -> None:
    """30 routes in under two seconds, with all that is asked of them."""
    (tmp_path / "shop.py").write_text(APP + "".join(VIEW.format(number=number) for number in range(30)), "utf-8")
    report = tmp_path / "report.json"
    command = ("flask", "--app", "shop", "hardened", "audit", "--offline", "--format", "json", "-o", str(report))
    seconds = min(run(*command, folder=tmp_path)[0] for _ in range(2))
    findings = json.loads(report.read_text("utf-8"))["findings"]
    assert 30 <= sum(finding["location"].get("file") == "shop.py" for finding in findings)
    assert seconds < 2
