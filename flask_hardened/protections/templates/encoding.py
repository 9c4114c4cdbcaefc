"""The last step: what stands between quotes, without quotes, or in an element whose text is taken as it is."""

from __future__ import annotations

from markupsafe import Markup, escape

from ...markup.references import attribute_value

_REFERENCES = {'"': "&#34;", "'": "&#39;"}
_UNQUOTED = str.maketrans(
    {
        **{character: f"&#{ord(character)};" for character in "\t\n\f\r `\"'<>"},
        "\v": "&#11;",
        "\0": "&#65533;",
    }
)
"""What ends an unquoted value, or begins one with quotes in old browsers. An ``=`` is part of it (WHATWG 13.2.5.38)."""


def as_text(value: object) -> str:
    """Return what a browser will read of a value between quotes: a text, or markup with its references decoded."""
    if type(value) is str:
        return value
    if hasattr(value, "__html__"):
        return attribute_value(str(value.__html__()))
    return str(value)


def is_markup(value: object) -> bool:
    """Tell whether a value is markup, which Jinja puts out as it is."""
    return type(value) is not str and hasattr(value, "__html__")


def encode(text: str, quote: str) -> Markup:
    """Encode a text for its place."""
    if quote == "element":
        return Markup(text)  # noqa: S704 - the caller made it safe there
    if quote == "foreign":
        return escape(text)
    return Markup(_fitted(str(escape(text)), quote))  # noqa: S704 - escaped


def keep(value: object, quote: str) -> Markup:
    """Put a value out as Jinja does, and see to it that markup does not end the attribute."""
    text = escape(value)
    if quote == "foreign":
        return escape(as_text(value))
    if quote and quote in text:
        return Markup(str(text).replace(quote, _REFERENCES[quote]))  # noqa: S704 - markup, with less in it
    if not quote:
        return Markup(_fitted(str(text), quote))  # noqa: S704 - markup, with less in it
    return text


def _fitted(text: str, quote: str) -> str:
    return text if quote else text.translate(_UNQUOTED)
