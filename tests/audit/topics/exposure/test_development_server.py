"""FHW013: the development server in what is shipped."""

import pytest

from flask_hardened.audit.topics.exposure.development_server import development_server
from tests.audit.asking_files import found

APP = "from flask import Flask\napp = Flask(__name__)\nif __name__ == '__main__':\n    app.run()\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Dockerfile", 'FROM python:3.13\nCMD ["flask", "run", "--host=0.0.0.0"]\n'),
        ("Dockerfile", "FROM python:3.13\nCMD exec flask --app shop run -h 0.0.0.0\n"),
        ("Dockerfile", 'FROM python:3.13\nENTRYPOINT ["python"]\nCMD ["app.py"]\n'),
        ("Dockerfile", 'FROM python:3.13\nCMD ["python", "-m", "flask", "run"]\n'),
        ("Dockerfile", 'FROM python:3.13\nCMD ["sh", "-c", "cd /app && python3 -u app.py"]\n'),
        ("Procfile", "release: flask db upgrade\nweb: python app.py\n"),
        ("deploy/app.service", "[Service]\nUser=app\nExecStart=/srv/venv/bin/python /srv/shop/app.py\n"),
        ("compose.yaml", "services:\n  web:\n    command: poetry run flask run\n"),
        ("docker-entrypoint.sh", "#!/bin/sh\nset -e\nexec flask run --host=0.0.0.0\n"),
    ],
)
def test_found_however_it_is_started(name: str, content: str) -> None:
    """Lists and shells, modules and scripts."""
    assert [name] == [each.location.file for each in found(development_server, {name: content, "app.py": APP})]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Dockerfile", 'FROM python:3.13\nCMD ["gunicorn", "app:app"]\n'),
        ("Dockerfile", 'FROM python:3.13\nCMD ["python", "worker.py"]\n'),
        (
            "Dockerfile",
            'FROM python:3.13 AS dev\nCMD ["flask", "run"]\nFROM python:3.13\nCMD ["gunicorn", "app:app"]\n',
        ),
        ("Dockerfile", 'FROM python:3.13\nRUN flask run --help\n# CMD ["flask", "run"]\nCMD ["gunicorn", "app:app"]\n'),
        ("Dockerfile.dev", 'FROM python:3.13\nCMD ["flask", "run"]\n'),
        ("docker-compose.override.yml", "services:\n  web:\n    command: flask run\n"),
        ("Procfile", "worker: python app.py\nweb: gunicorn app:app\n"),
        ("entrypoint.sh", "flask db upgrade\nexec gunicorn app:app\n"),
        ("tests/Dockerfile", 'FROM python:3.13\nCMD ["flask", "run"]\n'),
    ],
)
def test_not_found_for_servers_and_desks(name: str, content: str) -> None:
    """Real servers, other scripts, earlier stages, files for development."""
    files = {name: content, "app.py": APP, "worker.py": "import subprocess\nsubprocess.run(['a'])\n"}
    assert [] == found(development_server, files)


def test_not_found_for_a_script_with_a_server_of_its_own() -> None:
    """It is production's, though it is started by Python."""
    script = "from flask import Flask\nfrom waitress import serve\napp = Flask(__name__)\nserve(app)\n"
    assert [] == found(development_server, {"Procfile": "web: python app.py\n", "app.py": script})
