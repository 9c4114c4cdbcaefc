"""SafeHtml: a field of a pydantic model whose HTML is sanitized as it comes in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from .functions import sanitize
from .measure import HtmlTooLargeError
from .policies import SanitizePolicy

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema


@dataclass(frozen=True)
class Sanitized:
    """``Annotated[str, Sanitized("article")]``: sanitized with a policy of one's choice; see :func:`sanitize`."""

    policy: str | SanitizePolicy | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Be pydantic's door."""
        from pydantic_core import PydanticCustomError, core_schema

        def sanitized(value: str) -> str:
            try:
                return str(sanitize(value, self.policy))
            except HtmlTooLargeError:
                raise PydanticCustomError("html_too_large", "The HTML is too long, or nested too deeply") from None

        return core_schema.no_info_after_validator_function(sanitized, handler(source))


SafeHtml = Annotated[str, Sanitized()]
"""A string that is sanitized with the app's default policy."""
