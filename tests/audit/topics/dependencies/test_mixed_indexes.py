"""FHY008: a second package index, which anybody may publish to."""

import pytest

from flask_hardened.audit.topics.dependencies.mixed_indexes import mixed_indexes
from tests.audit.asking_dependencies import built_on, found, places

POETRY = '[[tool.poetry.source]]\nname = "shop"\nurl = "https://packages.shop.example/simple"\npriority = "{}"\n'
SECOND = '[[tool.poetry.source]]\nname = "other"\nurl = "https://other.shop.example/simple"\n'
UV = '[tool.uv]\nindex-strategy = "{}"\n[[tool.uv.index]]\nurl = "https://packages.shop.example/simple"\n'


def test_found_for_an_extra_index() -> None:
    """However it is written; the address, which may hold a password, is not repeated."""
    for option in ("--extra-index-url ", "--extra-index-url="):
        text = f"flask==3.1.3\n{option}https://deploy:hunter2@packages.shop.example/simple\n"
        [finding] = found(mixed_indexes, built_on({"requirements.txt": text}))
        assert "requirements.txt:2" == str(finding.location)
        assert "hunter2" not in finding.message + finding.fix


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (POETRY.format("supplemental"), 3),
        (POETRY.format("primary") + SECOND, 7),
        (UV.format("unsafe-best-match"), 2),
    ],
)
def test_found_in_a_project_file(text: str, line: int) -> None:
    """Poetry asks every source that is not explicit, and uv all of them if it is told to."""
    assert [f"pyproject.toml:{line}"] == places(mixed_indexes, built_on({"pyproject.toml": text}))


@pytest.mark.parametrize(
    "text",
    [
        "--index-url https://packages.shop.example/simple\nflask==3.1.3\n",
        "--extra-index-url https://packages.shop.example/simple\nflask==3.1.3 --hash=sha256:00\n",
        "--extra-index-url https://packages.shop.example/simple\nflask==3.1.3 \\\n    --hash=sha256:00\n",
        "--extra-index-url file:///srv/wheels\nflask==3.1.3\n",
        "# --extra-index-url https://packages.shop.example/simple\nflask==3.1.3\n",
        "--find-links ./wheels\nflask==3.1.3\n",
        "--index-url http://packages.shop.example/simple\nflask==3.1.3\n",
    ],
)
def test_not_found_in_a_list(text: str) -> None:
    """One index, hashes, a folder of this machine, and a comment."""
    assert [] == places(mixed_indexes, built_on({"requirements.txt": text}))


@pytest.mark.parametrize(
    "text", [POETRY.format("explicit"), POETRY.format("primary"), UV.format("first-index"), "[tool.uv]\nindex = 3\n"]
)
def test_not_found_in_a_project_file(text: str) -> None:
    """A source for named packages only, one that takes the place of PyPI, and uv's own way."""
    assert [] == places(mixed_indexes, built_on({"pyproject.toml": text}))


def test_not_found_beside_a_lock() -> None:
    """It says which package comes from where, with hashes."""
    texts = {"pyproject.toml": POETRY.format("supplemental"), "poetry.lock": ""}
    assert [] == places(mixed_indexes, built_on(texts))
