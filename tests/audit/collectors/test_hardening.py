"""What ``Hardened(app)`` was told."""

from flask_hardened import HostsOptions
from flask_hardened.audit.collectors.hardening import collect_hardening, collect_problems
from tests.audit.asking import hardened_app, plain_app


def test_a_plain_app_has_nothing() -> None:
    """It is not hardened, and refuses nothing."""
    facts = collect_hardening(plain_app())
    assert (False, "", {}, None) == (facts.hardened, facts.preset, dict(facts.options), facts.store)
    assert () == collect_problems(plain_app(SECRET_KEY="dev"))


def test_something_else_under_the_name_is_not_ours() -> None:
    """Another extension of the same name does not make an app hardened."""
    app = plain_app()
    app.extensions["hardened"] = object()
    assert not collect_hardening(app).hardened


def test_a_hardened_app_shows_its_policy() -> None:
    """The options of what is on; what is off has none."""
    options = HostsOptions(allowed=["a.example"])
    facts = collect_hardening(hardened_app(preset="strict", hosts=options, csp=False))
    assert (True, "strict", False) == (facts.hardened, facts.preset, facts.in_production)
    assert ("a.example",) == facts.options["hosts"].allowed
    assert facts.options.get("csp") is None


def test_problems_are_those_of_production() -> None:
    """Also while testing; and another extension that came later."""
    app = hardened_app({"SECRET_KEY": "dev"})
    assert ["SECRET_KEY"] == [problem.setting for problem in collect_problems(app)]
    app.extensions["csrf"] = object()
    assert ["CSRFProtect(app)", "SECRET_KEY"] == [problem.setting for problem in collect_problems(app)]


def test_of_the_store_only_facts_are_shown() -> None:
    """Its URI holds a password."""
    facts = collect_hardening(hardened_app({"HARDENED_STORAGE_URI": "redis://:hunter2@store.internal"}))
    assert facts.store is not None
    assert ("redis", True, "plain") == (facts.store.scheme, facts.store.shared, facts.store.channel)
    assert "hunter2" not in repr(facts)
