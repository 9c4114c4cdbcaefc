"""FHW023: servers that believe everybody's forwarded headers."""

from flask_hardened.audit.topics.exposure.trust_in_everybody import trust_in_everybody
from tests.audit.asking_files import in_file


def test_found_in_settings_and_commands() -> None:
    """gunicorn's file, command lines, environment defaults."""
    assert [1] == in_file(trust_in_everybody, "gunicorn.conf.py", 'forwarded_allow_ips = "*"\n')
    assert [1] == in_file(
        trust_in_everybody, "gunicorn_config.py", 'forwarded_allow_ips = os.environ.get("IPS", "*")\n'
    )
    assert [1] == in_file(trust_in_everybody, "Procfile", "web: gunicorn --forwarded-allow-ips='*' app:app\n")
    assert [2] == in_file(
        trust_in_everybody,
        "Dockerfile",
        'FROM a:1\nCMD ["uvicorn", "a:b", "--proxy-headers", "--forwarded-allow-ips", "*"]\n',
    )


def test_not_found_for_named_proxies() -> None:
    """Addresses, what cannot be told, another module."""
    assert [] == in_file(trust_in_everybody, "gunicorn.conf.py", 'forwarded_allow_ips = "10.0.0.7"\n')
    assert [] == in_file(trust_in_everybody, "gunicorn.conf.py", "forwarded_allow_ips = os.environ['IPS']\n")
    assert [] == in_file(trust_in_everybody, "settings.py", 'forwarded_allow_ips = "*"\n')
    assert [] == in_file(trust_in_everybody, "Procfile", "web: gunicorn app:app\n")


def test_found_in_variables_that_servers_read() -> None:
    """gunicorn's arguments, and the variable that gunicorn and uvicorn share."""
    arguments = 'ENV GUNICORN_CMD_ARGS="--workers 4 --forwarded-allow-ips=*"'
    assert [2] == in_file(trust_in_everybody, "Dockerfile", f"FROM a:1\n{arguments}\n")
    assert [2] == in_file(trust_in_everybody, "Dockerfile", "FROM a:1\nENV FORWARDED_ALLOW_IPS=*\n")
    unit = '[Service]\nEnvironment="GUNICORN_CMD_ARGS=--forwarded-allow-ips=* -w 2"\n'
    assert [2] == in_file(trust_in_everybody, "a.service", unit)


def test_not_found_in_variables_with_named_proxies() -> None:
    """Addresses, and variables that only mention it."""
    assert [] == in_file(trust_in_everybody, "Dockerfile", "FROM a:1\nENV FORWARDED_ALLOW_IPS=10.0.0.7\n")
    assert [] == in_file(trust_in_everybody, "Dockerfile", "FROM a:1\nENV ALLOWED=*\n")
