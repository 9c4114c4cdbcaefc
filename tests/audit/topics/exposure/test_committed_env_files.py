"""FHW010: environment files in the repository."""

from flask_hardened.audit.topics.exposure.committed_env_files import committed_env_files
from tests.audit.asking_files import Files, found

SECRET = "API_KEY=kd93Jf02hGs8" + "1LqPz7TnVb45\n"


def index(*names: str) -> bytes:
    """Return an index of version 2."""
    entries = b""
    for name in sorted(names):
        entry = bytes(60) + len(name).to_bytes(2, "big") + name.encode()
        entries += entry + bytes(8 - len(entry) % 8)
    return b"DIRC" + (2).to_bytes(4, "big") + len(names).to_bytes(4, "big") + entries + bytes(20)


def severities(files: Files) -> list[str]:
    """Return the severity of each finding in a repository."""
    return [each.severity.label for each in found(committed_env_files, {".git/HEAD": "ref", **files})]


def test_found_when_it_is_committed() -> None:
    """High with secrets; .gitignore does not help a file that is in the index."""
    committed = {".git/index": index("app.py", ".env"), ".gitignore": ".env\n"}
    assert ["high"] == severities({**committed, ".env": SECRET})
    assert ["low"] == severities({**committed, ".env": "FLASK_APP=shop\n"})


def test_found_when_git_would_take_it() -> None:
    """Not committed yet, and not left out."""
    assert ["medium"] == severities({".env": SECRET})
    assert ["low"] == severities({"deploy/.env.production": "A=1\n", ".gitignore": ".env\n"})


def test_not_found_for_what_git_leaves_out() -> None:
    """By name, by pattern, by a folder; examples; and without a repository."""
    assert [] == severities({".env": SECRET, ".gitignore": ".env\n"})
    assert [] == severities({"deploy/.env.prod": SECRET, ".gitignore": "/deploy/\n"})
    assert [] == severities({".env.example": "API_KEY=\n", ".flaskenv": "FLASK_APP=a\n"})
    assert [] == found(committed_env_files, {".env": SECRET})
