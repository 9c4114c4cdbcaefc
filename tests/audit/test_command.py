"""The commands ``audit``, ``rules`` and ``explain``."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from flask.cli import ScriptInfo

from flask_hardened import Hardened, csrf_exempt
from flask_hardened.audit.discovery import find_rules
from flask_hardened.audit.engine import run
from flask_hardened.audit.finding import Severity
from flask_hardened.audit.rule import Hit
from flask_hardened.cli import hardened
from flask_hardened.protections import CATALOG
from tests.audit.asking import ROOT, hardened_app, plain_app, read
from tests.audit.rules_for_tests import rule_that
from tests.command_line import runner
from tests.conftest import SECRET_KEY

SOUND = {"TESTING": False, "HARDENED_HOSTS_ALLOWED": ["www.example.com"]}


def invoke(*arguments: str, make: Callable[..., Flask] | None = None) -> Result:
    """Run a command."""
    return runner().invoke(hardened, arguments, obj=ScriptInfo(create_app=make, set_debug_flag=False))


APP = ("--only", "config,routes,templates")
"""What there is to read of an app made by a test; around it are the files of this project."""


def audit(make: Callable[..., Flask], *arguments: str) -> Result:
    """Run the command ``audit`` on an app, as the ``flask`` command does."""
    return invoke("audit", *(() if "--only" in arguments else APP), *arguments, make=make)


def shop(**config: Any) -> Callable[..., Flask]:
    """Return a factory of a hardened app."""
    return lambda: hardened_app({**SOUND, **config})


def test_a_sound_app_ends_with_0() -> None:
    """Nothing found, one line."""
    result = audit(shop())
    assert 0 == result.exit_code
    asked = len(run(find_rules(CATALOG), read(hardened_app(SOUND)), ROOT).asked)
    assert re.fullmatch(rf"0 findings\. {asked} rules asked\. [0-9]+\.[0-9] s\.\n", result.output)


def test_an_app_that_is_not_hardened_ends_with_1() -> None:
    """And is told what one line would mend."""
    result = audit(plain_app)
    assert 1 == result.exit_code
    assert "Call Hardened(app) after the configuration is loaded." in result.output


@pytest.mark.parametrize(("fail_on", "status"), [("critical", 0), ("high", 0), ("medium", 0), ("low", 1), ("info", 1)])
def test_fail_on_sets_the_level(fail_on: str, status: int) -> None:
    """The app has one finding, of low severity."""
    assert status == audit(shop(HARDENED_COOKIES_PREFIX=False), "--fail-on", fail_on).exit_code


@pytest.mark.parametrize(
    ("config", "setting"),
    [
        ({"HARDENED_HOSTS_ALOWED": ["a.example"]}, "HARDENED_HOSTS_ALOWED"),
        ({"HARDENED_CSP_SCRIPT_SRC": "'unsafe-inline'"}, "HARDENED_CSP_SCRIPT_SRC"),
        ({"HARDENED_COOKIES_SECURE": "perhaps"}, "HARDENED_COOKIES_SECURE"),
    ],
)
def test_an_app_that_does_not_start_is_reported(config: dict[str, Any], setting: str) -> None:
    """Each problem of the error is a finding; the rules that had nothing to read are counted."""
    result = audit(shop(**config), "--format", "json")
    assert 1 == result.exit_code
    document = json.loads(result.stdout)
    assert [("FHX003", setting)] == [(each["code"], each["location"]["setting"]) for each in document["findings"]]
    assert "FHD005" in document["rules"]["skipped"]


def test_an_app_that_production_refuses_is_read_all_the_same() -> None:
    """All problems are told at once, each by its rule, and nothing else is lost."""
    config = {
        "SECRET_KEY": "dev",
        "SECRET_KEY_FALLBACKS": "old",
        "TRUSTED_HOSTS": ["*"],
        "HARDENED_COOKIES_PREFIX": False,
    }
    result = audit(lambda: hardened_app({"TESTING": False, **config}))
    assert 1 == result.exit_code
    for code in ("FHD005", "FHD006", "FHH003", "FHK005"):
        assert code in result.output
    assert "FHX003" not in result.output


@pytest.mark.parametrize("error", [RuntimeError("postgres://user:hunter2@db"), SystemExit(0), SystemExit("hunter2")])
def test_an_app_that_cannot_be_loaded_ends_with_2(error: BaseException) -> None:
    """An app that ends the process at import is not found clean; its message may hold a password, its place does not."""

    def make() -> Flask:
        raise error

    result = audit(make)
    assert 2 == result.exit_code
    assert f"{type(error).__name__} at tests/audit/test_command.py:" in result.stderr
    assert "hunter2" not in result.stdout + result.stderr


@pytest.mark.parametrize("configured", [True, False])
def test_debug_mode_is_what_the_configuration_says(configured: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """As under any server; the ``flask`` command by itself would overwrite it."""
    monkeypatch.delenv("FLASK_DEBUG", raising=False)
    result = runner().invoke(
        hardened, ["audit", *APP], obj=ScriptInfo(create_app=lambda: plain_app(DEBUG=configured), set_debug_flag=True)
    )
    assert configured == ("FHD002" in result.output)


def test_without_any_app_the_audit_ends_with_2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is nothing to read, which is not the same as nothing to find."""
    monkeypatch.chdir(tmp_path)
    result = invoke("audit")
    assert 2 == result.exit_code
    assert "Could not locate a Flask application" in result.stderr


def test_a_rule_that_crashes_ends_with_2(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the others found."""

    def crash(snapshot):
        raise KeyError("hunter2")
        yield Hit

    monkeypatch.setattr(
        "flask_hardened.commands.auditing.find_rules", lambda rooms: (*find_rules(rooms), rule_that(crash))
    )
    result = audit(shop(), "--fail-on", "critical")
    assert 2 == result.exit_code
    assert "The audit itself failed." in result.output
    assert "hunter2" not in result.output


def test_select_and_ignore() -> None:
    """Codes in any case, separated by commas or given twice."""
    assert 1 == audit(plain_app, "--select", "fhd001").exit_code
    assert 0 == audit(plain_app, "--select", "FHH,FHK").exit_code
    assert 0 == audit(plain_app, "--ignore", "FHD001", "--ignore", "fht001").exit_code


@pytest.mark.parametrize(
    "arguments",
    [
        ["--select", "FHH999"],
        ["--ignore", "FHYY"],
        ["--fail-on", "worst"],
        ["--format", "xml"],
        ["--only", "config,cellar"],
        ["--min-confidence", "sure"],
        ["--baseline", "missing.json"],
        ["--baseline", "a", "--write-baseline", "b"],
    ],
)
def test_what_is_misspelt_ends_with_2(arguments: list[str]) -> None:
    """Not with 1, which says findings."""
    result = audit(shop(), *arguments)
    assert 2 == result.exit_code
    assert "Usage:" in result.stderr


def test_output_goes_to_a_file_and_the_summary_to_stderr(tmp_path: Path) -> None:
    """The file holds the whole report, without colours; what is on stdout stays free."""
    target = tmp_path / "report.txt"
    result = audit(plain_app, "-o", str(target))
    assert 1 == result.exit_code
    assert "" == result.stdout
    assert target.read_text("utf-8").splitlines()[-1] == result.stderr.strip()
    assert "\x1b" not in target.read_text("utf-8")


def test_a_file_that_cannot_be_written_ends_with_2(tmp_path: Path) -> None:
    """A report that nobody got is no pass."""
    result = audit(shop(), "--output", str(tmp_path / "missing/report.txt"))
    assert 2 == result.exit_code
    assert "cannot be written" in result.stderr


def test_json_on_stdout_is_nothing_but_json() -> None:
    """The summary goes to stderr."""
    result = audit(shop(), "--format", "json")
    assert not json.loads(result.stdout)["failed"]
    assert result.stderr.startswith("0 findings.")


def test_rules_lists_every_rule_with_its_severity() -> None:
    """One line each."""
    lines = invoke("rules").output.splitlines()
    rules = find_rules(CATALOG)
    assert [[rule.code, rule.severity.label, rule.name] for rule in rules] == [line.split()[:3] for line in lines]


@pytest.mark.parametrize("rule", find_rules(CATALOG), ids=lambda rule: rule.code)
def test_explain_prints_the_page(rule: Any) -> None:
    """By code in any case, and by name."""
    outputs = {invoke("explain", word).output for word in (rule.code, rule.code.lower(), rule.name)}
    (output,) = outputs
    assert output.startswith(f"# {rule.code} {rule.name}\n")
    assert str(rule.page) in output


def test_explain_names_the_closest_code() -> None:
    """And ends with 2."""
    result = invoke("explain", "FHH03")
    assert 2 == result.exit_code
    assert "Did you mean 'FHH003'?" in result.stderr


def run_flask(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``flask`` in a folder, as in a shell."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FLASK_")}
    return subprocess.run(
        [sys.executable, "-m", "flask", *arguments],
        cwd=folder, env={**kept, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_an_app_in_a_file_is_audited_with_the_flask_command(tmp_path: Path) -> None:
    """Found as ``flask run`` finds it; the start that production would refuse does not keep the audit from reading."""
    (tmp_path / "app.py").write_text(
        "from flask import Flask\nfrom flask_hardened import Hardened\napp = Flask(__name__)\n"
        "app.config['SECRET_KEY'] = 'dev'\nHardened(app)\n\n@app.get('/')\ndef index():\n    return ''\n",
        "utf-8",
    )
    done = run_flask(tmp_path, "hardened", "audit", "--offline")
    assert (1, "") == (done.returncode, done.stderr)
    assert done.stdout.startswith("CRITICAL\n  FHD005 weak-secret-key  SECRET_KEY\n")


def test_the_example_app_has_nothing_of_high_or_above() -> None:
    """Once it is configured as its README says: a key and a host. What is installed here is another matter."""
    done = run_flask(
        ROOT, "--app", "example_app", "hardened", "audit", "--offline", "--ignore", "FHY", "--format", "json",
        FLASK_SECRET_KEY=SECRET_KEY, FLASK_HARDENED_HOSTS_ALLOWED="blog.example",
    )  # fmt: skip
    assert 0 == done.returncode, done.stderr
    document = json.loads(done.stdout)
    assert [] == [each for each in document["findings"] if Severity[each["severity"].upper()] >= Severity.MEDIUM]
    assert [] == document["rules"]["skipped"]
    places = {(each["location"]["file"], each["code"]) for each in document["findings"] if "file" in each["location"]}
    assert ("example_app/templates/base.html", "FHC006") in places


def test_an_api_is_audited_too() -> None:
    """The preset's own choices are no findings."""
    for preset in ("web", "api", "strict"):
        app = plain_app(SECRET_KEY=SECRET_KEY, **SOUND)
        result = audit(lambda app=app, preset=preset: (Hardened(app, preset=preset), app)[1])
        assert (0, "0 findings.") == (result.exit_code, result.output[:11])


def test_suppressions_are_applied_and_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A decision with a reason takes the finding out; one without is a finding of its own."""
    monkeypatch.chdir(tmp_path)
    make = shop(HARDENED_COOKIES_PREFIX=False)
    entry = '[[ignore]]\ncodes = ["FHK005"]\n'
    assert 1 == audit(make, "--fail-on", "low").exit_code
    (tmp_path / "hardened-audit.toml").write_text(entry + 'reason = "an old client"\n', "utf-8")
    result = audit(make, "--fail-on", "low")
    assert 0 == result.exit_code
    assert " 1 suppressed. " in result.output
    (tmp_path / "hardened-audit.toml").write_text(entry, "utf-8")
    result = audit(make, "--fail-on", "low")
    assert 1 == result.exit_code
    assert "FHX005" in result.output
    assert "FHK005" in result.output


def test_a_suppression_in_code_is_applied(tmp_path: Path) -> None:
    """Above the view, in the app's own file."""
    text = (
        "from flask import Flask\nfrom flask_hardened import Hardened, csrf_exempt\napp = Flask(__name__)\n"
        f"app.config.update(SECRET_KEY='{SECRET_KEY}', HARDENED_HOSTS_ALLOWED=['a.example'])\nHardened(app)\n\n"
        "{comment}\n@app.post('/')\n@csrf_exempt(reason='signed')\ndef index():\n    return ''\n"
    )
    outputs = []
    for comment in ("", "# hardened: ignore[FHF003] the sender signs it"):
        (tmp_path / "app.py").write_text(text.replace("{comment}", comment), "utf-8")
        done = run_flask(tmp_path, "hardened", "audit", "--offline", "--select", "FHF", "--format", "json")
        outputs.append(json.loads(done.stdout))
    codes = [[each["code"] for each in document["findings"]] for document in outputs]
    assert ["FHF003"] == [code for code in codes[0] if code not in codes[1]]
    assert [("FHF003", "the sender signs it")] == [(each["code"], each["reason"]) for each in outputs[1]["suppressed"]]


def test_a_baseline_keeps_what_was_there_quiet(tmp_path: Path) -> None:
    """Writing it ends with 0; then only what is new fails, and what is gone is told."""
    baseline = str(tmp_path / "baseline.json")
    assert 0 == audit(plain_app, "--write-baseline", baseline).exit_code
    result = audit(plain_app, "--baseline", baseline, "--fail-on", "info")
    assert 0 == result.exit_code
    assert " known from the baseline. " in result.output
    assert 1 == audit(lambda: plain_app(DEBUG=True), "--baseline", baseline).exit_code
    result = audit(shop(), "--baseline", baseline)
    assert result.output.startswith("FIXED since the baseline was written\n")
    assert "  FHB001  Hardened(app)\n" in result.output
    (tmp_path / "baseline.json").write_text("{}", "utf-8")
    assert 2 == audit(plain_app, "--baseline", baseline).exit_code


def test_strict_fails_for_what_was_not_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A template that does not parse is a finding of low severity otherwise."""
    (tmp_path / "bad.html").write_text("{% if %}", "utf-8")

    def make() -> Flask:
        app = hardened_app(SOUND)
        app.template_folder = str(tmp_path)
        return app

    assert 0 == audit(make).exit_code
    assert 1 == audit(make, "--strict").exit_code
    assert 0 == audit(make, "--strict", "--only", "config,routes").exit_code
    assert 0 == audit(shop(), "--strict").exit_code


def test_min_confidence_leaves_out_and_says_so() -> None:
    """What is hidden is counted."""
    every = json.loads(audit(plain_app, "--format", "json").stdout)
    sure = json.loads(audit(plain_app, "--format", "json", "--min-confidence", "high").stdout)
    assert {"high"} == {each["confidence"] for each in sure["findings"]}
    assert len(every["findings"]) == len(sure["findings"]) + sure["hidden"]
    assert sure["hidden"] > 0


def test_only_reads_a_part() -> None:
    """The rules that need the others are left out, without being missed."""
    document = json.loads(audit(lambda: plain_app(DEBUG=True), "--format", "json", "--only", "routes").stdout)
    assert "FHD002" not in document["rules"]["asked"]
    assert [] == document["rules"]["skipped"]


@pytest.mark.parametrize("form", ["text", "json", "sarif", "html", "markdown", "junit", "github"])
def test_every_format_says_what_was_found(form: str) -> None:
    """And keeps the exit status."""
    result = audit(plain_app, "--format", form)
    assert 1 == result.exit_code
    assert "FHD001" in result.stdout
    assert ("rules asked" in result.stderr) == (form != "text")


def test_rules_as_json() -> None:
    """One object each."""
    listed = json.loads(invoke("rules", "--format", "json").stdout)
    assert [rule.code for rule in find_rules(CATALOG)] == [each["code"] for each in listed]


def posts(*decorators: Any, rule: str = "/posts") -> Callable[..., Flask]:
    """Return a factory of an app with one view."""

    def make() -> Flask:
        app = hardened_app(SOUND)
        view: Any = lambda: ""  # noqa: E731
        for decorator in decorators:
            view = decorator(view)
        app.add_url_rule(rule, "posts", view, methods=["POST"])
        return app

    return make


def test_routes_are_listed() -> None:
    """As a table and as JSON."""
    table = invoke("routes", make=posts())
    assert 0 == table.exit_code
    assert table.output.startswith("METHODS  RULE    ENDPOINT  WHO      GUARDED BY")
    (route,) = json.loads(invoke("routes", "--format", "json", make=posts()).stdout)
    assert ("/posts", ["POST"], "posts", True, False) == tuple(
        route[name] for name in ("rule", "methods", "endpoint", "public", "decided")
    )


def test_a_lock_is_written_and_checked(tmp_path: Path) -> None:
    """1 for a lost control and for a new route that nobody decided, 0 for the same app, 2 for what cannot be read."""
    lock = str(tmp_path / "routes.lock")
    assert 0 == invoke("routes", "--lock", lock, make=posts()).exit_code
    same = invoke("routes", "--check", lock, make=posts())
    assert (0, "Nothing that guarded a route is gone.\n") == (same.exit_code, same.output)
    lost = invoke("routes", "--check", lock, make=posts(csrf_exempt(reason="signed")))
    assert 1 == lost.exit_code
    assert "POST /posts posts: lost: csrf strict.\nPOST /posts posts: was granted: csrf exempt.\n" in lost.output
    assert 1 == invoke("routes", "--check", lock, make=posts(rule="/new")).exit_code
    assert 2 == invoke("routes", "--check", lock, "--lock", lock, make=posts()).exit_code
    assert 2 == invoke("routes", "--check", str(tmp_path / "missing"), make=posts()).exit_code
    refused = invoke("routes", "--check", lock, make=shop(HARDENED_COOKIES_SECURE="perhaps"))
    assert 2 == refused.exit_code
    assert "HARDENED_COOKIES_SECURE" in refused.stderr
