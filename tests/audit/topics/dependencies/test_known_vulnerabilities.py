"""FHY001: packages with known vulnerabilities, as a vulnerability service says."""

from flask_hardened.audit.dependencies.facts import Lookup, Vulnerability
from flask_hardened.audit.finding import Confidence, Severity
from flask_hardened.audit.topics.dependencies.known_vulnerabilities import known_vulnerabilities
from tests.audit.asking_dependencies import built_on, found, installed, places


def answered(name: str, version: str, *fixed: str, advisory: str = "PYSEC-1", aliases: tuple[str, ...] = ()) -> Lookup:
    """Return an answer with one vulnerability."""
    hole = Vulnerability(name=name, version=version, advisory=advisory, aliases=frozenset(aliases), fixed=fixed)
    return Lookup(wanted=True, checked=frozenset({name}), vulnerabilities=(hole,))


def test_found_for_an_installed_package() -> None:
    """High, unless the table knows better; the CVE number is named, and the lowest version that is enough."""
    lookup = answered("acme", "2.1", "1.9", "2.2", "3.0", aliases=("GHSA-x", "CVE-2099-2"))
    [finding] = found(known_vulnerabilities, built_on(None, *installed("acme==2.1"), lookup=lookup))
    assert "acme 2.1 has known vulnerabilities: CVE-2099-2." == finding.message
    assert "Upgrade acme to 2.2 or later." == finding.fix
    assert (Severity.HIGH, Confidence.HIGH) == (finding.severity, finding.confidence)
    assert "package acme" == str(finding.location)


def test_found_with_the_severity_of_the_table() -> None:
    """An advisory that the table knows, by whatever name the service calls it."""
    lookup = answered("flask", "3.1.2", "3.1.3", aliases=("CVE-2026-27205",))
    [finding] = found(known_vulnerabilities, built_on(None, *installed("flask==3.1.2"), lookup=lookup))
    assert Severity.LOW == finding.severity


def test_found_without_a_version_that_mends_it() -> None:
    """Nothing to upgrade to: not even a version that the service names, if it is older."""
    for fixed in ((), ("1.0",), ("attic",)):
        lookup = answered("acme", "2.1", *fixed)
        [finding] = found(known_vulnerabilities, built_on(None, *installed("acme==2.1"), lookup=lookup))
        assert finding.fix.startswith("Replace acme")


def test_found_for_a_line_that_pins_it() -> None:
    """Of an app that is not installed here."""
    snapshot = built_on({"requirements.txt": "# web\nacme==2.1\n"}, lookup=answered("acme", "2.1", "2.2"))
    assert ["package acme, requirements.txt:2"] == places(known_vulnerabilities, snapshot)


def test_found_as_low_for_a_tool_that_lies_beside_the_app() -> None:
    """Nothing that the app needs asks for it."""
    lookup = answered("tool", "1", "2")
    snapshot = built_on({"requirements.txt": "acme==2.1"}, *installed("acme==2.1", "tool==1"), lookup=lookup)
    [finding] = found(known_vulnerabilities, snapshot)
    assert Severity.LOW == finding.severity
    assert "which nothing that the app needs asks for" in finding.message


def test_found_as_high_for_what_another_package_needs() -> None:
    """The attack does not ask who installed it."""
    acme = installed("acme==2.1", requires=('inner>=1; python_version >= "3"',))
    snapshot = built_on({"requirements.txt": "acme==2.1"}, *acme, *installed("inner==1"), lookup=answered("inner", "1"))
    assert [Severity.HIGH] == [finding.severity for finding in found(known_vulnerabilities, snapshot)]


def test_found_with_low_confidence_where_the_system_brought_it() -> None:
    """Debian mends packages without another version number."""
    snapshot = built_on(None, *installed("acme==2.1", system=True), lookup=answered("acme", "2.1", "2.2"))
    assert [Confidence.LOW] == [finding.confidence for finding in found(known_vulnerabilities, snapshot)]


def test_not_found_without_an_answer_about_it() -> None:
    """Nothing known of any package, and of another one."""
    clean = Lookup(wanted=True, checked=frozenset({"acme"}))
    assert [] == places(known_vulnerabilities, built_on(None, *installed("acme==2.1"), lookup=clean))
    other = answered("other", "1")
    assert [] == places(known_vulnerabilities, built_on(None, *installed("acme==2.1"), lookup=other))
    assert [] == places(known_vulnerabilities, built_on(None, *installed("acme==2.1")))
