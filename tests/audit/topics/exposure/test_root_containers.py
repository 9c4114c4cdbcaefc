"""FHW015: containers that run as root."""

from flask_hardened.audit.topics.exposure.root_containers import root_containers
from tests.audit.asking_files import found


def severities(dockerfile: str, **scripts: str) -> list[tuple[int | None, str]]:
    """Return line and confidence of each finding."""
    files = {"Dockerfile": dockerfile, **{f"{name}.sh": text for name, text in scripts.items()}}
    return [(each.location.line, each.confidence.label) for each in found(root_containers, files)]


def test_found_without_a_user() -> None:
    """No USER, root by name or number, or a user who steps up again."""
    assert [(2, "medium")] == severities('FROM python:3.13-slim\nCMD ["gunicorn", "app:app"]\n')
    assert [(3, "medium")] == severities("FROM python:3.13\nUSER 0:0\nCMD gunicorn app:app\n")
    assert [(4, "medium")] == severities("FROM a:1\nUSER app\nUSER root\nCMD gunicorn app:app\n")
    assert [(4, "medium")] == severities(
        "FROM python:3.13 AS build\nUSER app\nFROM python:3.13\nCMD gunicorn app:app\n"
    )


def test_found_with_less_certainty_for_an_unknown_base() -> None:
    """It may have a user of its own."""
    assert [(2, "low")] == severities("FROM registry.internal/base:4\nCMD gunicorn app:app\n")


def test_not_found_with_a_user() -> None:
    """In this stage or one below it, in the base image, or in the script that starts the app."""
    assert [] == severities("FROM python:3.13\nUSER app\nCMD gunicorn app:app\n")
    assert [] == severities("FROM python:3.13 AS base\nUSER 1000\nFROM base\nCMD gunicorn app:app\n")
    assert [] == severities('FROM gcr.io/distroless/python3:nonroot\nCMD ["app.py"]\n')
    script = '#!/bin/sh\nexec gosu app "$@"\n'
    assert [] == severities('FROM python:3.13\nENTRYPOINT ["/entrypoint.sh"]\nCMD ["gunicorn"]\n', entrypoint=script)


def test_not_found_for_an_image_that_starts_nothing() -> None:
    """It is there to be built upon."""
    assert [] == severities("FROM python:3.13\nRUN pip install flask\n")
