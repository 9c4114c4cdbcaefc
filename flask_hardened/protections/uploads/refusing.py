"""Why an upload is refused, and the errors that are raised for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from werkzeug.exceptions import (
    HTTPException,
    RequestEntityTooLarge,
    ServiceUnavailable,
    UnprocessableEntity,
    UnsupportedMediaType,
)


class UnfitUploadError(Exception):
    """One file is not what the route takes; between the checks and the door.

    :param kind: one word for programs, such as ``type_mismatch``.
    :param message: one sentence for people, without anything of the file.
    """

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message


class UploadError(HTTPException):
    """An upload was refused. Register an error handler for it to answer in your own words."""

    def __init__(self, field: str, position: int, kind: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        """The name of the form field."""
        self.kind = kind
        """One word: ``missing``, ``too_many``, ``too_large``, ``type_not_allowed``, ``type_mismatch``, ``name``,
        ``polyglot``, ``image``, ``archive``, ``malware`` or ``scanner_failed``."""
        self.position = position

    @property
    def problem_members(self) -> Mapping[str, Any]:
        """What the problem document says beside the sentence, in the form of validation errors."""
        return {"errors": [{"loc": ["files", self.field, self.position], "type": self.kind, "msg": self.description}]}


class UnprocessableUploadError(UploadError, UnprocessableEntity):
    """A file is missing, or is not what it should be: 422."""


class UnsupportedUploadError(UploadError, UnsupportedMediaType):
    """A file is of a type that the route does not take, or not of the type it pretends: 415."""


class UploadTooLargeError(UploadError, RequestEntityTooLarge):
    """A file is larger than the route takes: 413."""


class UploadUncheckedError(UploadError, ServiceUnavailable):
    """The virus scanner does not answer, so that nothing is let through: 503."""


class UploadStoreUnavailable(ServiceUnavailable):
    """Files cannot be stored or read at the moment: the disk is full, or the bucket does not answer. 503."""

    description = "Files cannot be stored or read at the moment. Please try again later."


_ERRORS: dict[str, type[UploadError]] = {
    "too_large": UploadTooLargeError,
    "type_not_allowed": UnsupportedUploadError,
    "type_mismatch": UnsupportedUploadError,
    "scanner_failed": UploadUncheckedError,
}


def error_for(field: str, position: int, unfit: UnfitUploadError) -> UploadError:
    """Return the error to raise for a file that is not taken."""
    return _ERRORS.get(unfit.kind, UnprocessableUploadError)(field, position, unfit.kind, unfit.message)
