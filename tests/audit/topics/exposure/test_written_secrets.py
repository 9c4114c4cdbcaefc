"""FHW008: secrets in source and settings."""

import pytest

from flask_hardened.audit.topics.exposure.written_secrets import written_secrets
from tests.audit.asking_files import found, in_file

TOKEN = "ghp_" + "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ" + "0mLq17"
KEY = "kd93Jf02hGs8" + "1LqPz7TnVb45"


def test_found_by_form_wherever_it_stands() -> None:
    """A token with a true checksum is certain, in a comment as well."""
    findings = found(written_secrets, {"app.py": f"x = 1\n# {TOKEN}\n"})
    assert [("app.py:2", "high", "high")] == [
        (str(each.location), each.severity.label, each.confidence.label) for each in findings
    ]
    assert TOKEN not in repr(findings)


def test_found_by_name_and_value() -> None:
    """Assigned, passed, kept, defaulted to; in settings of other formats too."""
    text = f"""
    STRIPE_API_KEY = "{KEY}"
    connect(password="Wq7-miDt" "-xP2")
    options = {{"client_secret": "{KEY}"}}
    def sign(text, secret_key=b"{KEY}"): ...
    token = os.environ.get("API_TOKEN", "{KEY}")
    """
    assert [2, 3, 4, 5, 6] == in_file(written_secrets, "app.py", text)
    assert [2] == in_file(written_secrets, "config.yaml", f"a: 1\napi_key: {KEY}\n")
    assert [1] == in_file(written_secrets, "settings.toml", f'api_key = "{KEY}"\n')
    assert [1] == in_file(written_secrets, "deploy.sh", f"export API_TOKEN={KEY}\n")


def test_found_with_less_certainty_for_a_secret_key_of_words() -> None:
    """Flask's own key is one, whatever it is."""
    findings = found(written_secrets, {"app.py": 'app.config["SECRET_KEY"] = "the-blog-of-anna"'})
    assert [("medium", "low")] == [(each.severity.label, each.confidence.label) for each in findings]


def test_not_found_for_what_only_looks_alike() -> None:
    """Placeholders, references, labels, names, paths, hashes, fields."""
    text = """
    API_KEY = "your-api-key-goes-here"
    API_KEY = os.environ["API_KEY"]
    SECRET_KEY = "dev"
    PASSWORD_LABEL = "Password"
    password = StringField("Password", description="At least 8 characters")
    TOKEN_URL = "https://auth.example.com/oauth/token"
    reset_password = "auth.reset_password"
    secret_file = "/run/secrets/key1"
    password = "pbkdf2:sha256:600000$abc$0f9a"
    token = f"{name}-{number}"
    csrf_token = "IjE4ZmRhNjQ3ZTk3MzY5ZGM4Yjk1OTYi"
    if password == "": pass
    """
    assert [] == in_file(written_secrets, "app.py", text)
    assert [] == in_file(
        written_secrets, "config.yaml", "password: ${DB_PASSWORD}\ntoken: !vault x\nsecret: {{ key }}\n"
    )


@pytest.mark.parametrize(
    "name", ["tests/test_app.py", "docs/conf.py", "config.example.py", "instance/config.py", ".env"]
)
def test_not_found_where_secrets_are_made_up_or_belong(name: str) -> None:
    """Tests and examples, the instance folder, the environment file."""
    assert [] == in_file(written_secrets, name, f'API_KEY = "{KEY}"\n')


def test_not_found_in_what_git_leaves_out() -> None:
    """A local file of settings is no secret of the repository."""
    files = {".git/HEAD": "ref", ".gitignore": "/local_settings.py\n", "local_settings.py": f'API_KEY = "{KEY}"\n'}
    assert [] == found(written_secrets, files)
    assert 1 == len(found(written_secrets, {**files, ".gitignore": "other.py\n"}))
