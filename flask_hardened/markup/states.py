"""The states of the HTML tokenizer, and the transitions that need no memory.

Source: WHATWG HTML, 13.2.5 "Tokenization". States that differ only in parse errors are left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

WHITESPACE = frozenset("\t\n\f\r ")


class State(Enum):
    """Where in an HTML document a character stands."""

    DATA = auto()
    RCDATA = auto()
    RAWTEXT = auto()
    SCRIPT = auto()
    SCRIPT_ESCAPED = auto()
    PLAINTEXT = auto()
    TAG_OPEN = auto()
    END_TAG_OPEN = auto()
    TAG_NAME = auto()
    BEFORE_ATTRIBUTE = auto()
    ATTRIBUTE_NAME = auto()
    AFTER_ATTRIBUTE_NAME = auto()
    BEFORE_VALUE = auto()
    VALUE_DOUBLE_QUOTED = auto()
    VALUE_SINGLE_QUOTED = auto()
    VALUE_UNQUOTED = auto()
    AFTER_VALUE = auto()
    SELF_CLOSING = auto()
    MARKUP_DECLARATION = auto()
    BOGUS_COMMENT = auto()
    COMMENT_START = auto()
    COMMENT_START_DASH = auto()
    COMMENT = auto()
    COMMENT_END_DASH = auto()
    COMMENT_END = auto()
    COMMENT_END_BANG = auto()
    CDATA = auto()
    CDATA_BRACKET = auto()
    CDATA_END = auto()
    RAW_LESS_THAN = auto()
    RAW_END_TAG_OPEN = auto()
    RAW_END_TAG_NAME = auto()
    SCRIPT_ESCAPE_START = auto()
    SCRIPT_ESCAPE_START_DASH = auto()
    SCRIPT_ESCAPED_DASH = auto()
    SCRIPT_ESCAPED_DASH_DASH = auto()
    SCRIPT_DOUBLE_ESCAPE_START = auto()
    SCRIPT_DOUBLE_ESCAPED = auto()
    SCRIPT_DOUBLE_ESCAPED_DASH = auto()
    SCRIPT_DOUBLE_ESCAPED_DASH_DASH = auto()
    SCRIPT_DOUBLE_ESCAPED_LESS_THAN = auto()
    SCRIPT_DOUBLE_ESCAPE_END = auto()

    # Members are compared by identity; hashing their names, as Enum does, takes a tenth of the time of a walk.
    __hash__ = object.__hash__


IN_VALUE = frozenset({State.VALUE_DOUBLE_QUOTED, State.VALUE_SINGLE_QUOTED, State.VALUE_UNQUOTED})

BETWEEN_ATTRIBUTES = frozenset(
    {
        State.BEFORE_ATTRIBUTE,
        State.ATTRIBUTE_NAME,
        State.AFTER_ATTRIBUTE_NAME,
        State.VALUE_UNQUOTED,
        State.AFTER_VALUE,
        State.SELF_CLOSING,
    }
)
"""Inside a tag, where the next blank, slash or ``>`` means the same whatever came before."""

RAW = frozenset({State.RCDATA, State.RAWTEXT}) | {state for state in State if state.name.startswith(("RAW_", "SCRIPT"))}
"""Inside an element whose content is text."""

CONTENT_OF = {
    **dict.fromkeys(("title", "textarea"), State.RCDATA),
    **dict.fromkeys(("style", "xmp", "iframe", "noembed", "noframes"), State.RAWTEXT),
    "script": State.SCRIPT,
    "plaintext": State.PLAINTEXT,
}
"""What follows the start tag of an element, where that is not ordinary content."""


@dataclass(frozen=True)
class Step:
    """One row of the table: where a character leads, and whether any other character is read again there."""

    on: Mapping[str, State]
    otherwise: State
    again: bool = True


_S = State
STEPS: Mapping[State, Step] = {
    _S.DATA: Step({"<": _S.TAG_OPEN}, _S.DATA, again=False),
    _S.PLAINTEXT: Step({}, _S.PLAINTEXT, again=False),
    _S.BOGUS_COMMENT: Step({">": _S.DATA}, _S.BOGUS_COMMENT, again=False),
    _S.COMMENT_START: Step({"-": _S.COMMENT_START_DASH, ">": _S.DATA}, _S.COMMENT),
    _S.COMMENT_START_DASH: Step({"-": _S.COMMENT_END, ">": _S.DATA}, _S.COMMENT),
    _S.COMMENT: Step({"-": _S.COMMENT_END_DASH}, _S.COMMENT, again=False),
    _S.COMMENT_END_DASH: Step({"-": _S.COMMENT_END}, _S.COMMENT),
    _S.COMMENT_END: Step({">": _S.DATA, "!": _S.COMMENT_END_BANG, "-": _S.COMMENT_END}, _S.COMMENT),
    _S.COMMENT_END_BANG: Step({"-": _S.COMMENT_END_DASH, ">": _S.DATA}, _S.COMMENT),
    _S.CDATA: Step({"]": _S.CDATA_BRACKET}, _S.CDATA, again=False),
    _S.CDATA_BRACKET: Step({"]": _S.CDATA_END}, _S.CDATA),
    _S.CDATA_END: Step({"]": _S.CDATA_END, ">": _S.DATA}, _S.CDATA),
    _S.RCDATA: Step({"<": _S.RAW_LESS_THAN}, _S.RCDATA, again=False),
    _S.RAWTEXT: Step({"<": _S.RAW_LESS_THAN}, _S.RAWTEXT, again=False),
    _S.SCRIPT: Step({"<": _S.RAW_LESS_THAN}, _S.SCRIPT, again=False),
    _S.SCRIPT_ESCAPE_START: Step({"-": _S.SCRIPT_ESCAPE_START_DASH}, _S.SCRIPT),
    _S.SCRIPT_ESCAPE_START_DASH: Step({"-": _S.SCRIPT_ESCAPED_DASH_DASH}, _S.SCRIPT),
    _S.SCRIPT_ESCAPED: Step({"-": _S.SCRIPT_ESCAPED_DASH, "<": _S.RAW_LESS_THAN}, _S.SCRIPT_ESCAPED, again=False),
    _S.SCRIPT_ESCAPED_DASH: Step({"-": _S.SCRIPT_ESCAPED_DASH_DASH, "<": _S.RAW_LESS_THAN}, _S.SCRIPT_ESCAPED),
    _S.SCRIPT_ESCAPED_DASH_DASH: Step(
        {"-": _S.SCRIPT_ESCAPED_DASH_DASH, "<": _S.RAW_LESS_THAN, ">": _S.SCRIPT}, _S.SCRIPT_ESCAPED
    ),
    _S.SCRIPT_DOUBLE_ESCAPED: Step(
        {"-": _S.SCRIPT_DOUBLE_ESCAPED_DASH, "<": _S.SCRIPT_DOUBLE_ESCAPED_LESS_THAN},
        _S.SCRIPT_DOUBLE_ESCAPED,
        again=False,
    ),
    _S.SCRIPT_DOUBLE_ESCAPED_DASH: Step(
        {"-": _S.SCRIPT_DOUBLE_ESCAPED_DASH_DASH, "<": _S.SCRIPT_DOUBLE_ESCAPED_LESS_THAN}, _S.SCRIPT_DOUBLE_ESCAPED
    ),
    _S.SCRIPT_DOUBLE_ESCAPED_DASH_DASH: Step(
        {
            "-": _S.SCRIPT_DOUBLE_ESCAPED_DASH_DASH,
            "<": _S.SCRIPT_DOUBLE_ESCAPED_LESS_THAN,
            ">": _S.SCRIPT,
        },
        _S.SCRIPT_DOUBLE_ESCAPED,
    ),
    _S.SCRIPT_DOUBLE_ESCAPED_LESS_THAN: Step({"/": _S.SCRIPT_DOUBLE_ESCAPE_END}, _S.SCRIPT_DOUBLE_ESCAPED),
}

AFTER_UNKNOWN: Mapping[State, State] = {
    **{state: State.COMMENT for state in State if state.name.startswith("COMMENT")},
    **{state: State.CDATA for state in State if state.name.startswith("CDATA")},
    State.MARKUP_DECLARATION: State.BOGUS_COMMENT,
    State.SCRIPT_ESCAPE_START: State.SCRIPT,
    State.SCRIPT_ESCAPE_START_DASH: State.SCRIPT,
    State.SCRIPT_ESCAPED_DASH: State.SCRIPT_ESCAPED,
    State.SCRIPT_ESCAPED_DASH_DASH: State.SCRIPT_ESCAPED,
    State.SCRIPT_DOUBLE_ESCAPE_START: State.SCRIPT_ESCAPED,
    State.SCRIPT_DOUBLE_ESCAPED_DASH: State.SCRIPT_DOUBLE_ESCAPED,
    State.SCRIPT_DOUBLE_ESCAPED_DASH_DASH: State.SCRIPT_DOUBLE_ESCAPED,
    State.SCRIPT_DOUBLE_ESCAPED_LESS_THAN: State.SCRIPT_DOUBLE_ESCAPED,
    State.SCRIPT_DOUBLE_ESCAPE_END: State.SCRIPT_DOUBLE_ESCAPED,
}
"""Where text that is only known at run time leads, outside tags; a state that is missing stays."""
