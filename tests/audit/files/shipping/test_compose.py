"""Files of Docker Compose."""

import sys

import pytest

from flask_hardened.audit.files.shipping.compose import environment_of, is_for_development, read_services


def test_each_service_has_its_line() -> None:
    """Merged and repeated parts are read where they are used."""
    text = (
        "x-base: &base\n  privileged: true\nservices:\n  web:\n    <<: *base\n  db: {image: 'postgres:17'}\n  none:\n"
    )
    found = list(read_services(text, "compose.yaml"))
    assert [("web", 4, ["privileged"]), ("db", 6, [])] == [
        (each.name, each.location.line, [remark.about for remark in each.remarks]) for each in found
    ]


def test_the_environment_has_two_forms() -> None:
    """A table and a list; commands come under an empty name."""
    text = (
        "services:\n  a:\n    environment: {A: 1, B: }\n    command: [flask, run]\n  b:\n    environment: [C=2=3, D]\n"
    )
    assert [("A", "1", 2), ("B", "", 2), ("", "flask run", 2), ("C", "2=3", 5)] == list(environment_of(text))


@pytest.mark.parametrize(
    "text", ["", "[]", "a", "services: []", "services: {a: [b]}", "services: {a: {ports: 1}}", "1: 2"]
)
def test_other_documents_have_no_services(text: str) -> None:
    """Empty ones, lists, and values where tables belong."""
    assert [] == [remark for service in read_services(text, "c") for remark in service.remarks]
    assert [] == list(environment_of(text))


def test_aliases_cannot_multiply() -> None:
    """What would be a billion texts is read in no time, and so is what holds itself."""
    lines = ["a: &a [x, x]"]
    lines += [
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    text = "\n".join([*lines, "services:", "  web:", "    ports: *i", "    volumes: *i", "    environment: *i"])
    assert 1 == len(list(read_services(text, "c")))
    assert [] == list(environment_of(text))
    assert 1 == len(list(read_services("services:\n  web: &w\n    build: *w\n    ports: [*w]\n", "c")))


def test_nothing_is_constructed() -> None:
    """A tag of Python's is a name like any other."""
    text = "services:\n  web:\n    environment:\n      A: !!python/object/apply:os.getcwd []\n"
    assert 1 == len(list(read_services(text, "c")))


def test_without_a_parser_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML is no dependency."""
    monkeypatch.setitem(sys.modules, "yaml", None)
    with pytest.raises(ModuleNotFoundError):
        list(read_services("services: {}", "c"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("docker-compose.yml", False),
        ("docker-compose.prod.yml", False),
        ("Dockerfile", False),
        ("Dockerfile.devices", False),
        ("docker-compose.override.yml", True),
        ("compose.dev.yaml", True),
        ("Dockerfile-dev", True),
        ("gunicorn_local.py", True),
    ],
)
def test_names_say_what_is_for_development(name: str, expected: bool) -> None:
    """As a word of its own."""
    assert expected == is_for_development(name)


def test_what_no_hand_has_written_is_refused() -> None:
    """Reading it would take long; the report says that it was not checked."""
    with pytest.raises(ValueError, match="too long"):
        list(read_services("#" * 200_001, "c"))
