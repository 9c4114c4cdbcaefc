"""FHW014: debug mode in what is shipped."""

from flask_hardened.audit.topics.exposure.shipped_debug_mode import shipped_debug_mode
from tests.audit.asking_files import found, in_file


def test_found_where_the_app_is_shipped() -> None:
    """By variable, before a command, by a switch."""
    assert [2] == in_file(shipped_debug_mode, "Dockerfile", "FROM python:3.13\nENV FLASK_APP=a FLASK_DEBUG=1\n")
    assert [2] == in_file(shipped_debug_mode, "Dockerfile", "FROM python:3.13\nENV FLASK_DEBUG true\n")
    assert [2] == in_file(shipped_debug_mode, "Dockerfile", 'FROM python:3.13\nCMD ["flask", "run", "--debug"]\n')
    assert [1] == in_file(shipped_debug_mode, "Procfile", "web: FLASK_DEBUG=1 gunicorn app:app\n")
    assert [2] == in_file(shipped_debug_mode, "a.service", "[Service]\nEnvironment=FLASK_DEBUG=1\n")
    compose = "services:\n  web:\n    environment:\n      - FLASK_DEBUG=1\n"
    assert [2] == in_file(shipped_debug_mode, "docker-compose.yml", compose)


def test_found_with_low_severity_for_the_old_variable() -> None:
    """Flask 2.3 and later do not read it."""
    findings = found(shipped_debug_mode, {"Dockerfile": "FROM python:3.13\nENV FLASK_ENV=development\n"})
    assert ["low"] == [each.severity.label for each in findings]


def test_not_found_where_it_is_off_or_for_a_desk() -> None:
    """Zero, production, another stage, a file for development."""
    assert [] == in_file(shipped_debug_mode, "Dockerfile", "FROM python:3.13\nENV FLASK_DEBUG=0 FLASK_ENV=production\n")
    assert [] == in_file(shipped_debug_mode, "Dockerfile", "FROM a:1 AS dev\nENV FLASK_DEBUG=1\nFROM a:1\nENV A=1\n")
    assert [] == in_file(
        shipped_debug_mode, "docker-compose.dev.yml", "services:\n  w:\n    environment:\n      FLASK_DEBUG: 1\n"
    )
    assert [] == in_file(shipped_debug_mode, ".flaskenv", "FLASK_DEBUG=1\n")
