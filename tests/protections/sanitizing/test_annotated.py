"""SafeHtml in models."""

from __future__ import annotations

from typing import Annotated

import pytest
from pydantic import BaseModel, Field, ValidationError

from flask_hardened.protections.sanitizing.annotated import SafeHtml, Sanitized


class Comment(BaseModel):
    """What a user sends."""

    body: SafeHtml
    article: Annotated[str, Field(max_length=10), Sanitized("article")] = ""


def test_html_is_sanitized_as_it_comes_in():
    """By the default policy, or by the one that is named."""
    comment = Comment(body="<b onclick=x>a</b><h1>b</h1>", article="<h1>c</h1>")
    assert ("<b>a</b>b", "<h1>c</h1>") == (comment.body, comment.article)


def test_what_is_too_large_is_an_error_of_the_field():
    """No exception of another kind, and not the text."""
    with pytest.raises(ValidationError) as raised:
        Comment(body="<b>" * 10_001)
    assert ["html_too_large"] == [error["type"] for error in raised.value.errors()]


def test_other_constraints_hold():
    """It can stand beside the constraints of pydantic."""
    with pytest.raises(ValidationError):
        Comment(body="x", article="<h1>ccccccc</h1>")
