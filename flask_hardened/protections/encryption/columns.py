"""Columns whose content is encrypted in the database, for SQLAlchemy.

The rest of the package does not import this module: it needs SQLAlchemy.
"""

from __future__ import annotations

from typing import Any, NoReturn

from sqlalchemy import Text
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DontWrapMixin, InvalidRequestError
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import Null
from sqlalchemy.types import TypeDecorator

from ...strict_json import read_json, write_json
from .declared import declare
from .failures import EncryptionError
from .functions import read, to_bytes
from .protection import current_ring
from .ring import EncryptionRing

_WITH_NULL = (operators.eq, operators.ne, operators.is_, operators.is_not)


class ColumnEncryptionError(EncryptionError, DontWrapMixin):
    """A value cannot be encrypted. To any other error SQLAlchemy would add all values of the statement."""


class _Comparator(TypeDecorator.Comparator[Any]):
    """Refuses to compare: equal values have different ciphertexts."""

    def operate(self, op: Any, *other: Any, **kwargs: Any) -> Any:
        """Compare with NULL only."""
        if op not in _WITH_NULL or not isinstance(other[0], (Null, type(None))):
            self._refuse(op)
        return super().operate(op, *other, **kwargs)

    def reverse_operate(self, op: Any, other: Any, **kwargs: Any) -> NoReturn:
        """Refuse what stands on the other side too."""
        self._refuse(op)

    def _refuse(self, op: Any) -> NoReturn:
        raise InvalidRequestError(
            f"An encrypted column cannot be searched or sorted ({getattr(op, '__name__', op)}). Compare it with None "
            "only, or keep encryption.blind_index() of the value in a column of its own and look for that."
        )


class _Encrypted(TypeDecorator[Any]):
    """A column of encrypted texts.

    :param purpose: the name of the column, such as ``"users.phone"``. Values are bound to it: they can be read in
        columns of the same purpose only, so it has to stay when the column is renamed.
    :param ring: keys of its own; by default those of the current app.
    """

    impl = Text
    cache_ok = True
    comparator_factory = _Comparator

    def __init__(self, purpose: str, ring: EncryptionRing | None = None) -> None:
        super().__init__()
        if not purpose:
            raise ValueError("Name the column that values are bound to, such as 'users.phone'.")
        self.purpose = purpose
        self.ring = ring
        if ring is None:
            declare(purpose)

    def _ring(self) -> EncryptionRing:
        return self.ring or current_ring()


class EncryptedString(_Encrypted):
    """A column of texts that are encrypted in the database; NULL stays NULL.

    It cannot be searched or sorted. See :class:`EncryptedJSON` for other values.

    :param purpose: the name of the column, such as ``"users.phone"``: a value that is moved elsewhere cannot be read.
    :param ring: keys of its own; by default those of the current app.
    """

    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Encrypt a value on its way into the database."""
        if value is None:
            return None
        return self._ring().encrypt(self.purpose, _bytes(self.purpose, value))

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """Decrypt a value from the database.

        :raises DecryptionError: if it was changed or moved, or its key is gone.
        """
        return None if value is None else read(self._ring(), self.purpose, value)


class EncryptedJSON(_Encrypted):
    """A column of JSON values that are encrypted in the database; None is NULL.

    Changes inside a value are not noticed: assign a new one, or use ``MutableDict.as_mutable(EncryptedJSON(...))``.

    :param purpose: as for :class:`EncryptedString`.
    :param ring: likewise.
    """

    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Encrypt a value on its way into the database."""
        if value is None:
            return None
        try:
            text = write_json(value)
        except TypeError:
            raise ColumnEncryptionError(f"{self.purpose!r} takes values that JSON holds.") from None
        return self._ring().encrypt(self.purpose, text.encode("ascii"))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Decrypt a value from the database.

        :raises DecryptionError: if it was changed or moved, or its key is gone.
        """
        return None if value is None else read_json(read(self._ring(), self.purpose, value))


def _bytes(purpose: str, value: object) -> bytes:
    try:
        return to_bytes(purpose, value)
    except EncryptionError as error:
        raise ColumnEncryptionError(str(error)) from None
