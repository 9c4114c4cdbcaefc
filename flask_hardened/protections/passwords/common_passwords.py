"""Common passwords, and what people make of them to please a rule: ``Password123!``, ``qwertyuiop12``, ``hellohello``.

The lists are those of the package `zxcvbn`: 30,000 passwords from published breaches, the most used words, and names,
each with the most used first. Few of them have twelve characters, so what is looked for is the variations that have.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import pairwise

_LOOK_ALIKES = tuple(str.maketrans("@483!05$7+1", f"aabeiosstt{one}") for one in "il")
_ROWS = ("1234567890", "qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm", "qazwsxedcrfvtgb")
_FREQUENT = 3000
"""Of the list, how many make a password common when two of them are joined."""
_LONGEST = 128
"""Characters beyond which only repetitions and sequences are looked for."""
_SHORT_UNIT = 8
"""What is shorter stays easy to guess, however often it is repeated."""
_SHORTEST_CORE = 4
_ADDED = 7
"""So many characters beside a common password make another one of it, unless they are common themselves."""
_RUN = 4
"""Characters: a password whose sequences are this long on average is nothing but sequences."""


def folded(password: str) -> str:
    """Return a password as guessers see it: without case, width and accents' spelling."""
    return unicodedata.normalize("NFKC", password).casefold()


def is_common(password: str) -> bool:
    """Tell whether a password is common, or a common one with what is usually added to it. Takes a millisecond."""
    text = folded(password)
    unit = _unit(text)
    if unit != text and (len(unit) < _SHORT_UNIT or is_common(unit)):
        return True
    if _is_sequences(text):
        return True
    if len(text) > _LONGEST:
        return False
    core = text.strip("".join({character for character in text if not character.isalpha()}))
    plain = {text, *(text.translate(table) for table in _LOOK_ALIKES)}
    if not plain.isdisjoint(_ranks()):
        return True
    added = text.replace(core, "", 1)
    if len(core) < _SHORTEST_CORE or (len(added) >= _ADDED and not is_common(added)):
        return False
    return any(_is_made_of_common(variant) for variant in {core, *(core.translate(table) for table in _LOOK_ALIKES)})


def _is_made_of_common(core: str) -> bool:
    ranks = _ranks()
    unit = _unit(core)
    letters = "".join(character for character in core if character.isalpha())
    if core in ranks or unit in ranks or (letters in ranks and len(core) - len(letters) < _ADDED):
        return True
    if len(core) - len(letters) >= _ADDED:
        return False
    return any(
        ranks.get(letters[:cut], _FREQUENT) < _FREQUENT and ranks.get(letters[cut:], _FREQUENT) < _FREQUENT
        for cut in range(3, len(letters) - 2)
    )


def _unit(text: str) -> str:
    """Return what a text repeats: ``ab`` for ``ababab``, ``ab`` for ``ababa``, all of it where it repeats nothing."""
    doubled = 2 * text
    length = doubled.find(text, 1)
    if 0 < length < len(text):
        return text[:length]
    for size in range(1, min(len(text) // 2, _SHORT_UNIT) + 1):
        if text == (text[:size] * (len(text) // size + 1))[: len(text)]:
            return text[:size]
    return text


def _is_sequences(text: str) -> bool:
    """Tell whether a text is made of sequences: ``aaaa``, ``1234``, ``zyxw``, ``qwert``, each row of a keyboard."""
    if not text:
        return False
    runs, step = 1, None
    for before, character in pairwise(text):
        found = _step(before, character)
        if found is None or (step is not None and found != step):
            runs, step = runs + 1, None
        else:
            step = found
    return runs * _RUN <= len(text)


def _step(before: str, character: str) -> str | None:
    """Say in which direction, and along what, one character follows another; None if it does not."""
    distance = ord(character) - ord(before)
    if distance in (-1, 0, 1):
        return f"alphabet {distance}"
    return _NEIGHBOURS.get(before + character)


_NEIGHBOURS = {
    pair: f"row {direction}"
    for row in _ROWS
    for direction, way in ((1, row), (-1, row[::-1]))
    for pair in map("".join, pairwise(way))
} | {"90": "alphabet 1", "09": "alphabet -1"}


@lru_cache(maxsize=1)
def _ranks() -> dict[str, int]:
    """Return each password, word and name with its place among the passwords; loaded for the first password."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # type: ignore[import-untyped,unused-ignore]

    words = {word: _FREQUENT for words in FREQUENCY_LISTS.values() for word in words}
    return words | {password: rank for rank, password in enumerate(FREQUENCY_LISTS["passwords"])}
