"""Lines of code are shown, secrets in them are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from flask_hardened.audit.excerpt import excerpt, source_line
from tests.audit.findings_for_tests import finding


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("  run(x)  ", "run(x)"),
        ("password = 'hunter2'", "password = '***'"),
        ('app.config["SECRET_KEY"] = "hunter2"', 'app.config["SECRET_KEY"] = "***"'),
        ("login(user, api_token='hunter2', x=1)", "login(user, api_token='***', x=1)"),
        ("uri = 'postgres://bob:hunter2@db/x'", "uri = 'postgres://bob:***@db/x'"),
        ("-i https://hunter2@shop.example/simple", "-i https://***@shop.example/simple"),
        ("see https://shop.example/@bob", "see https://shop.example/@bob"),
        ("password = 'hunter2", "password = '***'"),
        ("name = 'bob'", "name = 'bob'"),
        ("get(url, headers={'Authorization': f'Bearer swordfish'})", "get(url, headers={'Authorization': f'***'})"),
        ("get(url, x='Bearer swordfish')", "get(url, x='Bearer ***')"),
        ("get(url, auth=('bob', 'swordfish'))", "get(url, auth=('bob', '***'))"),
        ("get('https://a.example/?api_key=swordfish&n=' + n)", "get('https://a.example/?api_key=***&n=' + n)"),
        ("run('curl -u bob:swordfish ' + n)", "run('curl -u bob:*** ' + n)"),
        ("run('mysqldump -h db -pswordfish ' + n)", "run('mysqldump -h db -p*** ' + n)"),
        ("run('PGPASSWORD=swordfish psql ' + n)", "run('PGPASSWORD=*** psql ' + n)"),
        ("run('tool --password swordfish --token=swordfish')", "run('tool --password *** --token=***')"),
        ("if request.headers['X-Key'] == 'swordfish':", "if request.headers['X-Key'] == '***':"),
        ("if token != 'swordfish':", "if token != '***':"),
        ("jwt.decode(text, 'swordfish', x=1)", "jwt.decode(text, '***', x=1)"),
        ("response.set_cookie('sid', 'swordfish')", "response.set_cookie('sid', '***')"),
        ("run(x)  # password: swordfish", "run(x)  # password: ***"),
        ("x = 'hT9vQ2xLr8wZ4kNp'", "x = '***'"),
        ("x = 'hTvQxLrwZk4NpqRsVt'", "x = '***'"),
        ("sorted(items, key=lambda item: item.name)", "sorted(items, key=lambda item: item.name)"),
        ("update(SECRET_KEY=os.environ['SECRET_KEY'])", "update(SECRET_KEY=os.environ['SECRET_KEY'])"),
        ("hmac.new(key, data, hashlib.sha256)", "hmac.new(key, data, hashlib.sha256)"),
        (
            "class OAuth2ProviderHandler(BaseHTTPRequestHandler):",
            "class OAuth2ProviderHandler(BaseHTTPRequestHandler):",
        ),
        ("x" * 200, "x" * 159 + "…"),
    ],
)
def test_secrets_are_masked(tmp_path: Path, line: str, shown: str) -> None:
    """By the name in front of them, and in addresses."""
    (tmp_path / "a.py").write_text(f"\n{line}\n", "utf-8")
    assert shown == excerpt(finding(file="a.py", line=2), tmp_path)


@pytest.mark.parametrize(
    ("name", "line", "shown"),
    [
        ("Procfile", "web: API_KEY=hunter2 gunicorn app:app", "web: API_KEY=*** gunicorn app:app"),
        ("Dockerfile", 'CMD A_TOKEN=hunter2 flask run --name "a"', 'CMD A_TOKEN=*** flask run --name "a"'),
        ("nginx.conf", "add_header X-Key hunter2;", "add_header X-Key ***"),
        ("nginx.conf", "server_tokens on;", "server_tokens on;"),
        ("a.yaml", "password: hunter2", "password: ***"),
        ("a.sh", "exec flask run", "exec flask run"),
        ("requirements.txt", "keyring==25.1", "keyring==25.1"),
    ],
)
def test_secrets_without_quotes_are_masked(tmp_path: Path, name: str, line: str, shown: str) -> None:
    """In files where texts have none."""
    (tmp_path / name).write_text(f"{line}\n", "utf-8")
    assert shown == excerpt(finding(file=name, line=1), tmp_path)


def test_a_finding_about_a_secret_shows_nothing(tmp_path: Path) -> None:
    """Its line may be nothing else."""
    (tmp_path / "a.py").write_text("x = 'hunter2'\n", "utf-8")
    assert excerpt(finding(file="a.py", line=1, cwe=(798,)), tmp_path) is None
    assert excerpt(finding(file="a.py", line=1), tmp_path) is not None


@pytest.mark.parametrize(
    "place", [{"file": "a.py"}, {"file": "a.py", "line": 9}, {"file": "b.py", "line": 1}, {"file": "\x00", "line": 1},
              {"file": ".", "line": 1}, {"setting": "DEBUG"}],
)  # fmt: skip
def test_where_there_is_no_line_nothing_is_shown(tmp_path: Path, place: dict[str, object]) -> None:
    """And nothing is raised."""
    (tmp_path / "a.py").write_text("x\n", "utf-8")
    assert source_line(finding(**place), tmp_path) is None
    assert excerpt(finding(**place), tmp_path) is None
