"""@upload: the files that a view takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Blueprint

from ...errors import ConfigurationError, Problem
from ...marks import mark
from .kinds import Kind, kinds_named
from .limits import ArchiveLimits, ImageLimits

T = TypeVar("T", bound="Callable[..., Any] | Blueprint")


@dataclass(frozen=True, kw_only=True)
class UploadMark:
    """What one ``@upload`` says."""

    field: str
    kinds: tuple[Kind, ...]
    max_size: int | None
    max_files: int
    image: ImageLimits
    archive: ArchiveLimits
    required: bool


def upload(
    field: str = "file",
    *,
    types: Sequence[str],
    max_size: int | None = None,
    max_files: int = 1,
    image: ImageLimits | None = None,
    archive: ArchiveLimits | None = None,
    required: bool = True,
) -> Callable[[T], T]:
    """Take files in a form field of a view, a view class or a blueprint, and refuse what is not what it says it is.

    Name, declared type and content have to agree. The view gets an :class:`Upload` in a keyword argument with the name
    of the field, None if there is none; a list of them where `max_files` is more than 1.

    :param field: the name of the form field, which is also the name of the argument.
    :param types: media types, such as ``image/png``; ``image/*`` for all images that can be checked.
    :param max_size: bytes of one file. Default ``UploadsOptions.max_size``, 5 MiB. Larger is 413.
    :param max_files: how many there may be. Default 1.
    :param image: limits for images. Default :class:`ImageLimits`, which writes them anew.
    :param archive: limits for archives and documents. Default :class:`ArchiveLimits`.
    :param required: whether a form without a file is refused. Default yes.
    :raises ConfigurationError: for a type that cannot be checked, a limit below 1, or a name no argument can have.

    Source: OWASP File Upload Cheat Sheet; ASVS 5 chapter 5; CWE-434.
    """
    problems = [] if field.isidentifier() else [
        Problem("@upload", f"{field!r} cannot be the name of an argument.", "Rename the field in the form.")
    ]  # fmt: skip
    for name, number in (("max_size", max_size), ("max_files", max_files)):
        if number is not None and number < 1:
            problems.append(Problem(f"@upload {name}", f"{number} lets nothing through.", "Give a number above 0."))
    if problems:
        raise ConfigurationError(problems)
    value = UploadMark(
        field=field,
        kinds=kinds_named(types),
        max_size=max_size,
        max_files=max_files,
        image=image or ImageLimits(),
        archive=archive or ArchiveLimits(),
        required=required,
    )
    return mark("uploads", value)
