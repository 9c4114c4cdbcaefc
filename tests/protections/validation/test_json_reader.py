"""The strict reader: JSON that every reader reads alike, in linear time, whatever comes."""

from __future__ import annotations

import json
import math
import time
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flask_hardened.protections.validation.faults import Unreadable
from flask_hardened.protections.validation.json_reader import JsonReader
from flask_hardened.protections.validation.options import ValidationOptions

READER = JsonReader(ValidationOptions())

VALID = {
    "array_arraysWithSpaces": "[[]   ]",
    "array_empty": "[]",
    "array_empty_string": '[""]',
    "array_ending_with_newline": '["a"]\n',
    "array_heterogeneous": '[null, 1, "1", {}]',
    "array_several_null": "[1,null,null,null,2]",
    "array_with_leading_space": " [1]",
    "array_with_trailing_space": "[2] ",
    "number_0e+1": "[0e+1]",
    "number_after_space": "[ 4]",
    "number_close_to_zero": "[-0.000000000000000000000000000000000000000000000000000000000000000000000001]",
    "number_minus_zero": "[-0]",
    "number_int_with_exp": "[20e1]",
    "number_negative_int": "[-123]",
    "number_capital_exponent": "[1E22]",
    "number_fraction_exponent": "[123.456e78]",
    "number_negative_exponent": "[1e-2]",
    "object_basic": '{"asd":"sdf"}',
    "object_empty": "{}",
    "object_empty_key": '{"":0}',
    "object_escaped_null_in_value": '{"foo":"bar\\u0000"}',
    "object_same_value_other_name": '{"a":"b","c":"b"}',
    "object_names_that_differ_in_case": '{"a":1,"A":2}',
    "object_same_name_one_level_down": '{"a":{"a":1}}',
    "object_with_newlines": '{\n"a": "b"\n}',
    "string_allowed_escapes": r'["\"\\\/\b\f\n\r\t"]',
    "string_backslash_and_u": r'["\\u0061"]',
    "string_backslash_and_surrogate_like": r'["\\uD800"]',
    "string_comments": '["a/*b*/c/*d//e"]',
    "string_double_escape_n": r'["\\n"]',
    "string_accepted_surrogate_pair": r'["\uD801\udc37"]',
    "string_accepted_surrogate_pairs": r'["\ud83d\ude39\ud83d\udc8d"]',
    "string_escaped_noncharacter": r'["\uFFFF"]',
    "string_unicode_2": '["⍂㈴⍂"]',
    "string_del": '["\x7f"]',
    "string_u2028": '["\u2028"]',
    "string_brackets": '["[[[[{{{{"]',
    "structure_lonely_false": "false",
    "structure_lonely_int": "42",
    "structure_lonely_null": "null",
    "structure_lonely_string": '"asd"',
    "structure_string_empty": '""',
    "structure_whitespace_array": " [] ",
}
"""What JSONTestSuite calls ``y_``, and near misses of what is refused here."""

INVALID = {
    "array_1_true_without_comma": "[1 true]",
    "array_colon_instead_of_comma": '["": 1]',
    "array_comma_after_close": '[""],',
    "array_double_comma": "[1,,2]",
    "array_extra_close": '["x"]]',
    "array_extra_comma": '["",]',
    "array_incomplete": '["x"',
    "array_inner_not_array": "[3[4]]",
    "array_just_minus": "[-]",
    "array_missing_value": '[   , ""]',
    "array_spaces_vertical_tab": '["\x0ba"\\f]',
    "array_star_inside": "[*]",
    "array_unclosed": '[""',
    "incomplete_false": "[fals]",
    "incomplete_true": "[tru]",
    "multidigit_number_then_00": "123\x00",
    "number_++": "[++1234]",
    "number_+1": "[+1]",
    "number_-01": "[-01]",
    "number_-1.0.": "[-1.0.]",
    "number_-NaN": "[-NaN]",
    "number_.2e-3": "[.2e-3]",
    "number_0.1.2": "[0.1.2]",
    "number_0.e1": "[0.e1]",
    "number_0_capital_E+": "[0E+]",
    "number_1_000": "[1 000.0]",
    "number_1_000_underscore": "[1_000]",
    "number_2.e3": "[2.e3]",
    "number_Inf": "[Inf]",
    "number_NaN": "[NaN]",
    "number_U+FF11_fullwidth_digit_one": "[１]",
    "number_expression": "[1+2]",
    "number_hex": "[0x42]",
    "number_infinity": "[Infinity]",
    "number_minus_infinity": "[-Infinity]",
    "number_neg_int_starting_with_zero": "[-012]",
    "number_with_leading_zero": "[012]",
    "object_bad_value": '["x", truth]',
    "object_comma_instead_of_colon": '{"x", null}',
    "object_double_colon": '{"x"::"b"}',
    "object_missing_key": '{:"b"}',
    "object_missing_value": '{"a":',
    "object_no_colon": '{"a"',
    "object_non_string_key": "{1:1}",
    "object_single_quote": "{'a':0}",
    "object_trailing_comma": '{"id":0,}',
    "object_trailing_comment": '{"a":"b"}/**/',
    "object_unquoted_key": '{a: "b"}',
    "string_1_surrogate_then_escape": r'["\uD800\"]',
    "string_backslash_00": '["\\\x00"]',
    "string_escape_x": r'["\x00"]',
    "string_escaped_emoji": '["\\\U0001f300"]',
    "string_incomplete_escape": r'["\"]',
    "string_incomplete_escaped_character": r'["\u00A"]',
    "string_invalid_unicode_escape": r'["\uqqqq"]',
    "string_leading_uescaped_thinspace": r"[\u0020\"asd\"]",
    "string_single_doublequote": '"',
    "string_single_quote": "['single quote']",
    "string_unescaped_ctrl_char": '["a\x00a"]',
    "string_unescaped_newline": '["new\nline"]',
    "string_unescaped_tab": '["\t"]',
    "structure_U+2060_word_joined": "[\u2060]",
    "structure_angle_bracket": "<.>",
    "structure_array_with_extra_close": "[1]]",
    "structure_capitalized_True": "[True]",
    "structure_close_unopened_array": "1]",
    "structure_double_array": "[][]",
    "structure_end_array": "]",
    "structure_lone_open_bracket": "[",
    "structure_no_data": "",
    "structure_null_byte_outside_string": "[\x00]",
    "structure_object_with_comment": '{"a":/*comment*/"b"}',
    "structure_only_whitespace": " ",
    "structure_trailing_hash": '{"a":"b"}#',
    "structure_unclosed_array": "[1",
    "structure_unicode_identifier": "å",
    "structure_whitespace_formfeed": "[\x0c]",
    "structure_nbsp": "[\xa0]",
}
"""What JSONTestSuite calls ``n_``."""

REFUSED = {
    "byte_order_mark": (b"\xef\xbb\xbf{}", "json_bom"),
    "utf_16_le": ('{"a":1}'.encode("utf-16"), "json_encoding"),
    "utf_16_without_mark": ('{"a":1}'.encode("utf-16-le"), "json_invalid"),
    "utf_32": ('{"a":1}'.encode("utf-32-be"), "json_invalid"),
    "latin_1": '["é"]'.encode("latin-1"),
    "overlong_slash": b'["\xc0\xaf"]',
    "overlong_nul": b'["\xc0\x80"]',
    "surrogate_in_utf_8": b'["\xed\xa0\x80"]',
    "cut_off_character": b'["\xe2\x82"]',
    "beyond_unicode": b'["\xf4\xbf\xbf\xbf"]',
    "lone_high": (rb'["\uD800"]', "json_surrogate"),
    "lone_low": (rb'["\uDC00"]', "json_surrogate"),
    "lone_high_lower_case": (rb'["\ud834abc"]', "json_surrogate"),
    "low_before_high": (rb'["\uDd1e\uD834"]', "json_surrogate"),
    "two_highs_then_low": (rb'["\ud800\ud800\udc00"]', "json_surrogate"),
    "pair_then_low": (rb'["\ud800\udc00\udc00"]', "json_surrogate"),
    "high_backslash_low": (rb'["\ud800\\\udc00"]', "json_surrogate"),
    "lone_in_name": (rb'{"\ud800":1}', "json_surrogate"),
    "duplicate_key": (b'{"a":"b","a":"c"}', "json_duplicate_key"),
    "duplicate_key_and_value": (b'{"a":1,"a":1}', "json_duplicate_key"),
    "duplicate_by_escape": (rb'{"a":1,"\u0061":2}', "json_duplicate_key"),
    "duplicate_empty_key": (b'{"":1,"":2}', "json_duplicate_key"),
    "duplicate_nested": (b'{"x":[{"y":{"a":1,"b":2,"a":3}}]}', "json_duplicate_key"),
    "huge_exponent": (b"[1e400]", "json_number"),
    "huge_negative": (b"[-1e400]", "json_number"),
    "huge_positive_exponent": (b"[0.4e00669999999999999999999999999999999999999999999999]", "json_number"),
    "long_integer": (b"[" + b"1" * 101 + b"]", "json_number"),
    "very_long_integer": (b"[" + b"9" * 100_000 + b"]", "json_number"),
    "long_fraction": (b"[0." + b"1" * 100 + b"]", "json_number"),
    "empty": (b"", "json_empty"),
    "white_space": (b" \n\t", "json_empty"),
    "deep_arrays": (b"[" * 65 + b"]" * 65, "json_too_deep"),
    "deep_objects": (b'{"a":' * 65 + b"1" + b"}" * 65, "json_too_deep"),
    "deep_open": (b"[" * 100_000, "json_too_deep"),
    "deep_open_objects": (b'{"a":' * 100_000, "json_too_deep"),
    "deep_closed": (b"[" * 100_000 + b"]" * 100_000, "json_too_deep"),
    "deep_after_a_string": (b'["]]]]\\"]]",' + b"[" * 100_000, "json_too_deep"),
}  # fmt: skip


def kind_of(data: bytes, reader: JsonReader = READER) -> str | None:
    """Return why JSON is refused; None if it is not."""
    try:
        reader.read(data)
    except Unreadable as refused:
        return refused.fault.type
    return None


@pytest.mark.parametrize("text", VALID.values(), ids=VALID)
def test_valid_json_is_read_as_python_does(text: str) -> None:
    """The value is that of ``json.loads``."""
    assert json.loads(text) == READER.read(text.encode())


@pytest.mark.parametrize("text", INVALID.values(), ids=INVALID)
def test_invalid_json_is_refused(text: str) -> None:
    """Whatever the reason; nothing but the one exception comes out."""
    assert kind_of(text.encode("utf-8", "surrogatepass")) in {"json_invalid", "json_empty", "json_surrogate"}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_ambiguous_json_is_refused(case: bytes | tuple[bytes, str]) -> None:
    """What some readers take, each in its own way."""
    data, kind = (case, "json_encoding") if isinstance(case, bytes) else case
    assert kind == kind_of(data)


def test_limits_are_reached_exactly() -> None:
    """The deepest, the longest number and the most values are still read."""
    assert kind_of(b"[" * 64 + b"]" * 64) is None
    assert kind_of(b'{"a":' * 63 + b"[]" + b"}" * 63) is None
    assert 10**99 == READER.read(b"1" + b"0" * 99)
    few = JsonReader(ValidationOptions(max_json_values=5))
    assert kind_of(b"[1,2,3,4]", few) is None
    assert kind_of(b'{"a":1,"b":[2,3]}', few) is None
    assert kind_of(b'["a,b,c,d,e,f[[[[[[","\\",,,,"]', few) is None
    assert "json_too_many_values" == kind_of(b"[1,2,3,4,5]", few)
    assert "json_too_many_values" == kind_of(b'{"a":1,"b":[2,3,4]}', few)
    assert "json_too_many_values" == kind_of(b"[" + b'"a",' * 50 + b'"a"]', few)


def test_brackets_in_strings_are_no_depth() -> None:
    """A text full of links or code is as flat as any other."""
    assert kind_of(json.dumps({"text": '[a](b) {"c": [\\"d\\"]} ' * 1000}).encode()) is None
    assert kind_of(json.dumps(["[" * 1000, "\\", "{" * 1000]).encode()) is None
    wide = b"[" + b"[{}]," * 5000 + b"1]"
    assert kind_of(wide) is None


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 100_000,
        b"{" + b",".join(b'"k%d":1' % number for number in range(900_000)) + b"}",
        b'["' + b'\\"' * 2_500_000 + b'"]',
        b'["' + b'\\"[' * 1_600_000,
        b'["' + b"[" * 5_000_000 + b'"]',
        b"[" + b"[]," * 1_600_000 + b"[]]",
        b'["' + b"\\\\" * 2_500_000,
        b'["' + b"\\ud83d\\ude39" * 400_000 + b'"]',
    ],
    ids=["deep", "keys", "quotes", "unterminated", "brackets", "wide", "backslashes", "pairs"],
)
def test_hostile_sizes_take_linear_time(data: bytes) -> None:
    """5 to 10 MB, each at most a second of this thread's own time, which a quadratic step would multiply."""
    begun = time.thread_time()
    kind_of(data)
    assert time.thread_time() - begun < 1


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=("Cs",))),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=("Cs",)), max_size=5), inner)
    ),
    max_leaves=20,
)


@given(value=json_values, ascii_only=st.booleans(), indent=st.sampled_from([None, 0, 2]))
def test_what_python_writes_is_read(value: Any, ascii_only: bool, indent: int | None) -> None:
    """Every value that has one meaning comes back, however it is written."""
    assert value == READER.read(json.dumps(value, ensure_ascii=ascii_only, indent=indent).encode())


TOKENS = [
    "[", "]", "{", "}", ",", ":", " ", "\n", '"', '"a"', '"b"', '"a":', "\\", '"\\u00', "\\ud83d", "\\ude39", "\\\\",
    "0", "1", "-", ".", "5", "e", "E9", "400", "null", "true", "false", "NaN", "-Infinity", "é", "\x00", "\ufeff",
]  # fmt: skip


def oracle(data: bytes) -> Any:
    """Read as ``json.loads`` does, minus each refusal that the documentation lists, checked in another way."""

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len({key for key, _ in pairs}) == len(pairs)
        return dict(pairs)

    def finite(value: Any) -> None:
        if isinstance(value, float):
            assert math.isfinite(value)
        elif isinstance(value, str):
            value.encode()
        elif isinstance(value, list):
            for each in value:
                finite(each)
        elif isinstance(value, dict):
            for key, each in value.items():
                key.encode()
                finite(each)

    value = json.loads(data.decode("utf-8"), object_pairs_hook=members)
    finite(value)
    return value


@given(st.lists(st.sampled_from(TOKENS), max_size=25).map("".join).map(str.encode) | st.binary(max_size=30))
@example(b'["\\ud83d\\\\\\ude39"]')
@example(b'{"a":1,"a":1}')
@example(b"[1e400]")
@example(b"NaN")
def test_it_differs_from_python_in_what_is_listed_only(data: bytes) -> None:
    """Broken, hostile and plain texts are taken or refused exactly as an oracle made of ``json.loads`` says."""
    try:
        expected = oracle(data)
    except (ValueError, AssertionError):
        assert kind_of(data) is not None
    else:
        assert repr(expected) == repr(READER.read(data))
