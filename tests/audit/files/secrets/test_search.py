"""All that looks like a secret in one file, and nothing of its value in the facts."""

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.audit.files.facts import WrittenSecret
from flask_hardened.audit.files.secrets.search import Page, is_sample, is_searched, search

SECRET = "kd93Jf02hGs8" + "1LqPz7TnVb45"


def searched(name: str, text: str) -> list[WrittenSecret]:
    """Return what is found in a file."""
    return list(search(Page(path=PurePosixPath(name), shown=name, text=text)))


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("app.py", f'API_KEY = "{SECRET}"'),
        ("app.py", f'API_KEY: str = "{SECRET}"'),
        ("app.py", f'self.api_key = b"{SECRET}"'),
        ("app.py", f'API_KEY = os.environ.get("API_KEY") or "{SECRET}"'),
        ("app.py", f'API_KEY = os.getenv("API_KEY", "{SECRET}")'),
        ("app.py", f'API_KEY = config("API_KEY", default="{SECRET}")'),
        ("app.py", f'user, api_key = "anna", "{SECRET}"'),
        ("app.py", f'app.config["API_KEY"] = "{SECRET}"'),
        ("app.py", f'app.config.update(API_KEY="{SECRET}")'),
        ("app.py", f'os.environ.setdefault("API_KEY", "{SECRET}")'),
        ("app.py", f'KEYS = {{"api_key": "{SECRET}"}}'),
        ("app.py", f'def call(*, api_key="{SECRET}"): ...'),
        ("app.py", f'def call(url, api_key="{SECRET}", *rest): ...'),
        ("app.py", f'API_KEY = SecretStr("{SECRET}")'),
        ("app.py", f'API_KEY = "{SECRET}".encode()'),
        ("app.py", f'API_KEYS_SECRETS = ["{SECRET}"]'),
        ("app.py", f'ok = api_key == "{SECRET}"'),
        ("app.py", f'if (api_key := "{SECRET}"): pass'),
        ("a.yaml", f"api_key: {SECRET}"),
        ("a.yml", f'  - api_key: "{SECRET}"  # production'),
        ("a.yml", f"  - API_KEY={SECRET}"),
        ("a.ini", f"api_key = {SECRET}"),
        ("a.ini", f"api_key = {SECRET[:-2]}=="),
        ("a.cfg", f"api-key: {SECRET}"),
        ("a.toml", f'api_key = "{SECRET}"'),
        ("a.json", f'{{"apiKey": "{SECRET}"}}'),
        ("a.js", f"const apiKey = '{SECRET}';"),
        ("a.ts", f"apiKey: string = `{SECRET}`"),
        ("a.sh", f"export API_KEY={SECRET}"),
        ("a.yml", f"environment: [A=1, API_KEY={SECRET}]"),
        ("a.yml", f"{{a: 1, api_key: {SECRET}}}"),
        ("a.service", f"Environment=API_KEY={SECRET}"),
        ("a.service", f'Environment="API_KEY={SECRET}"'),
        ("a.sh", f"API_KEY='{SECRET}' ./run"),
    ],
)
def test_found_in_every_form(name: str, line: str) -> None:
    """Once, on its line, with its name; its value is in no fact."""
    found = searched(name, f"\n{line}\n")
    assert [2] == [each.location.line for each in found]
    assert len(SECRET) == found[0].length
    assert "key" in found[0].name.lower()
    assert SECRET not in repr(found)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("app.py", f'"""api_key = "{SECRET}" is wrong"""'),
        ("app.py", f"# api_key = '{SECRET}'"),
        ("app.py", f"checksum = '{SECRET}'"),
        ("app.py", "API_KEY = os.environ['API_KEY']"),
        ("app.py", "password = password.encode('latin1-0')"),
        ("app.py", f"API_KEY = '{SECRET}"),
        ("a.yaml", f"# api_key: {SECRET}"),
        ("a.yaml", "api_key: !env ${API_KEY}"),
        ("a.js", "const apiKey = process.env.API_KEY_4f8a9b2c7d;"),
        ("a.js", f"// apiKey = '{SECRET}'"),
        ("a.sh", "API_KEY=$(vault read -field=key secret/4f8a9b2c)"),
        ("a.toml", f"api_key = {SECRET}"),
        ("a.json", f'{{"integrity": "{SECRET}"}}'),
    ],
)
def test_not_found_where_there_is_none(name: str, line: str) -> None:
    """Comments, docstrings, references, other names, and source that does not parse."""
    assert [] == searched(name, f"\n{line}\n")


def test_a_secret_is_told_once() -> None:
    """A token that is given to a name as well is told by its form."""
    token = "gh" + "p_" + "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ" + "0mLq17"
    assert ["a GitHub token"] == [each.kind for each in searched("app.py", f'GITHUB_TOKEN = "{token}"')]


def test_samples_count_only_with_a_proof() -> None:
    """Tests are full of keys; one with a true checksum is real all the same."""
    token = "gh" + "p_" + "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ" + "0mLq17"
    assert [] == searched("tests/test_a.py", f'API_KEY = "{SECRET}"')
    assert ["a GitHub token"] == [each.kind for each in searched("tests/test_a.py", f'API_KEY = "{token}"')]


@pytest.mark.parametrize("name", ["app.py", "deploy/prod.yaml", "contest/app.py", "src/latest.py", "attestation.py"])
def test_what_is_no_sample(name: str) -> None:
    """Words that only hold another."""
    assert not is_sample(PurePosixPath(name))


@pytest.mark.parametrize("name", ["a.md", "poetry.lock", "package-lock.json", "LICENSE.txt", "Dockerfile", "a.css"])
def test_what_is_not_searched(name: str) -> None:
    """Prose, locks, styles; images have a collector of their own."""
    assert not is_searched(PurePosixPath(name))


@given(st.text(), st.sampled_from(["a.py", "a.yaml", "a.js", "a.ini", "a.env", "a.toml", "a.json", "a.sh", "a.pem"]))
def test_any_text_can_be_searched(text: str, name: str) -> None:
    """Nothing stops it."""
    assert all(each.location.file == name for each in searched(name, f"password = {text}"))


@given(st.text("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", min_size=20, max_size=60))
def test_no_value_is_in_a_fact(value: str) -> None:
    """Whatever it is."""
    found = searched("app.py", f'API_KEY = "{value}"\nURI = "redis://u:{value}@cache.internal"\n')
    assert value not in repr(found)


@pytest.mark.parametrize("name", ["a.py", "a.yaml", "a.js"])
def test_hostile_texts_take_no_time(name: str) -> None:
    """Long lines, many hints, much white space."""
    for text in ("password" + " " * 200_000, "password='" * 20_000, "://a:" * 50_000, "secret\n" * 50_000, "(" * 5_000):
        assert [] == searched(name, text)
