"""FHY002: packages that could not be checked for known vulnerabilities."""

import pytest

from flask_hardened.audit.dependencies.facts import Lookup, Skipped
from flask_hardened.audit.finding import Severity
from flask_hardened.audit.topics.dependencies.unchecked_vulnerabilities import unchecked_vulnerabilities
from tests.audit.asking_dependencies import built_on, found, installed, places


def skipped(*names: str) -> tuple[Skipped, ...]:
    """Return packages that the service does not know."""
    return tuple(Skipped(name=name, reason="the service does not know it") for name in names)


def test_found_as_info_for_an_audit_that_stays_offline() -> None:
    """The user said so; it is still no clean bill."""
    [finding] = found(unchecked_vulnerabilities, built_on(None, *installed("acme==1")))
    assert (Severity.INFO, "vulnerabilities") == (finding.severity, str(finding.location))


@pytest.mark.parametrize("failure", ["pip-audit is not installed", "the service could not be reached"])
def test_found_once_when_nothing_could_be_checked(failure: str) -> None:
    """Whatever the reason, and however many packages there are."""
    lookup = Lookup(wanted=True, failure=failure, skipped=skipped("acme", "other"))
    [finding] = found(unchecked_vulnerabilities, built_on(None, *installed("acme==1", "other==2"), lookup=lookup))
    assert f"No package could be checked for known vulnerabilities: {failure}." == finding.message
    assert Severity.LOW == finding.severity


def test_found_for_each_package_that_was_skipped() -> None:
    """So that each can be suppressed with a reason of its own."""
    lookup = Lookup(wanted=True, checked=frozenset({"acme"}), skipped=skipped("inner", "shop-core"))
    packages = installed("acme==1", "inner==2", "shop-core==3")
    snapshot = built_on({"requirements.txt": "inner==2"}, *packages, lookup=lookup)
    assert ["package inner, requirements.txt:1", "package shop-core"] == sorted(
        places(unchecked_vulnerabilities, snapshot)
    )


def test_found_once_for_very_many() -> None:
    """A mirror that knows a few packages only."""
    names = [f"inner{number}" for number in range(20)]
    lookup = Lookup(wanted=True, checked=frozenset({"acme"}), skipped=skipped(*names))
    packages = installed("acme==1", *(f"{name}==1" for name in names))
    [finding] = found(unchecked_vulnerabilities, built_on(None, *packages, lookup=lookup))
    assert finding.message.startswith("20 of 21 packages could not be checked")
    assert finding.message.endswith(" and 12 more.")


def test_found_for_versions_that_no_file_names() -> None:
    """Where an app is only read; where it is installed, its packages have versions."""
    texts = {"requirements.txt": "acme==1\nflask>=3\nclick\n"}
    lookup = Lookup(wanted=True, checked=frozenset({"acme"}))
    [finding] = found(unchecked_vulnerabilities, built_on(texts, lookup=lookup))
    assert ("versions, requirements.txt:2", Severity.LOW) == (str(finding.location), finding.severity)
    assert finding.message.endswith(": flask, click.")
    assert [Severity.INFO] * 2 == [finding.severity for finding in found(unchecked_vulnerabilities, built_on(texts))]
    packages = installed("acme==1", "flask==3.1.3", "click==8.1.3")
    assert [] == places(unchecked_vulnerabilities, built_on(texts, *packages, lookup=lookup))


def test_not_found_when_everything_was_checked() -> None:
    """An answer about every package; and no package at all."""
    lookup = Lookup(wanted=True, checked=frozenset({"acme"}))
    assert [] == places(unchecked_vulnerabilities, built_on(None, *installed("acme==1"), lookup=lookup))
    assert [] == places(
        unchecked_vulnerabilities, built_on({"requirements.txt": "-e .\n./acme", "dev-requirements.txt": "ruff"})
    )
    assert [] == places(unchecked_vulnerabilities, built_on(None, *installed("shop==1", own=True)))
