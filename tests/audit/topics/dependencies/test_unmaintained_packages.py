"""FHY004: packages that nobody mends any more."""

from dataclasses import replace

from flask_hardened.audit.finding import Severity
from flask_hardened.audit.source.facts import SourceFacts
from flask_hardened.audit.topics.dependencies.unmaintained_packages import unmaintained_packages
from tests.audit.asking_dependencies import built_on, found, installed, places


def test_found_where_a_file_asks_for_it() -> None:
    """Pinned or not, installed or not."""
    [finding] = found(unmaintained_packages, built_on({"requirements.txt": "flask\nFlask_Script>=2"}))
    assert "package flask-script, requirements.txt:2" == str(finding.location)
    assert "flask-script has had no release since 2017-09." == finding.message
    assert "Use the command line of Flask itself." == finding.fix
    assert Severity.LOW == finding.severity


def test_found_where_the_source_imports_it() -> None:
    """bleach came with something else, and the app uses it itself; with metadata and without."""
    snapshot = built_on(None, *installed("bleach==6.4.0"), imports=("flask", "bleach.clean"))
    [finding] = found(unmaintained_packages, snapshot)
    assert ("package bleach, app.py:2", Severity.MEDIUM) == (str(finding.location), finding.severity)
    assert ["package bleach, app.py:1"] == places(unmaintained_packages, built_on(imports=("bleach",)))


def test_found_for_what_the_project_itself_declares() -> None:
    """An app that is installed has metadata, and no files."""
    shop = installed("shop==1", own=True, requires=("flask-script>=2",))
    assert ["package flask-script"] == places(
        unmaintained_packages, built_on(None, *shop, *installed("flask-script==2.0.6"))
    )


def test_found_for_a_line_of_releases() -> None:
    """Flask-Security before it was taken over."""
    assert ["package flask-security, requirements.txt:1"] == places(
        unmaintained_packages, built_on({"requirements.txt": "flask-security==3.0.0"})
    )


def test_not_found_for_what_comes_with_another_package() -> None:
    """Flask-Hardened needs Flask-Talisman, and can sanitize with bleach: that is no choice of the app."""
    hardened = installed("flask-hardened==0.1", requires=("flask-talisman", 'bleach; extra == "bleach"'))
    packages = (*hardened, *installed("flask-talisman==1.1.0", "bleach==6.4.0", "flask==3.1.3"))
    texts = {"requirements.txt": "flask-hardened[bleach]"}
    assert [] == places(unmaintained_packages, built_on(texts, *packages, imports=("flask_hardened.Hardened",)))


def test_not_found_in_a_list_of_everything_that_is_installed() -> None:
    """Frozen, or compiled: the names of what other packages brought are no wish of the app."""
    frozen = {"requirements.txt": "flask-hardened==0.1\nflask-talisman==1.1.0\nbleach==6.4.0\n"}
    assert [] == places(unmaintained_packages, built_on(frozen, imports=("flask_hardened",)))
    hardened = installed("flask-hardened==0.1", requires=("flask-talisman",))
    snapshot = built_on(frozen, *hardened, *installed("flask-talisman==1.1.0"), imports=("flask_hardened",))
    assert ["package bleach, requirements.txt:3"] == places(unmaintained_packages, snapshot)
    compiled = "flask-script==2.0.6\n    # via\n    #   shop-core\npasslib==1.7.4  # via shop-core\n"
    assert [] == places(unmaintained_packages, built_on({"requirements.txt": compiled}))


def test_found_in_such_a_list_where_the_app_uses_it() -> None:
    """By its import, or because the tool says that the project asked for it."""
    frozen = {"requirements.txt": "flask-hardened==0.1\nflask-talisman==1.1.0\n"}
    snapshot = built_on(frozen, imports=("flask_hardened", "flask_talisman.Talisman"))
    assert ["package flask-talisman, app.py:2"] == places(unmaintained_packages, snapshot)
    compiled = "flask-script==2.0.6\n    # via\n    #   shop-core\n    #   -r requirements.in\nflask-jwt==0.3.2  # via shop (pyproject.toml)"
    assert ["requirements.txt:1", "requirements.txt:5"] == sorted(
        place.partition(", ")[2] for place in places(unmaintained_packages, built_on({"requirements.txt": compiled}))
    )


def test_not_found_for_what_only_tests_import() -> None:
    """They are not served."""
    snapshot = built_on(None, *installed("bleach==6.4.0"), imports=("bleach",))
    [module] = snapshot.source.modules
    for file in ("tests/test_app.py", "docs/conf.py"):
        source = SourceFacts((replace(module, file=file),))
        assert [] == places(unmaintained_packages, replace(snapshot, source_facts=source))


def test_not_found_for_a_lock_alone() -> None:
    """A lock holds what others need, too; so do lists for development."""
    lock = '[[package]]\nname = "bleach"\nversion = "6.4.0"\n'
    assert [] == places(unmaintained_packages, built_on({"poetry.lock": lock, "requirements-dev.txt": "nose"}))


def test_not_found_for_what_is_looked_after() -> None:
    """Today's Flask-Security, one of an unknown version, and another package with the same module."""
    for pin in ("flask-security==5.9.2", "flask-security", "sqlalchemy==2.0.16"):
        assert [] == places(unmaintained_packages, built_on({"requirements.txt": pin}))
    cryptodome = installed("pycryptodome==3.23.0", modules=("Crypto",))
    assert [] == places(unmaintained_packages, built_on(None, *cryptodome, imports=("Crypto.Cipher",)))
