"""FHQ017: regular expressions that explode."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flask_hardened.audit.finding import Confidence, Severity
from flask_hardened.audit.topics.injection._backtracking import explodes
from flask_hardened.audit.topics.injection.exploding_patterns import exploding_patterns
from tests.audit.asking_source import found, lines

EXPLODING = [
    (r"(a+)+$", "a"),
    (r"^(\w+\s?)*$", "a"),
    (r"([a-z]+)*\d", "a"),
    (r"(?:(?:a+)b?)+c", "a"),
    (r"x(a+?)+b", "a"),
    (r"((a)+)+!", "a"),
    (r"(?:b|(a+)+)c", "a"),
]


@pytest.mark.parametrize(("pattern", "letter"), EXPLODING)
def test_what_is_recognised_takes_exponential_time(pattern: str, letter: str) -> None:
    """Eight more characters take at least sixteen times as long; 256 times, but for the noise of the clock."""

    def seconds(length: int) -> float:
        times = []
        for _ in range(3):
            start = time.process_time()
            assert re.match(pattern, ("x" if pattern.startswith("x") else "") + letter * length + "?") is None
            times.append(time.process_time() - start)
        return min(times)

    length = 8
    while seconds(length) < 0.0005:
        length += 1
    assert explodes(pattern)
    assert 16 * seconds(length) < seconds(length + 8)


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+",
        r"(a+)+b*",
        r"(a+b)+c",
        r"(a+){1,3}$",
        r"(a|b)+$",
        r"^\w+(?:\s\w+)*\s?$",
        r"^[a-z0-9]+(?:-[a-z0-9]+)*$",
        r"a+b+c+$",
        r"([a-z]{2,4})+$",
        r"(",
        r"(?:/[^/]+)*/?$",
    ],
)
def test_not_found_for_patterns_that_cannot_be_divided(pattern: str) -> None:
    """Nothing follows that can fail, each round needs a mark of its own, or there is a bound."""
    assert not explodes(pattern)
    assert [] == lines(exploding_patterns, f"import re\nre.compile(r'{pattern}')\n")


@pytest.mark.parametrize(
    "code",
    [
        "re.compile(r'(a+)+$')",
        "re.fullmatch(r'(a+)+', text)",
        "re.sub(r'(a+)+b', '', text)",
        "re.compile(r'(a+)+$', re.IGNORECASE)",
        "PATTERN = r'(a+)+$'; re.search(PATTERN, text)",
        "wtforms.validators.Regexp(r'^(\\w+\\s?)*$')",
    ],
)
def test_found_for_constant_patterns(code: str) -> None:
    """Wherever they are given."""
    assert [2] == lines(exploding_patterns, f"import re, wtforms.validators\n{code}\n")


def test_found_as_medium_for_text_of_the_request() -> None:
    """Then somebody chooses the text."""
    code = "from flask import request\nimport re\ndef f():\n    re.match(r'(a+)+$', request.args['q'])\n    re.match(r'(a+)+$', x)\n"
    levels = [(hit.severity, hit.confidence) for hit in found(exploding_patterns, code)]
    assert [(Severity.MEDIUM, Confidence.MEDIUM), (Severity.LOW, Confidence.MEDIUM)] == levels


def test_not_found_for_unknown_flags() -> None:
    """They may change what the pattern means."""
    assert [] == lines(exploding_patterns, "import re\nre.compile(r'(a+)+$', flags)\n")


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab()[]{}|*+?^$\\.-,12:=!<>Px", max_size=20))
def test_any_pattern_is_judged(pattern: str) -> None:
    """What is no pattern is none that explodes."""
    assert explodes(pattern) in {True, False}
