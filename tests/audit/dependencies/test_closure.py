"""Which packages a set of packages needs."""

from flask_hardened.audit.dependencies.closure import direct, needed
from flask_hardened.audit.dependencies.facts import Distribution

NONE = frozenset[str]()


def package(name: str, *requires: str) -> Distribution:
    """Return an installed package."""
    return Distribution(name=name, version="1", requires=requires)


def test_what_is_needed_is_followed() -> None:
    """Through names in any spelling, and in a circle."""
    packages = [package("a", "B_b>=2"), package("b-b", "c (>=1)", "a"), package("c"), package("d")]
    assert {"a", "b-b", "c"} == needed({"a": NONE}, packages)


def test_extras_and_markers_decide() -> None:
    """What is for another Python, or an extra that nobody wants, is not needed."""
    packages = [
        package("a", 'old; python_version < "3"', 'fast; extra == "speed"', 'new; python_version > "3"', "b[speed]"),
        package("b", 'fast; extra == "speed"', 'slow; extra == "rest"'),
        package("old"), package("fast"), package("new"), package("slow"),
    ]  # fmt: skip
    assert {"a", "b", "new", "fast"} == needed({"a": NONE}, packages)
    assert {"a", "b", "new", "fast"} == needed({"a": frozenset({"speed"})}, packages)
    assert {"b"} == needed({"b": NONE}, packages)


def test_an_extra_that_is_wanted_later_counts() -> None:
    """One asks for the package alone, another one with its extra."""
    packages = [package("x", "a", "y"), package("y", "a[more]"), package("a", 'm; extra == "more"'), package("m")]
    assert {"x", "y", "a", "m"} == needed({"x": NONE}, packages)


def test_an_extra_may_ask_for_another_one_of_the_same_package() -> None:
    """As ``all`` often does."""
    packages = [package("a", 'a[more]; extra == "all"', 'm; extra == "more"'), package("m")]
    assert {"a", "m"} == needed({"a": frozenset({"all"})}, packages)


def test_what_is_no_requirement_or_not_installed_is_left_out() -> None:
    """Old metadata holds much."""
    assert {"a"} == needed({"a": NONE, "z": NONE}, [package("a", "what? nothing", "gone>=1", "", "x; nonsense == 1")])


def test_direct() -> None:
    """What a package asks for itself, and no further."""
    assert {"b", "c"} == direct(package("a", "b", "C", 'd; extra == "x"'))
    assert {"b", "d"} == direct(package("a", "b", 'd; extra == "x"'), frozenset({"x"}))
