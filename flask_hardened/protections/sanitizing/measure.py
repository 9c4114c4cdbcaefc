"""What HTML may be given to an engine: not too long, not too many tags, not too deep (CWE-400, CWE-770)."""

from __future__ import annotations

import re

from werkzeug.exceptions import RequestEntityTooLarge

from ...errors import HardenedError
from .options import SanitizingOptions

_TAG = re.compile(r"<[A-Za-z!?/]")
_KEPT_TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)[^>]*>")
_VOID = frozenset({"br", "col", "hr", "img", "wbr"})


class HtmlTooLargeError(HardenedError, RequestEntityTooLarge):
    """HTML is longer, has more tags, or is nested deeper than ``SanitizingOptions`` allows; answered with 413."""

    description = "The formatted text is too long, or nested too deeply."


def check_source(html: str, options: SanitizingOptions) -> None:
    """Make sure that HTML can be read in reasonable time: open elements make every parser of HTML slow.

    :raises HtmlTooLargeError: if not.
    """
    if len(html) > options.max_length:
        raise HtmlTooLargeError
    if html.count("<") > options.max_tags and sum(1 for _ in _TAG.finditer(html)) > options.max_tags:
        raise HtmlTooLargeError


def check_depth(cleaned: str, options: SanitizingOptions) -> None:
    """Make sure that what an engine returned is not nested too deeply for browsers and for programs that read it.

    :param cleaned: well-formed: each element that is opened is closed, and ``>`` in attributes is escaped or harmless.
    :raises HtmlTooLargeError: if it is.
    """
    if cleaned.count("<") <= options.max_depth:
        return
    depth = 0
    for match in _KEPT_TAG.finditer(cleaned):
        if match[1]:
            depth -= 1
        elif match[2] not in _VOID:
            depth += 1
            if depth > options.max_depth:
                raise HtmlTooLargeError
