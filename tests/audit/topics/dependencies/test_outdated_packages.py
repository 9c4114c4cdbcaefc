"""FHY003: packages below the version that mends what is published about them."""

import pytest

from flask_hardened.audit.dependencies.facts import Lookup, Vulnerability
from flask_hardened.audit.finding import Confidence, Severity
from flask_hardened.audit.topics.dependencies.outdated_packages import outdated_packages
from tests.audit.asking_dependencies import built_on, found, installed, places


def test_found_for_an_old_server() -> None:
    """With its advisories, the worst of them in words, and the version that mends all."""
    [finding] = found(outdated_packages, built_on({"requirements.txt": "gunicorn==21.2.0"}))
    assert (
        "gunicorn 21.2.0 has published vulnerabilities (CVE-2024-1135, CVE-2024-6827): "
        "among others, it lets requests be smuggled past the proxy."
    ) == finding.message
    assert "Upgrade gunicorn to 23.0.0 or later." == finding.fix
    assert (Severity.HIGH, Confidence.HIGH) == (finding.severity, finding.confidence)
    assert "package gunicorn, requirements.txt:1" == str(finding.location)


@pytest.mark.parametrize(
    ("pin", "fix"),
    [
        ("flask==2.3.1", "Upgrade flask to 3.1.3 or later."),
        ("flask==3.1.0", "Upgrade flask to 3.1.3 or later."),
        ("werkzeug==3.0.0", "Upgrade werkzeug to 3.1.6 or later."),
        ("jinja2==3.1.5", "Upgrade jinja2 to 3.1.6 or later."),
        ("Jinja2==3.0.0rc1", "Upgrade jinja2 to 3.1.6 or later."),
        ("pyyaml==5.3", "Upgrade pyyaml to 5.4 or later."),
        ("flask_cors==3.0.10", "Upgrade flask-cors to 6.0.0 or later."),
        ("pycrypto==2.6.1", "Replace pycrypto: no version of it mends this."),
        ("pillow==12.1.1+local", "Upgrade pillow to 12.2.0 or later."),
    ],
)
def test_found_for_each_version_that_is_affected(pin: str, fix: str) -> None:
    """Whatever line of releases it is of."""
    assert [fix] == [finding.fix for finding in found(outdated_packages, built_on({"requirements.txt": pin}))]


def test_found_for_what_is_installed_rather_than_pinned() -> None:
    """The app runs with it."""
    snapshot = built_on({"requirements.txt": "gunicorn==23.0.0"}, *installed("gunicorn==21.2.0"))
    assert ["package gunicorn, requirements.txt:1"] == places(outdated_packages, snapshot)


def test_found_for_what_is_pinned_in_another_version() -> None:
    """The server gets what the file says, whatever lies here; each version once."""
    texts = {"requirements.txt": "gunicorn==21.2.0", "requirements-web.txt": "gunicorn==21.2.0"}
    snapshot = built_on(texts, *installed("gunicorn==23.0.0"))
    assert ["package gunicorn, requirements-web.txt:1"] == places(outdated_packages, snapshot)


def test_found_as_low_for_development() -> None:
    """A list for tests, and a tool that nothing needs."""
    snapshot = built_on({"requirements-dev.txt": "gunicorn==21.2.0"})
    assert [Severity.LOW] == [finding.severity for finding in found(outdated_packages, snapshot)]
    snapshot = built_on(None, *installed("flask==3.1.3", "setuptools==65.5.0"), imports=("flask",))
    assert [Severity.LOW] == [finding.severity for finding in found(outdated_packages, snapshot)]


def test_found_as_it_is_for_a_frozen_list() -> None:
    """What it names is needed, though a tool that lies beside the app asks for it as well."""
    tool = installed("tool==1", requires=("gunicorn",))
    snapshot = built_on(
        {"requirements.txt": "gunicorn==21.2.0"}, *tool, *installed("gunicorn==21.2.0"), imports=("flask",)
    )
    assert [Severity.HIGH] == [finding.severity for finding in found(outdated_packages, snapshot)]


def test_found_for_a_package_that_is_imported() -> None:
    """No file asks for it, the source does."""
    snapshot = built_on(None, *installed("pyyaml==5.3", modules=("yaml",)), imports=("flask.Flask", "yaml.load"))
    [finding] = found(outdated_packages, snapshot)
    assert (Severity.HIGH, "package pyyaml") == (finding.severity, str(finding.location))


def test_not_found_for_versions_that_are_mended() -> None:
    """The first good one of each line, something newer, and what the table does not know."""
    pins = ("gunicorn==23.0.0", "urllib3==2.7.0", "jinja2==3.1.6", "flask==3.1.3", "acme==0.1", "pyjwt==2.15.1")
    assert [] == places(outdated_packages, built_on({"requirements.txt": "\n".join(pins)}))


def test_not_found_where_only_the_oldest_versions_for_tests_are_old() -> None:
    """Lists of what is tested against, and what a library declares, are not what is served."""
    texts = {"requirements-min.txt": "gunicorn==21.2.0", "setup.cfg": "[options]\ninstall_requires = gunicorn==21.2.0"}
    assert [] == places(outdated_packages, built_on(texts, *installed("gunicorn==23.0.0")))
    own = installed("gunicorn==23.0.0", own=True)
    assert [] == places(outdated_packages, built_on({"requirements.txt": "gunicorn==21.2.0"}, *own))


def test_not_found_without_a_version() -> None:
    """A range says nothing about what is installed; nor does a folder, or a version nobody can read."""
    text = "gunicorn>=19\ngunicorn @ https://shop.example/gunicorn-1.0.zip\n-e ./werkzeug\njinja2===attic"
    assert [] == places(outdated_packages, built_on({"requirements.txt": text}))


def test_not_found_for_what_the_service_said_already() -> None:
    """One finding is enough; what the service did not say is still said."""
    hole = Vulnerability(name="jinja2", version="3.1.5", advisory="GHSA-x", aliases=frozenset({"CVE-2025-27516"}))
    lookup = Lookup(wanted=True, checked=frozenset({"jinja2"}), vulnerabilities=(hole,))
    assert [] == places(outdated_packages, built_on(None, *installed("jinja2==3.1.5"), lookup=lookup))
    assert ["package jinja2"] == places(outdated_packages, built_on(None, *installed("jinja2==3.1.4"), lookup=lookup))
