"""FHW022: default passwords of services."""

from flask_hardened.audit.topics.exposure.default_passwords import default_passwords
from tests.audit.asking_files import in_file


def lines(environment: str) -> list[int | None]:
    """Return the line of each finding."""
    text = f"services:\n  db:\n    image: postgres:17\n    environment: {environment}\n"
    return in_file(default_passwords, "docker-compose.yml", text)


def test_found_for_words_that_everybody_knows() -> None:
    """In both forms; as the default of a variable too."""
    assert [2] == lines("{POSTGRES_PASSWORD: postgres}")
    assert [2] == lines("['MYSQL_ROOT_PASSWORD=changeme']")
    assert [2] == lines("{POSTGRES_PASSWORD: '${POSTGRES_PASSWORD:-postgres}'}")


def test_not_found_for_values_from_outside() -> None:
    """Variables, secret files, other settings; a real password is another rule's."""
    assert [] == lines("{POSTGRES_PASSWORD: '${POSTGRES_PASSWORD:?}', POSTGRES_USER: postgres}")
    assert [] == lines("{POSTGRES_PASSWORD_FILE: /run/secrets/password}")
    assert [] == lines("{POSTGRES_PASSWORD: Wq7miDtxP2}")
    assert [] == in_file(
        default_passwords, "docker-compose.test.yml", "services:\n  d:\n    environment: {POSTGRES_PASSWORD: test}\n"
    )


def test_found_without_a_password() -> None:
    """Whoever reaches it is in; the user's name is as good as none."""
    assert [2] == lines("{POSTGRES_HOST_AUTH_METHOD: trust}")
    assert [2] == lines("['MYSQL_ALLOW_EMPTY_PASSWORD=yes']")
    assert [2] == lines("{POSTGRES_USER: hello_shop, POSTGRES_PASSWORD: hello_shop}")
    assert [2] == lines("{POSTGRES_PASSWORD: postgres_password}")


def test_not_found_with_other_ways_to_sign_in() -> None:
    """A method that asks for a password, and a switch that is off."""
    assert [] == lines("{POSTGRES_HOST_AUTH_METHOD: scram-sha-256, MYSQL_ALLOW_EMPTY_PASSWORD: 'no'}")
