"""Checker: takes the files of one form field, and refuses what is not what it says it is."""

from __future__ import annotations

import logging
from typing import IO

from werkzeug.datastructures import FileStorage, ImmutableMultiDict

from ...exchange import Exchange
from .archives import check_archive
from .content import check_signature, check_single, check_text, kind_by_name
from .decorators import UploadMark
from .file_names import checked_name, extension_of
from .images import checked_image
from .kinds import Kind
from .options import UploadsOptions
from .received import Upload
from .refusing import UnfitUploadError, error_for

FORM = 64 * 1024
"""Bytes for the other fields of the form, and for what stands between its parts."""
logger = logging.getLogger("flask_hardened")


class Checker:
    """The checks of one ``@upload``."""

    def __init__(self, mark: UploadMark, options: UploadsOptions) -> None:
        self.field = mark.field
        self._mark = mark
        self._scan = options.scan
        self._max_size = options.max_size if mark.max_size is None else mark.max_size

    @property
    def most_bytes(self) -> int:
        """How much a form with this field may send."""
        return self._max_size * self._mark.max_files + FORM

    def take(self, exchange: Exchange, files: ImmutableMultiDict[str, FileStorage]) -> Upload | list[Upload] | None:
        """Return what the view gets.

        :raises UploadError: for the first file that is not taken.
        """
        # A form that is sent with no file chosen has an empty part.
        sent = [file for file in files.getlist(self.field) if file.filename or file.stream.read(1)]
        position = 0
        try:
            if not sent and self._mark.required:
                raise UnfitUploadError("missing", "A file is missing.")
            if len(sent) > self._mark.max_files:
                raise UnfitUploadError("too_many", f"More than {self._mark.max_files} files were sent.")
            taken = []
            for position, file in enumerate(sent):  # noqa: B007 - told in the error
                taken.append(self._checked(file))
        except UnfitUploadError as unfit:
            exchange.hardening.events.emit(
                "upload_validation",
                description="An upload failed its checks.",
                exchange=exchange,
                field=self.field,
                reason=unfit.kind,
            )
            raise error_for(self.field, position, unfit) from None
        for each in taken:
            exchange.hardening.events.emit(
                "upload_complete", description="An upload arrived.", exchange=exchange, type=each.type, size=each.size
            )
        if self._mark.max_files > 1:
            return taken
        return taken[0] if taken else None

    def _checked(self, file: FileStorage) -> Upload:
        stream: IO[bytes] = file.stream
        size = stream.seek(0, 2)
        stream.seek(0)
        if size > self._max_size:
            raise UnfitUploadError("too_large", f"A file has more than {self._max_size} bytes.")
        name = checked_name(file.filename)
        kind = kind_by_name(extension_of(name), file.mimetype or "", self._mark.kinds)
        check_signature(stream, kind)
        check_single(stream, kind)
        content = self._looked_into(stream, kind)
        self._scanned(content, kind)
        size = content.seek(0, 2)
        content.seek(0)
        return Upload(name, kind.type, size, content, kind)

    def _looked_into(self, stream: IO[bytes], kind: Kind) -> IO[bytes]:
        if kind.family == "image":
            return checked_image(stream, kind, self._mark.image)
        if kind.family == "text":
            check_text(stream)
        elif kind.family in ("zip", "document", "tar"):
            check_archive(stream, kind, self._mark.archive)
        return stream

    def _scanned(self, content: IO[bytes], kind: Kind) -> None:
        if self._scan is None:
            return
        content.seek(0)
        try:
            found = self._scan(content, kind.type)
        except Exception:
            logger.exception("The virus scanner has failed, so that an upload was refused.")
            raise UnfitUploadError("scanner_failed", "The file cannot be checked at the moment.") from None
        if found is not None:
            logger.warning("The virus scanner has found %s in an upload.", ascii(str(found)[:200]))
            raise UnfitUploadError("malware", "The file was found to be harmful.")
