"""FHW002: version control that anybody can download."""

from flask_hardened.audit.topics.exposure.served_repositories import served_repositories
from tests.audit.asking_files import places


def test_found_for_folders_of_version_control() -> None:
    """Git, Subversion, Mercurial, at any depth; once each."""
    files = {
        "static/.git/HEAD": "ref",
        "static/.git/config": "",
        "static/lib/.svn/entries": "",
        "static/.hg/store": "",
        "static/a.css": "",
    }
    assert ["static/.git", "static/.hg", "static/lib/.svn"] == places(served_repositories, files)


def test_not_found_beside_what_is_served() -> None:
    """The project's own repository, and names that only begin alike."""
    files = {".git/HEAD": "ref", "static/.gitignore": "*", "static/git/logo.svg": "", "app/static/app.css": ""}
    assert [] == places(served_repositories, files)
