"""FHY007: requirements that name no exact version."""

from flask_hardened.audit.topics.dependencies.unpinned_requirements import unpinned_requirements
from tests.audit.asking_dependencies import built_on, found, places


def test_found_once_for_a_list() -> None:
    """With the names, and the first line of them."""
    text = "gunicorn==23.0.0\nflask\nrequests>=2\nwerkzeug~=3.1\njinja2==3.1.*\n"
    [finding] = found(unpinned_requirements, built_on({"requirements.txt": text}))
    assert "requirements.txt:2" == str(finding.location)
    assert (
        "4 of 5 requirements in requirements.txt name no exact version: flask, requests, werkzeug, jinja2."
    ) == finding.message


def test_found_where_only_the_tests_are_pinned() -> None:
    """What is deployed is another list."""
    texts = {"requirements.txt": "flask", "requirements-dev.txt": "flask==3.1.3"}
    assert ["requirements.txt:1"] == places(unpinned_requirements, built_on(texts))


def test_not_found_for_exact_versions() -> None:
    """With hashes or without, by ``===``, and beside a range."""
    text = "flask==3.1.3 --hash=sha256:00\nacme===attic\nclick>=8,==8.1.3\nold; python_version < '3'\n"
    assert [] == places(unpinned_requirements, built_on({"requirements.txt": text}))


def test_not_found_where_constraints_or_a_lock_pin() -> None:
    """The list names what is wanted, the other file which version."""
    texts = {"requirements.txt": "-c limits.txt\nFlask", "limits.txt": "flask==3.1.3\nclick>=8"}
    assert [] == places(unpinned_requirements, built_on(texts))
    lock = '[[package]]\nname = "flask"\nversion = "3.1.3"\n'
    assert [] == places(unpinned_requirements, built_on({"requirements.txt": "flask", "poetry.lock": lock}))


def test_not_found_for_libraries_and_development() -> None:
    """A library's ranges are right; lists of tests are nobody's deployment."""
    texts = {
        "pyproject.toml": '[project]\ndependencies = ["flask>=3"]',
        "setup.cfg": "[options]\ninstall_requires =\n    flask>=3\n",
        "requirements-dev.txt": "pytest",
        "docs/requirements.txt": "sphinx",
        "tests/requirements.txt": "pytest",
    }
    assert [] == places(unpinned_requirements, built_on(texts))
