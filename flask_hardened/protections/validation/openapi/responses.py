"""What a validated route may answer, besides what its view answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

PROBLEM = "HardenedProblem"
INVALID = "HardenedInvalidInput"

_PROBLEM_FIELDS: dict[str, Any] = {
    "type": {"type": "string"},
    "title": {"type": "string"},
    "status": {"type": "integer"},
    "detail": {"type": "string"},
    "error": {"type": "string"},
    "reference": {"type": "string", "description": "The id of the request, which is also in the log."},
}
COMPONENTS: dict[str, Any] = {
    PROBLEM: {"type": "object", "required": ["title", "status"], "properties": _PROBLEM_FIELDS},
    INVALID: {
        "type": "object",
        "required": ["title", "status", "errors"],
        "properties": {
            **_PROBLEM_FIELDS,
            "errors": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["loc", "type", "msg"],
                    "properties": {
                        "loc": {"type": "array", "items": {"type": ["string", "integer"]}},
                        "type": {"type": "string"},
                        "msg": {"type": "string"},
                    },
                },
            },
        },
    },
}
"""Problem details (RFC 9457), and those with a list of errors."""

_PHRASES = {
    400: ("The input cannot be read.", INVALID),
    401: ("Nobody is signed in.", PROBLEM),
    403: ("The user may not do this.", PROBLEM),
    413: ("The body is too large.", PROBLEM),
    415: ("The body has another content type.", PROBLEM),
    422: ("The input is not valid.", INVALID),
}


def responses(*, sources: Iterable[str], secured: bool) -> dict[str, Any]:
    """Return the responses of a route.

    :param sources: what is validated.
    :param secured: whether somebody has to be signed in.
    """
    named = set(sources)
    codes = {422}
    if not named.isdisjoint({"json", "form", "query"}):
        codes.add(400)
    if not named.isdisjoint({"json", "form"}):
        codes |= {413, 415}
    if secured:
        codes |= {401, 403}
    return {"200": {"description": "What the view answers."}, **{str(code): _problem(code) for code in sorted(codes)}}


def _problem(code: int) -> dict[str, Any]:
    description, schema = _PHRASES[code]
    reference = {"$ref": f"#/components/schemas/{schema}"}
    return {"description": description, "content": {"application/problem+json": {"schema": reference}}}
