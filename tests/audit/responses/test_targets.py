"""What may be asked: nothing that a view would answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import RequestRedirect, Rule

from flask_hardened.audit.collectors.responses import collect_responses
from flask_hardened.audit.responses.probe import Probe
from flask_hardened.audit.responses.probes import default_probes
from flask_hardened.audit.responses.probing import Probing
from flask_hardened.audit.responses.targets import Router, Targets, targets_of
from flask_hardened.audit.snapshot import Unchecked
from tests.audit.asking import hardened_app, plain_app
from tests.audit.asking_responses import probe


def with_rules(*rules: tuple[str, list[str]], **options: Any) -> Flask:
    """Return an app with these rules."""
    app = plain_app()
    for rule, methods in rules:
        app.add_url_rule(rule, rule, lambda **_: "view", methods=methods, **options)
    return app


def targets(app: Flask) -> Targets:
    """Look for targets."""
    return targets_of(app, Router(app, "localhost"))


def test_the_router_says_what_a_view_would_answer() -> None:
    """HEAD goes to the view of GET; OPTIONS is Flask's own, unless the view takes it."""
    router = Router(with_rules(("/a", ["GET"]), ("/b", ["OPTIONS"])), "localhost")
    said = {
        (method, path): router.is_safe(Probe(kind="", method=method, target=path))
        for path in ("/a", "/b", "/c")
        for method in ("GET", "HEAD", "OPTIONS", "POST")
    }
    assert {("GET", "/a"), ("HEAD", "/a"), ("OPTIONS", "/b")} == {asked for asked, safe in said.items() if not safe}


def test_the_router_knows_variables_and_slashes() -> None:
    """An encoded path is matched as a server decodes it; a redirect runs no view."""
    router = Router(with_rules(("/a/<path:rest>", ["GET"]), ("/b/", ["GET"])), "localhost")
    assert not router.is_safe(Probe(kind="", target="/a/%ff%00?x=1"))
    assert router.is_safe(Probe(kind="", target="/b"))
    with pytest.raises(RequestRedirect):
        router.reached(Probe(kind="", target="/b"))


def test_a_method_that_no_rule_of_the_path_has() -> None:
    """Several rules may share a path; one whose OPTIONS is a view is left out."""
    app = with_rules(("/a", ["GET", "DELETE"]), ("/b", ["GET", "OPTIONS"]))
    app.add_url_rule("/a", "other", lambda: "view", methods=["PUT"])
    assert ("/a", "PATCH") == targets(app).wrong_method
    assert None is targets(with_rules(("/b", ["GET", "OPTIONS"]), ("/c", ["POST"]), ("/d/<x>", ["GET"]))).wrong_method


def test_redirected_rules_are_left_out() -> None:
    """They have no view, and nothing is refused there."""
    app = plain_app()
    app.url_map.add(Rule("/old", endpoint="old", methods=["GET"], redirect_to="/new"))
    vars(next(app.url_map.iter_rules("old")))["provide_automatic_options"] = True
    assert None is targets(app).wrong_method


def test_large_static_folders(tmp_path: Path) -> None:
    """Two hundred names are looked at; of an address that Flask redirects nothing is asked."""
    for number in range(220):
        (tmp_path / f"{number:03}.js").write_bytes(b"a" * (300 - number))
    assert "/static/199.js" == targets(Flask(__name__, static_folder=str(tmp_path), static_url_path="/static")).static
    assert None is targets(Flask(__name__, static_folder=str(tmp_path), static_url_path="/a//b")).static


def test_slashes_and_preflights() -> None:
    """What Flask redirects; whose OPTIONS it answers."""
    found = targets(with_rules(("/a/", ["GET"]), ("/b", ["GET", "OPTIONS"]), ("/", ["GET"])))
    assert "/a" == found.slash
    assert (("/a/", "/a/"), ("/", "/")) == found.preflights
    assert None is targets(with_rules(("/a/", ["GET"]), ("/a", ["GET"]))).slash


def test_the_smallest_static_file(tmp_path: Path) -> None:
    """At the top or one level below; nothing hidden, no link, nothing large."""
    for name, size in (("big.js", 70_000), ("css/app one.css", 20), ("css/deep/x", 1), (".env", 1), ("b.js", 30)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"a" * size)
    (tmp_path / "link").symlink_to(tmp_path / ".env")
    app = Flask(__name__, static_folder=str(tmp_path), static_url_path="/files")
    assert "/files/css/app%20one.css" == targets(app).static
    assert 200 == probe(app).of("static-file")[0].status


def test_no_static_file(tmp_path: Path) -> None:
    """No folder, an empty one, a view that is only called so, and a rule that is found before."""
    assert None is targets(plain_app()).static
    assert None is targets(Flask(__name__, static_folder=str(tmp_path))).static
    assert None is targets(Flask(__name__, static_folder=str(tmp_path / "none"))).static
    (tmp_path / "a.js").write_text("a", "utf-8")
    app = Flask(__name__, static_folder=str(tmp_path), static_url_path="")
    assert "/a.js" == targets(app).static
    app.add_url_rule("/a.js", "script", lambda: "view")
    assert None is targets(app).static
    app = Flask(__name__, static_folder=str(tmp_path))
    app.view_functions["static"] = lambda filename: "view"
    assert None is targets(app).static


def test_where_every_path_has_a_view() -> None:
    """A single page app: it is said, and only what reaches no view is asked."""
    ran: list[str] = []
    app = plain_app()
    app.add_url_rule("/", "index", lambda: ran.append("/") or "page")
    app.add_url_rule("/<path:rest>", "rest", lambda rest: ran.append(rest) or "page")
    unchecked: list[Unchecked] = []
    facts = collect_responses(app, None, Probing(), unchecked.append)
    assert [("the page of an unknown path", "EveryPathHasAView")] == [(each.what, each.reason) for each in unchecked]
    assert [] == ran
    assert {"wrong-method", "method-override", "preflight"} == {each.kind for each in facts.answers}
    assert None is facts.grade


def test_middleware_that_leads_elsewhere() -> None:
    """What turns an unknown path into another one on its way meets no view."""
    ran: list[str] = []
    app = plain_app()
    app.add_url_rule("/", "index", lambda: ran.append("/") or "page", methods=["GET", "POST"])
    inner = app.wsgi_app

    def lead(environ: dict[str, Any], start_response: Any) -> Any:
        environ["PATH_INFO"] = "/"
        return inner(environ, start_response)

    app.wsgi_app = lead  # type: ignore[method-assign]
    assert {404, 405, 200, 400} >= {answer.status for answer in probe(app).answers}
    assert [] == ran
    assert 200 == app.test_client().get("/").status_code


@pytest.mark.parametrize("hosts", [{"host_matching": True}, {"subdomain_matching": True}])
def test_apps_that_look_at_hosts(hosts: dict[str, Any]) -> None:
    """A foreign host reaches no view either."""
    ran: list[str] = []
    app = Flask(__name__, static_folder=None, **hosts)
    app.config["SERVER_NAME"] = "app.example"
    where = {"host": "<name>"} if app.url_map.host_matching else {"subdomain": "<name>"}
    app.add_url_rule("/<path:rest>", "any", lambda **_: ran.append("view") or "page", **where)
    unchecked: list[Unchecked] = []
    collect_responses(app, None, Probing(), unchecked.append)
    assert [] == ran


def test_every_default_probe_is_safe() -> None:
    """The list itself sends nothing that changes anything, whatever is at the paths it is given."""
    found = Targets(static="/static/a.js", wrong_method=("/a", "DELETE"), slash="/b", preflights=(("/c", "c"),))
    probes = list(default_probes(found, "app.example", ("https://www.example.com",)))
    assert 40 > len(probes) > 30
    assert {"/a"} == {each.path for each in probes if each.method == "DELETE"}
    assert {"/hardened-audit-probe"} == {each.path for each in probes if each.method == "POST"}
    alike = {each.origin for each in probes if each.kind == "look-alike-origin"}
    assert {
        "https://app.example.evil.example", "https://evilapp.example",
        "https://www.example.com.evil.example", "https://evilwww.example.com",
    } == alike  # fmt: skip


def test_a_hardened_app_that_refuses_to_start() -> None:
    """Every answer is 503, which says nothing about the app."""
    app = hardened_app({"TESTING": False})
    app.config["SECRET_KEY"] = "changeme"
    unchecked: list[Unchecked] = []
    collect_responses(app, None, Probing(), unchecked.append)
    assert [("the responses", "EveryAnswerIs503")] == [(each.what, each.reason) for each in unchecked]
