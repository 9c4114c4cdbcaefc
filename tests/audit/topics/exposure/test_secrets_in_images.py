"""FHW016: secrets in images."""

from flask_hardened.audit.topics.exposure.secrets_in_images import secrets_in_images
from tests.audit.asking_files import found

KEY = "kd93Jf02hGs8" + "1LqPz7TnVb45"


def lines(dockerfile: str) -> list[int | None]:
    """Return the line of each finding."""
    findings = found(secrets_in_images, {"Dockerfile": dockerfile})
    assert KEY not in repr(findings)
    return [each.location.line for each in findings]


def test_found_in_variables_and_commands() -> None:
    """ENV in both forms, ARG of any stage, a token in a command."""
    assert [2] == lines(f"FROM a:1\nENV A=1 API_KEY={KEY}\n")
    assert [2] == lines(f"FROM a:1\nENV API_KEY {KEY}\n")
    assert [2] == lines(f"FROM a:1 AS build\nARG API_TOKEN={KEY}\nFROM a:1\n")
    assert [2] == lines(f"FROM a:1\nENV A=1 \\\n  API_KEY={KEY}\n")
    token = "ghp_" + "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ" + "0mLq17"
    assert [2] == lines(f"FROM a:1\nRUN git clone https://{token}@github.com/a/b\n")


def test_found_for_a_build_argument_that_is_to_be_a_secret() -> None:
    """Its value is in the history, whoever gives it."""
    assert [2] == lines("FROM a:1\nARG GITHUB_TOKEN\n")


def test_found_for_copied_files() -> None:
    """Environment files and keys."""
    assert [2] == lines("FROM a:1\nCOPY .env /app/.env\n")
    assert [2] == lines('FROM a:1\nCOPY --chown=app ["id_rsa", "/root/.ssh/"]\n')


def test_not_found_for_what_stays_out() -> None:
    """Mounted secrets, placeholders, references, examples, and files of an earlier stage."""
    assert [] == lines("FROM a:1\nRUN --mount=type=secret,id=token pip install .\n")
    assert [] == lines("FROM a:1\nENV API_KEY=changeme SECRET_KEY=$SECRET_KEY PASSWORD_FILE=/run/secrets/p1\n")
    assert [] == lines("FROM a:1\nCOPY .env.example /app/\nARG VERSION=3.13\nARG TOKEN_URL\n")
    assert [] == lines("FROM a:1 AS build\nCOPY .env .\nFROM a:1\nCOPY --from=build /app /app\n")
