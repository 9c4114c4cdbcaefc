"""Rules are found beside their rooms, and nowhere else."""

import sys
from pathlib import Path

import pytest

from flask_hardened.audit.discovery import find_rules
from flask_hardened.protections.hosts.protection import Hosts

RULE = '''
from flask_hardened.audit.finding import Confidence, Severity
from flask_hardened.audit.rule import Hit, rule

@rule(code="{code}", severity=Severity.LOW, confidence=Confidence.LOW, cwe=(1,))
def {name}(snapshot):
    """It is open.

    ## What it does
    a
    ## Why is this bad
    b
    ## Example
    c
    ## Use instead
    d
    ## References
    e
    """
    return iter(())
'''


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> type:
    """A room of its own, in a package called ``somewhere``, whose rules a test writes."""
    package = tmp_path / "somewhere"
    (package / "rules").mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "rules/__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in [name for name in sys.modules if name.partition(".")[0] == "somewhere"]:
        monkeypatch.delitem(sys.modules, name)
    return type("Room", (), {"__module__": "somewhere.protection"})


def write(tmp_path: Path, name: str, code: str) -> None:
    """Write a rule into the room's package."""
    (tmp_path / f"somewhere/rules/{name}.py").write_text(RULE.format(code=code, name=name), "utf-8")


def test_only_the_rooms_that_are_asked_for_are_looked_into() -> None:
    """The audit's own rules and the topics come along; there is no register that remembers other rooms."""
    own = {"audit", "dependencies", "exposure", "injection"}
    assert own == {rule.room for rule in find_rules([])}
    assert {*own, "hosts"} == {rule.room for rule in find_rules([Hosts])}
    assert find_rules([Hosts]) == find_rules([Hosts])


def test_a_file_is_all_it_takes(room: type, tmp_path: Path) -> None:
    """A module with a rule of its name is found; one that begins with an underscore is shared code."""
    write(tmp_path, "open_door", "FHX777")
    (tmp_path / "somewhere/rules/_shared.py").write_text("raise AssertionError", "utf-8")
    assert "FHX777" in {rule.code for rule in find_rules([room])}


def test_a_room_without_rules_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not every room has rules."""
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare/__init__.py").touch()
    assert find_rules([]) == find_rules([type("Room", (), {"__module__": "bare.protection"})])


def test_a_code_that_two_rules_have_is_an_error(room: type, tmp_path: Path) -> None:
    """The second one is not silently dropped."""
    write(tmp_path, "open_door", "FHX777")
    write(tmp_path, "open_gate", "FHX777")
    with pytest.raises(ValueError, match="Two rules have the code 'FHX777'"):
        find_rules([room])


def test_a_name_that_two_rules_have_is_an_error(room: type, tmp_path: Path) -> None:
    """``explain`` takes names too."""
    write(tmp_path, "crashed_rule", "FHX777")
    with pytest.raises(ValueError, match="Two rules have the name 'crashed-rule'"):
        find_rules([room])


def test_a_module_without_its_rule_is_an_error(room: type, tmp_path: Path) -> None:
    """A slip of the pen must not leave a rule out."""
    write(tmp_path, "open_door", "FHX777")
    (tmp_path / "somewhere/rules/open_door.py").rename(tmp_path / "somewhere/rules/other_door.py")
    with pytest.raises(ValueError, match="open_door"):
        find_rules([room])
    (tmp_path / "somewhere/rules/other_door.py").write_text("", "utf-8")
    for name in [name for name in sys.modules if name.startswith("somewhere.rules.")]:
        del sys.modules[name]
    with pytest.raises(ValueError, match="no rule of its own name"):
        find_rules([room])


def test_a_rule_that_misses_a_module_is_an_error(room: type, tmp_path: Path) -> None:
    """An import that fails inside the package is not taken for a room without rules."""
    (tmp_path / "somewhere/rules/__init__.py").write_text("import no_such_module_at_all", "utf-8")
    with pytest.raises(ModuleNotFoundError, match="no_such_module_at_all"):
        find_rules([room])
    (tmp_path / "somewhere/rules/__init__.py").write_text("# nothing is missing now\n", "utf-8")
    (tmp_path / "somewhere/rules/open_door.py").write_text("import no_such_module_anywhere", "utf-8")
    with pytest.raises(ModuleNotFoundError, match="no_such_module_anywhere"):
        find_rules([room])
