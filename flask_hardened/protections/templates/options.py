"""Options of the templates room."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from ...errors import Problem
from ...options import Options, options

Mode = Literal["off", "warn", "enforce"]

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*", re.ASCII)
_SCRIPTS = frozenset({"javascript", "vbscript"})


@options
class TemplatesOptions(Options):
    """Autoescaping of every template, and escaping of each value for the place in the page where it is put.

    Sources: OWASP Cross Site Scripting Prevention Cheat Sheet; Go's ``html/template``.
    """

    mode: Mode = "enforce"
    """What happens where escaping for HTML is not enough: in addresses, scripts, styles, names, unquoted attributes.

    ``enforce`` escapes for the place, or refuses the value. ``warn`` leaves the page as it is, and logs each line of a
    template once when ``enforce`` would have changed a value there. ``off`` does neither. Templates are autoescaped in
    every mode.
    """
    unescaped: Sequence[str] = ("*mail/*.txt", "*mails/*.txt", "*.txt.mail", "*mail.txt")
    """Names of templates that are not autoescaped, because what they put out is no HTML; ``*`` stands for any text.

    The default is text mail in folders such as ``email/`` or ``mails/``. Every other template is escaped whatever its
    name ends in, because a view that returns it sends it as HTML.
    """
    url_schemes: Sequence[str] | None = None
    """The schemes that a value in an address may have; by default all but those that run code.

    Refused by default are ``javascript``, ``vbscript``, and ``data`` except for images, sound, video and fonts where
    only such are shown. Addresses without a scheme are never refused.
    """

    def faults(self) -> Iterator[Problem]:
        """Yield schemes that are none, or that run scripts, and patterns that switch escaping off altogether."""
        for scheme in self.url_schemes or ():
            if not _SCHEME.fullmatch(scheme):
                yield self.problem("url_schemes", f"{scheme!r} is no scheme.", 'Write it as "https", in lower case.')
            elif scheme in _SCRIPTS:
                yield self.problem("url_schemes", f"{scheme!r} runs scripts.", "Remove it.")
        for pattern in self.unescaped:
            if not pattern.strip("*?"):
                yield self.problem(
                    "unescaped", f"{pattern!r} would switch autoescaping off.", "Name the templates that are no HTML."
                )
