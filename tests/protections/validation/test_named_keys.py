"""Names that no client may choose: operators of databases, and what holds NUL, unless the model itself has them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field

from flask_hardened.protections.validation.expectation import Expectation
from flask_hardened.protections.validation.json_reader import JsonReader
from flask_hardened.protections.validation.model import Model
from flask_hardened.protections.validation.named_keys import NamedKeys, is_suspicious
from flask_hardened.protections.validation.options import ValidationOptions


class Inner(BaseModel):
    ref: str = Field("", alias="$ref")
    free: dict[str, Any] = {}


class Node(BaseModel):
    children: list[Node] = []
    free: dict[str, Any] = {}


class Document(BaseModel):
    anything: Any = None
    free: dict[str, Any] = {}
    lists: dict[str, list[Inner]] = {}
    inner: Inner | None = None
    pair: tuple[int, Inner] | None = None
    either: Node | Inner | None = None
    text: str = ""


def found(data: bytes, model: Any = Document, *, allow_nul: bool = False) -> list[tuple[str, str]]:
    """Return where and what is refused in JSON."""
    schema = Model("json", Expectation(models={"json": model})).schema()
    value = JsonReader(ValidationOptions()).read(data)
    faults = list(NamedKeys(schema, allow_nul=allow_nul).faults(value, ("json",)))
    assert is_suspicious(data) or not faults, "nobody would have looked"
    return [(".".join(map(str, fault.loc)), fault.type) for fault in faults]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'{"anything":{"$gt":""}}', "json.anything.$gt"),
        (b'{"anything":[[{"$gt":""}]]}', "json.anything.0.0.$gt"),
        (b'{"free":{"$where":"1"}}', "json.free.$where"),
        (b'{"free":{"a":{"b":[{"$ne":null}]}}}', "json.free.a.b.0.$ne"),
        (b'{"free":{"$ref":"x"}}', "json.free.$ref"),
        (b'{"inner":{"free":{"$ref":"x"}}}', "json.inner.free.$ref"),
        (b'{"inner":{"$where":"x"}}', "json.inner.$where"),
        (b'{"$ref":"x"}', "json.$ref"),
        (b'{"free":{"\\u0024where":"1"}}', "json.free.$where"),
        (b'{"either":{"children":[{"children":[{"free":{"$a":1}}]}]}}', "json.either.children.0.children.0.free.$a"),
    ],
)
def test_operators_are_found_where_no_model_names_them(data: bytes, expected: str) -> None:
    """In free dictionaries, lists and values of any type, at every depth, however the name is spelled."""
    assert [(expected, "operator_key")] == found(data)


@pytest.mark.parametrize(
    "data",
    [
        b'{"inner":{"$ref":"x"}}',
        b'{"lists":{"a":[{"$ref":"x"}]}}',
        b'{"pair":[1,{"$ref":"x"}]}',
        b'{"either":{"$ref":"x"}}',
        b'{"text":"$gt","free":{"price$":"$5","a.$b":1}}',
        b'{"free":{"a":"$where"}}',
        b'{"text":"\\\\u0000"}',
    ],
)
def test_names_of_the_model_and_values_are_not(data: bytes) -> None:
    """An alias where it belongs; a dollar sign in a value, or inside of a name."""
    assert [] == found(data)


def test_nul() -> None:
    """In names always; in text unless it is allowed."""
    assert [("json.free.a\\x00", "nul_key")] == found(b'{"free":{"a\\u0000":1}}')
    assert [("json.free.a\\x00", "nul_key")] == found(b'{"free":{"a\\u0000":1}}', allow_nul=True)
    assert [("json.text", "nul_character")] == found(b'{"text":"a\\u0000b"}')
    assert [("json.free.x.0", "nul_character")] == found(b'{"free":{"x":["\\u0000"]}}')
    assert [] == found(b'{"text":"a\\u0000b"}', allow_nul=True)


def test_models_that_take_any_field() -> None:
    """An open model does not name operators either; one that is no object names nothing."""

    class Open(BaseModel):
        model_config = ConfigDict(extra="allow")

    assert [("json.$where", "operator_key")] == found(b'{"$where":1}', Open)
    assert [("json.0.$where", "operator_key")] == found(b'[{"$where":1}]', list[Any])
    assert [("json.$where", "operator_key")] == found(b'{"$where":1}', dict[str, int])


keys = st.sampled_from(["$a", "a$", "\0", "a", "$", "é$", "\u2028$"]) | st.text(max_size=3)
values = st.recursive(
    st.none() | keys, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3), max_leaves=6
)


@given(value=values, ascii_only=st.booleans(), indent=st.sampled_from([None, 1]))
def test_nothing_hostile_goes_by_unsuspected(value: Any, ascii_only: bool, indent: int | None) -> None:
    """What the quick look passes over has nothing that the walk would find, however it is written."""
    data = json.dumps(value, ensure_ascii=ascii_only, indent=indent).encode("utf-8", "surrogatepass")
    if not is_suspicious(data):
        assert [] == list(NamedKeys({}, allow_nul=False).faults(value, ("json",)))


@given(st.sampled_from("$\0"), st.text(max_size=2))
def test_every_spelling_is_suspected(first: str, rest: str) -> None:
    """Escaped in either case of letters, or as it is."""
    escaped = "".join(f"\\u{ord(character):04X}" for character in first)
    for spelled in {escaped, escaped.lower(), json.dumps(first)[1:-1]}:
        assert is_suspicious(f'{{"{spelled}{json.dumps(rest)[1:-1]}":1}}'.encode())
