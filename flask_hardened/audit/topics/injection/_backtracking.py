"""Regular expressions that try exponentially many ways: a repetition of a repetition, and something that can fail."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from typing import Any

try:
    from re import _constants as constants  # type: ignore[attr-defined]
    from re import _parser as parser  # type: ignore[attr-defined]
except ImportError:  # Python 3.10
    import sre_constants as constants
    import sre_parse as parser

_REPEATS = (constants.MAX_REPEAT, constants.MIN_REPEAT)
_ENDS = (constants.AT, constants.ASSERT, constants.ASSERT_NOT)


def explodes(pattern: str, flags: int = 0, *, whole: bool = False) -> bool:
    """Whether a text exists, of some dozens of characters, that keeps a pattern busy for longer than anybody waits.

    It is found in ``(a+)+$`` and ``([a-z]+ ?)*x``: a repetition without an upper bound of which each round is one
    more such repetition, beside which all may be empty, followed by something that can fail. Other patterns that
    explode are not recognised; none is that does not.

    :param whole: whether the end of the text has to follow, as of ``fullmatch``.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = parser.parse(pattern, flags)
    except (re.error, RecursionError, OverflowError, ValueError):
        return False
    return _explodes(tree, tree, fails=whole)


def _explodes(tree: Any, items: Sequence[Any], *, fails: bool) -> bool:
    """Look through a sequence.

    :param fails: whether what follows the sequence can fail.
    """
    for position, (kind, given) in enumerate(items):
        after = fails or any(_can_fail(tree, item) for item in items[position + 1 :])
        if kind in _REPEATS:
            _, most, body = given
            inner = _unwrapped(body)
            if most == constants.MAXREPEAT and after and _is_ambiguous(tree, inner):
                return True
            if _explodes(tree, inner, fails=after):
                return True
        elif kind == constants.SUBPATTERN:
            if _explodes(tree, given[-1], fails=after):
                return True
        elif kind == constants.BRANCH and any(_explodes(tree, branch, fails=after) for branch in given[1]):
            return True
    return False


def _unwrapped(body: Any) -> Sequence[Any]:
    items = list(body)
    while len(items) == 1 and items[0][0] == constants.SUBPATTERN:
        items = list(items[0][1][-1])
    return items


def _is_ambiguous(tree: Any, items: Sequence[Any]) -> bool:
    """Whether a text can be divided among the rounds in many ways: one endless repetition, and nothing else needed."""
    needed = [item for item in items if _width(tree, item) > 0]
    return len(needed) == 1 and needed[0][0] in _REPEATS and needed[0][1][1] == constants.MAXREPEAT


def _can_fail(tree: Any, item: Any) -> bool:
    return item[0] in _ENDS or _width(tree, item) > 0


def _width(tree: Any, item: Any) -> int:
    """Return the least number of characters that an item takes."""
    return int(type(tree)(tree.state, [item]).getwidth()[0])
