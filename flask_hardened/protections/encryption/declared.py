"""Which columns of this process are encrypted with the keys of an app; the audit wants to know whether any is."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask

_purposes: set[str] = set()


def declare(purpose: str) -> None:
    """Note that a column is encrypted."""
    _purposes.add(purpose)


def declared(app: Flask) -> tuple[str, ...]:
    """Return the purposes of the encrypted columns of an app, sorted.

    Of an app that keeps its models with Flask-SQLAlchemy they are those of its tables; else all of the process.
    """
    extension = app.extensions.get("sqlalchemy")
    metadatas = getattr(extension, "metadatas", None)
    if not isinstance(metadatas, Mapping):
        return tuple(sorted(_purposes))
    columns = (
        column for metadata in metadatas.values() for table in metadata.tables.values() for column in table.columns
    )
    purposes = {getattr(column.type, "purpose", None) for column in columns}
    return tuple(sorted(purpose for purpose in purposes if purpose in _purposes))
