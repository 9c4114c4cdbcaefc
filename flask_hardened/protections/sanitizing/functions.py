"""What apps call: sanitize and linkify, and their filters."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flask import current_app
from markupsafe import Markup

from ...hardening import EXTENSION
from .engines import clean_with, import_bleach, rel_of
from .measure import HtmlTooLargeError, check_depth, check_source
from .options import SanitizingOptions
from .policies import SanitizePolicy

_DEFAULTS = SanitizingOptions()
_UNTOUCHED = ["a", "code", "pre", "kbd", "samp", "var"]


def sanitize(html: str, policy: str | SanitizePolicy | None = None) -> Markup:
    """Reduce HTML from users to what a policy keeps.

    The result may stand as text in a page, not in an attribute or a script. Call it when HTML is shown, or when it is
    stored; a policy that becomes stricter later holds for what is stored only in the first case.

    :param policy: ``text``, ``comment`` (default), ``article``, a name of ``SanitizingOptions.policies``, or a policy.
    :raises HtmlTooLargeError: 413, if it is longer or nested deeper than ``SanitizingOptions`` allows.
    :raises LookupError: if there is no such policy.
    """
    options = _options()
    chosen = options.policy_named(policy)
    check_source(html, options)
    cleaned = clean_with("nh3", chosen)(html)
    check_depth(cleaned, options)
    if options.engine == "bleach":
        cleaned = clean_with("bleach", chosen)(cleaned)
    return Markup(cleaned)  # noqa: S704 - this is the place that makes it safe


def linkify(html: str, policy: str | SanitizePolicy | None = None) -> Markup:
    """Sanitize HTML, and make links of the web addresses in its text; needs bleach.

    What bleach returns is sanitized again, so that its parser does not have to be trusted.

    :param policy: as of :func:`sanitize`; it has to keep ``<a href>``.
    :raises HtmlTooLargeError: as :func:`sanitize` does.
    :raises RuntimeError: if bleach is not installed.
    """
    options = _options()
    chosen = options.policy_named(policy)
    cleaned = sanitize(html, chosen)
    linked = _linker(chosen).linkify(cleaned)
    again = clean_with("nh3", chosen)(linked)
    check_depth(again, options)
    return Markup(again)  # noqa: S704 - sanitized


def sanitize_filter(html: object, policy: str | SanitizePolicy | None = None) -> Markup:
    """Be ``|sanitize``: as :func:`sanitize`, but what is too large to be read as HTML is shown as plain text.

    A page about something stored should not fail because of it.
    """
    return _shown(sanitize, html, policy)


def linkify_filter(html: object, policy: str | SanitizePolicy | None = None) -> Markup:
    """Be ``|linkify``."""
    return _shown(linkify, html, policy)


def _shown(function: Any, html: object, policy: str | SanitizePolicy | None) -> Markup:
    if html is None:
        return Markup("")
    text = str(html)
    try:
        result: Markup = function(text, policy)
    except HtmlTooLargeError:
        return Markup.escape(text)
    return result


@lru_cache(64)
def _linker(policy: SanitizePolicy) -> Any:
    bleach = import_bleach()
    return bleach.Linker(callbacks=[rel_of(policy)], skip_tags=_UNTOUCHED, parse_email=False)


def _options() -> SanitizingOptions:
    hardening = current_app.extensions.get(EXTENSION) if current_app else None
    options = None if hardening is None else hardening.policy.sanitizing
    return _DEFAULTS if options is None else options
