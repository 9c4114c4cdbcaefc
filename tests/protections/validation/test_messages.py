"""What an error says: never the value that was sent."""

from __future__ import annotations

import json
from datetime import timedelta
from enum import Enum
from ipaddress import IPv4Address
from typing import Annotated, Any, Literal
from uuid import UUID

import pytest
from pydantic import (
    AnyUrl,
    AwareDatetime,
    Base64Bytes,
    BaseModel,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError, PydanticKnownError
from pydantic_core._pydantic_core import list_all_errors
from typing_extensions import Self

from flask_hardened.protections.validation.messages import NOT_ACCEPTED, faults_of, message_of, sanitized

SECRET = "hunter2zz"


class Cat(BaseModel):
    kind: Literal["cat"]


class Dog(BaseModel):
    kind: Literal["dog"]


class Size(Enum):
    SMALL = "small"


class Everything(BaseModel):
    pet: Annotated[Cat | Dog, Field(discriminator="kind")] | None = None
    id: UUID | None = None
    url: AnyUrl | None = None
    when: AwareDatetime | None = None
    lasts: timedelta | None = None
    size: Size | None = None
    word: Annotated[str, StringConstraints(pattern="^[a-z]{3}$")] | None = None
    ip: IPv4Address | None = None
    code: Base64Bytes | None = None
    choice: Literal["a", "b"] | None = None
    number: int | None = None


def messages(model: Any, value: Any) -> list[str]:
    """Return what is said about a value."""
    with pytest.raises(ValidationError) as caught:
        model.model_validate(value)
    return [fault.msg for fault in faults_of("json", caught.value)]


@pytest.mark.parametrize("field", Everything.model_fields)
def test_no_type_of_pydantics_quotes_the_value(field: str) -> None:
    """Each field with a value that it does not take, also where pydantic's own message has a part of it."""
    value: Any = {"kind": SECRET} if field == "pet" else SECRET
    said = messages(Everything, {field: value})
    assert said
    assert not any(SECRET in message or "`h`" in message for message in said)


def test_no_error_of_pydantics_quotes_its_context() -> None:
    """Every kind of error that pydantic knows, with a marked context: what comes from the input is left out."""
    model_side = {
        "gt", "ge", "lt", "le", "multiple_of", "min_length", "max_length", "field_type", "pattern", "expected", "class",
        "class_name", "discriminator", "expected_tags", "expected_schemes", "max_digits", "decimal_places",
        "whole_digits", "expected_version", "tz_expected", "encoding", "function_name", "method_name", "attribute",
        "actual_length", "mode", "expected_plural",
    }  # fmt: skip
    checked = 0
    for error in list_all_errors():
        context = dict(error.get("example_context") or {})
        for name, value in context.items():
            if name not in model_side and isinstance(value, str):
                context[name] = SECRET
        try:
            raised = PydanticKnownError(error["type"], context or None)
        except (TypeError, ValueError, KeyError):
            continue  # with an exception in its context; tested below
        shown = message_of({"type": error["type"], "msg": raised.message(), "ctx": context, "input": SECRET})
        assert SECRET not in shown, error["type"]
        checked += 1
    assert checked > 60


class Own(BaseModel):
    name: str = ""
    constant: str = ""
    custom: str = ""
    checked: int = 0

    @field_validator("name")
    @classmethod
    def quotes(cls, value: str) -> str:
        raise ValueError(f"{value!r} is no name")

    @field_validator("constant")
    @classmethod
    def says(cls, value: str) -> str:
        raise ValueError("The password is too common")

    @field_validator("custom")
    @classmethod
    def custom_error(cls, value: str) -> str:
        raise PydanticCustomError("taken", "The name {name} is taken", {"name": value})

    @model_validator(mode="after")
    def whole(self) -> Self:
        assert self.checked == 0, f"checked is {self.checked}"
        return self


def test_messages_of_the_app_are_shown_unless_they_quote() -> None:
    """A constant one always, whatever was typed; a made-up one if it holds nothing of the value."""
    assert [NOT_ACCEPTED] == messages(Own, {"name": SECRET})
    assert ["The password is too common"] == messages(Own, {"constant": SECRET})
    assert ["The password is too common"] == messages(Own, {"constant": "password"})
    assert [NOT_ACCEPTED] == messages(Own, {"custom": SECRET})
    assert [NOT_ACCEPTED] == messages(Own, {"checked": 4711})


@pytest.mark.parametrize(
    ("message", "value", "shown"),
    [
        ("Passwords do not match", "secret", True),
        ("Passwords do not match", "pass", False),
        ("Take a shorter one", "a", False),
        ("Take shorter text", "a", True),
        ("It is hunter2...", "HUNTER2", False),
        ("It begins with hunter2z", "hunter2z and more", False),
        ("Not 'x' but y", {"a": ["x"]}, False),
        ("Not b'bytes'", b"bytes", False),
        ("no", None, True),
        ("", "x", False),
    ],
)
def test_what_quotes(message: str, value: Any, shown: bool) -> None:
    """Short values as words, longer ones anywhere and in part, in any case, inside of lists and names too."""
    assert (message if shown else NOT_ACCEPTED) == sanitized(message, value)


def test_large_values_do_not_take_long() -> None:
    """A message is compared with so much of the value as it could quote."""
    assert "fine" == sanitized("fine", {"a": ["x" * 5_000_000] * 3, "b": list(range(100_000))})


def test_names_of_the_client_are_shortened() -> None:
    """An unknown name is shown, but not all of a long one, and no control characters."""

    class Nothing(BaseModel, extra="forbid"):
        pass

    with pytest.raises(ValidationError) as caught:
        Nothing.model_validate_json(json.dumps({"a" * 1000: 1, "b\x1b[31m": 1}))
    locs = [fault.loc[1] for fault in faults_of("json", caught.value)]
    assert [64, "b\\x1b[31m"] == [len(str(locs[0])), locs[1]]


def test_callable_discriminators() -> None:
    """The tag is the app's here, but may be made of the value."""
    pet = Annotated[
        Annotated[Cat, Tag("cat")] | Annotated[Dog, Tag("dog")], Discriminator(lambda value: value.get("kind"))
    ]

    class Holder(BaseModel):
        pet: pet  # type: ignore[valid-type]

    assert ["Input should have one of these tags: 'cat', 'dog'"] == messages(Holder, {"pet": {"kind": SECRET}})
