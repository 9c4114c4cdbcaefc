"""FHW036: source that is shown in another order than it is read."""

import pytest

from flask_hardened.audit.topics.exposure.reordered_text import reordered_text
from tests.audit.asking_source import lines


@pytest.mark.parametrize("character", [*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"])
def test_found_wherever_it_stands(character: str) -> None:
    """In comments and in texts; once for each line."""
    assert [1, 3] == lines(reordered_text, f"a = 1  # {character}{character}\nb = 2\nc = 'x{character}'\n")


def test_not_found_for_text_of_any_script() -> None:
    """Right-to-left letters need no such characters, and escapes are no characters."""
    assert [] == lines(reordered_text, "a = 'שלום'  # مرحبا \u200f\nb = '\\u202e'\n")
