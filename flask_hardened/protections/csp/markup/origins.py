"""Tells whether a URL written in a template names another origin."""

import re

_EDGES = "".join(map(chr, range(0x21)))
_REMOVED = str.maketrans("", "", "\t\n\r")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]{2}", re.IGNORECASE)


def names_another_origin(value: str) -> bool:
    r"""Tell whether the URL that begins so has a scheme or a host of its own.

    Source: WHATWG URL, 4.4: blanks and controls before it do not count, nor tabs and line breaks anywhere in it, and
    ``\`` is as good as ``/``. The app's own host, written out, counts as another: a template cannot know it.
    """
    return _ELSEWHERE.match(value.lstrip(_EDGES).translate(_REMOVED)) is not None
