"""FHW017: whole folders in images, secrets included."""

from flask_hardened.audit.topics.exposure.whole_context_copies import whole_context_copies
from tests.audit.asking_files import found

DOCKERFILE = "FROM python:3.13\nCOPY . /app\n"


def ask(**files: str) -> list[str]:
    """Return the severity of each finding in a project with an environment file and a repository."""
    project = {"Dockerfile": DOCKERFILE, ".env": "A=1", ".git/HEAD": "ref"}
    project |= {"Dockerfile" if name == "dockerfile" else ".dockerignore": text for name, text in files.items()}
    return [each.severity.label for each in found(whole_context_copies, project)]


def test_found_for_each_that_is_copied() -> None:
    """The environment file is worse than the repository."""
    assert ["medium", "low"] == ask()
    assert ["low"] == ask(dockerignore="**/.env\n")
    assert ["medium"] == ask(dockerignore="# all\n.git\n")
    assert ["medium", "low"] == ask(dockerignore="*\n!.env\n!.git\n")


def test_not_found_when_they_are_left_out() -> None:
    """By name, by pattern; or not copied; or not there."""
    assert [] == ask(dockerignore=".env*\n.git\n")
    assert [] == ask(dockerignore="*\n!app\n")
    assert [] == ask(dockerfile="FROM python:3.13\nCOPY app /app\n")
    assert [] == found(whole_context_copies, {"Dockerfile": DOCKERFILE})
