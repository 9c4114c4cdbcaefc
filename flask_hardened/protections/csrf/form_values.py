"""The values of a form's attributes as they are rendered, and whether a form may be given the token."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from ...markup.origins import names_another_origin
from ...markup.references import attribute_value
from .origins import origin_of_url, own_origin

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

NOTHING = Markup("")
_EDGES = "".join(map(chr, range(0x21)))
_REMOVED = str.maketrans("", "", "\t\n\r")


class FormValue:
    """Follows one attribute value as it is rendered.

    ``value[before:expression:"value"]`` notes an expression's output and the template's text before it, and hands the
    expression on; ``value[text::"text"]`` notes text alone, ``value[text::"end"]`` the last of it.
    """

    __slots__ = ("_parts",)

    def __init__(self) -> None:
        self._parts: list[str] | None = None

    def __getitem__(self, part: slice) -> object:
        if self._parts is None:
            self._parts = []
        self._parts.append(part.start)
        if part.step == "value":
            self._parts.append(str(part.stop))
            return part.stop
        return NOTHING

    @property
    def source(self) -> str | None:
        """The text between the quotes, or None when the attribute was not rendered."""
        return None if self._parts is None else "".join(self._parts)


Rendered = FormValue | str


def is_post(methods: Sequence[Rendered]) -> bool:
    """Tell whether a form posts: the first ``method`` that was rendered decides."""
    rendered = (source for source in map(_source, methods) if source is not None)
    return attribute_value(next(rendered, "")).lower() == "post"


def lead_here(addresses: Sequence[Rendered], environ: WSGIEnvironment) -> bool:
    """Tell whether every address that was rendered is on the origin that the request was sent to.

    Whether autoescaping was on is not known, so each address is read both ways: as text and as HTML.
    """
    for source in map(_source, addresses):
        if source is None:
            continue
        for address in {source, attribute_value(source)}:
            if not _leads_here(address, environ):
                return False
    return True


def _source(value: Rendered) -> str | None:
    return value if isinstance(value, str) else value.source


def _leads_here(address: str, environ: WSGIEnvironment) -> bool:
    plain = address.strip(_EDGES).translate(_REMOVED)
    if not names_another_origin(plain):
        return True
    if plain.startswith("//"):
        plain = f"{environ['wsgi.url_scheme']}:{plain}"
    origin = origin_of_url(plain)
    return origin is not None and origin == own_origin(environ)
