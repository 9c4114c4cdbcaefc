"""What a request holds: its body, its query string and its form, as they were sent."""

from __future__ import annotations

from urllib.parse import parse_qsl

from flask import Request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from .faults import Fault, Unreadable
from .json_reader import unreadable
from .media_types import expect_form

_LONGEST_LENGTH = 18


def body_of(request: Request, limit: int) -> bytes:
    """Return the body.

    :raises RequestEntityTooLarge: if it is longer than `limit` bytes; then no more than these are read.
    """
    length = request.environ.get("CONTENT_LENGTH")
    if not length:
        allowed = request.max_content_length
        if allowed is None or allowed > limit:
            request.max_content_length = limit + 1  # Werkzeug cuts there without a word; one byte more tells
    elif not length.isdecimal() or len(length) > _LONGEST_LENGTH or int(length) > limit:
        raise RequestEntityTooLarge
    data = request.get_data()
    if len(data) > limit:
        raise RequestEntityTooLarge
    if not data:
        raise unreadable("json_empty")
    return data


def query_of(request: Request, most: int) -> MultiDict[str, str]:
    """Return the fields of the query string.

    :raises Unreadable: if it is not UTF-8, or has too many fields.
    """
    raw: str = request.environ.get("QUERY_STRING", "")
    try:
        text = raw if raw.isascii() else raw.encode("latin-1").decode("utf-8")
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=most)
    except UnicodeError:
        raise Unreadable(Fault(("query",), "query_encoding", "The query string is not UTF-8")) from None
    except ValueError:
        raise Unreadable(Fault(("query",), "too_many_fields", "There are too many fields")) from None
    return MultiDict(pairs)


def form_of(request: Request, most: int) -> MultiDict[str, str]:
    """Return the fields of a form.

    :raises Unreadable: if there are too many, or one without a name.
    :raises werkzeug.exceptions.HTTPException: 415 if it is no form, 413 if it is too large.
    """
    expect_form(request)
    form = request.form
    if None in form or None in request.files:  # a part of a multipart body without a name
        raise Unreadable(Fault(("form",), "form_invalid", "A field has no name"))
    if sum(map(len, form.listvalues())) > most:
        raise Unreadable(Fault(("form",), "too_many_fields", "There are too many fields"))
    return form
