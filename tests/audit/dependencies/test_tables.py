"""The bundled tables: every entry can be right."""

import re

import pytest
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from flask_hardened.audit.dependencies.abandoned import ABANDONED
from flask_hardened.audit.dependencies.advisories import ADVISORIES, known
from flask_hardened.audit.dependencies.releases import FLASKS, PYTHONS
from flask_hardened.audit.dependencies.table import AS_OF, Abandoned, Advisory, matches

MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")


@pytest.mark.parametrize("advisory", ADVISORIES, ids=lambda advisory: advisory.cve)
def test_an_advisory(advisory: Advisory) -> None:
    """Its specifiers parse; no version that mends it is affected; it was published before the table was made."""
    assert canonicalize_name(advisory.package) == advisory.package
    assert re.fullmatch(r"CVE-20[0-9]{2}-[0-9]{4,7}", advisory.cve)
    assert all(len(SpecifierSet(each)) for each in advisory.affected)
    fixed = advisory.fixed.split(" or ") if advisory.fixed else []
    assert [] == [each for each in fixed if advisory.affects(each)]
    assert sorted(fixed, key=Version) == fixed
    assert MONTH.fullmatch(advisory.published)
    assert advisory.cve[4:8] <= advisory.published[:4]
    assert advisory.published <= str(AS_OF)
    assert re.fullmatch(r"[a-z].*[^.]", advisory.summary)
    assert f"https://nvd.nist.gov/vuln/detail/{advisory.cve}" == advisory.source


def test_advisories_are_in_order_and_unique() -> None:
    """So that an entry is found when the table is brought up to date."""
    keys = [(each.package, *map(int, each.cve[4:].split("-"))) for each in ADVISORIES]
    assert sorted(set(keys)) == keys


def test_what_each_advisory_says_to_upgrade_to_is_free_of_all() -> None:
    """Else one finding would lead to the next."""
    for package in {each.package for each in ADVISORIES}:
        fixed = [each.fixed.split(" or ")[-1] for each in ADVISORIES if each.package == package and each.fixed]
        if fixed:
            assert [] == list(known(package, max(fixed, key=Version))), package


@pytest.mark.parametrize("entry", ABANDONED, ids=lambda entry: entry.package)
def test_an_abandoned_package(entry: Abandoned) -> None:
    """It says since when, where that is written, and what to use."""
    assert canonicalize_name(entry.package) == entry.package
    assert MONTH.fullmatch(entry.since)
    assert entry.since in entry.reason or entry.versions
    assert entry.since <= str(AS_OF)
    assert entry.source.startswith("https://")
    assert entry.instead
    assert not entry.versions or len(SpecifierSet(entry.versions))


def test_abandoned_packages_are_unique() -> None:
    """One entry for each name."""
    assert len(ABANDONED) == len({each.package for each in ABANDONED})


@pytest.mark.parametrize("releases", [PYTHONS, FLASKS])
def test_releases_are_in_order(releases: tuple) -> None:
    """Later releases end later."""
    assert sorted(releases, key=lambda each: Version(each.version)) == list(releases)
    assert sorted(each.until for each in releases) == [each.until for each in releases]


def test_matches() -> None:
    """Pre-releases and builds of others count; what PEP 440 does not know matches nothing."""
    assert matches("2.9rc1", "<3")
    assert matches("2.9+cpu", "<3")
    assert not matches("3.0", "<3")
    assert not matches("attic", "<3")
