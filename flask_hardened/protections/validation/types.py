"""Familiar checks as annotated types, for the fields of any model: ``email: Email``, ``name: Trimmed[1, 80]``.

pydantic is loaded only where a model with one of them is made.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from ...errors import ConfigurationError, Problem
from ...urls import WEB, destination

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

LONGEST_EMAIL = 254
"""Characters (RFC 5321 section 4.5.3.1, erratum 1690)."""
LONGEST_URL = 2048
LONGEST_SLUG = 100

_ALPHANUMERIC = re.compile(r"[A-Za-z0-9]+", re.ASCII)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_WEB_URL = re.compile(r"https?://[^/\\][^\\\x00-\x20\x7f-\x9f]*", re.IGNORECASE)
"""Where browsers' readers of URLs and all others agree on where the host stands."""
_REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that change the order in which others are shown (CVE-2021-42574)."""


@dataclass(frozen=True)
class TextRule:
    """A rule for text, which pydantic calls with each value.

    :param rule: returns the text to keep, or raises ValueError with a message that does not quote it.
    :param kind: the type of the error.
    :param longest: characters; None is no limit.
    :param schema: members of its JSON schema.
    :param needs: called when a model is made with it; raises if a package is missing.
    """

    rule: Callable[[str], str]
    kind: str
    longest: int | None = None
    schema: tuple[tuple[str, Any], ...] = ()
    needs: Callable[[], None] | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Be pydantic's door."""
        from pydantic_core import PydanticCustomError, core_schema

        if self.needs is not None:
            self.needs()
        rule, kind = self.rule, self.kind

        def judged(value: str) -> str:
            try:
                return rule(value)
            except ValueError as error:
                raise PydanticCustomError(kind, str(error)) from None

        inner = core_schema.str_schema(max_length=self.longest) if self.longest is not None else handler(source)
        return core_schema.no_info_after_validator_function(judged, inner)

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: Any) -> dict[str, Any]:
        """Be pydantic's door for JSON schemas."""
        return {**handler(core), **dict(self.schema)}


def _need_email_validator() -> None:
    if find_spec("email_validator") is None:
        fix = 'Install it: pip install "flask-hardened[email]"'
        raise ConfigurationError([Problem("Email", "the package email-validator is missing.", fix)])


def _email(text: str) -> str:
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError:
        raise ValueError("Input should be a valid email address") from None


def _alphanumeric(text: str) -> str:
    if not _ALPHANUMERIC.fullmatch(text):
        raise ValueError("Input should have ASCII letters and digits only")
    return text


def _slug(text: str) -> str:
    if not _SLUG.fullmatch(text):
        raise ValueError("Input should be lower-case letters, digits and single hyphens")
    return text


def _safe_url(text: str) -> str:
    found = destination(text)
    if found is None or found.scheme not in WEB or not _WEB_URL.fullmatch(text):
        raise ValueError("Input should be a http or https URL")
    if found.userinfo:
        raise ValueError("Input should be a URL without a user name")
    return text


def _plain(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for character in text:
        if character in _REORDERING or (unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t"):
            raise ValueError("Input should have no control characters")
    return text


Email: TypeAlias = Annotated[
    str, TextRule(_email, "email", LONGEST_EMAIL, (("format", "email"),), _need_email_validator)
]
"""An email address, normalized; whether it exists is not asked. Needs the extra ``email``."""
Alphanumeric: TypeAlias = Annotated[
    str, TextRule(_alphanumeric, "alphanumeric", schema=(("pattern", "^[A-Za-z0-9]+$"),))
]
"""ASCII letters and digits, at least one."""
Slug: TypeAlias = Annotated[str, TextRule(_slug, "slug", LONGEST_SLUG, (("pattern", "^[a-z0-9]+(?:-[a-z0-9]+)*$"),))]
"""Lower-case words with hyphens between them, at most 100 characters."""
SafeUrl: TypeAlias = Annotated[str, TextRule(_safe_url, "safe_url", LONGEST_URL, (("format", "uri"),))]
"""An absolute ``http`` or ``https`` URL as browsers read it (WHATWG), without a user name; at most 2048 characters."""
PlainText: TypeAlias = Annotated[str, TextRule(_plain, "plain_text")]
"""Text without control characters other than tab and line break, and without those that reorder text on the screen.

It may hold ``<`` and ``&``: templates escape on output.
"""


@dataclass(frozen=True)
class Trimmed:
    """Text without outer white space, of a length that counts after that.

    ``name: Trimmed[1, 80]``, or ``name: Annotated[str, Trimmed(1, 80)]`` where a type checker reads it.

    :param shortest: characters, default 1.
    :param longest: characters; None is no limit.
    """

    shortest: int = 1
    longest: int | None = None

    def __class_getitem__(cls, limits: tuple[int, int] | int) -> Any:
        shortest, longest = limits if isinstance(limits, tuple) else (limits, None)
        return Annotated[str, cls(shortest, longest)]

    def __post_init__(self) -> None:
        if self.shortest < 0 or (self.longest is not None and self.longest < self.shortest):
            raise ValueError(f"Trimmed[{self.shortest}, {self.longest}] takes nothing: give [shortest, longest].")

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Be pydantic's door."""
        from pydantic_core import core_schema

        return core_schema.str_schema(strip_whitespace=True, min_length=self.shortest, max_length=self.longest)
