"""Windows and verdicts."""

from __future__ import annotations

import limits
import pytest

from flask_hardened.storage import Verdict, Window, Windows


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        ("10 per minute", (Window(10, 60),)),
        ("1/second; 100 per 15 minutes", (Window(1, 1), Window(100, 900))),
        ("5/minute;5/minute", (Window(5, 60),)),
        ("0 per day", (Window(0, 86400),)),
    ],
)
def test_the_grammar_of_limits_is_understood(text: str, windows: tuple[Window, ...]) -> None:
    """Strings and the items of `limits` become windows; the same window twice counts once."""
    assert windows == Windows.parse(text).windows
    assert windows == Windows.parse(limits.parse_many(text)).windows


@pytest.mark.parametrize("windows", [(), (Window(-1, 60),), (Window(1, 0),)])
def test_senseless_windows_are_refused(windows: tuple[Window, ...]) -> None:
    """No window at all, a negative amount, and no length raise."""
    with pytest.raises(ValueError):
        Windows(*windows)


def test_what_is_no_limit_is_refused() -> None:
    """A string outside the grammar raises."""
    with pytest.raises(ValueError):
        Windows.parse("ten a day")


def test_windows_compare_by_value() -> None:
    """Two compilations of one string are the same; another strategy is not."""
    assert Windows.parse("1/day") == Windows.parse("1 per day")
    assert hash(Windows.parse("1/day")) == hash(Windows.parse("1 per day"))
    assert Windows.parse("1/day") != Windows.parse("1/day", "moving-window")
    assert "1 per 86400 s" in repr(Windows.parse("1/day"))


@pytest.mark.parametrize(
    ("counts", "resets", "expected"),
    [
        ((3, 99), (60.0, 900.0), (99, 900.0, 1)),
        ((10, 100), (60.0, 900.0), (100, 900.0, 0)),
        ((9, 10), (60.0, 900.0), (9, 60.0, 1)),
    ],
)
def test_the_tightest_window_speaks(counts, resets, expected) -> None:
    """The window with the least room gives the numbers; of two such, the one that ends last."""
    verdict = Verdict(True, counts, resets, (Window(10, 60), Window(100, 900)))
    assert expected == (verdict.used, verdict.reset_at, verdict.remaining)
