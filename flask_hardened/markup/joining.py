"""What is known after a condition whose branches ended at different points of an HTML document.

The rule, for branches in source order:

1. Branches that end alike: that state. Inside one attribute value, the values of both are kept.
2. Branches that all end inside a tag but outside quotes: between two attributes of *all* the tags they are in.
3. Anything else: the first branch's state. ``{% if x %}<pre class="{% endif %}`` is usually closed again under the same
   condition, and then the first branch is right all along.
"""

from collections.abc import Sequence

from .states import BETWEEN_ATTRIBUTES, IN_VALUE, RAW, State
from .tokenizer import Tokenizer

_MOST_TEXTS = 7


def join(ends: Sequence[Tokenizer]) -> Tokenizer:
    """Continue after the branches that ended so. ``ends`` is not empty; the first is changed and returned."""
    first = ends[0]
    for other in ends[1:]:
        _merge(first, other)
    return first


def _merge(first: Tokenizer, other: Tokenizer) -> None:
    same_value = first.state in IN_VALUE and first.state is other.state and first.attribute is other.attribute
    if same_value:
        first.values += tuple(value for value in other.values if value not in first.values)
        first.limit_values()
    elif first.state in BETWEEN_ATTRIBUTES and other.state in BETWEEN_ATTRIBUTES:
        _merge_in_tag(first, other)
    else:
        if first.attribute is not other.attribute or first.state is not other.state:
            elsewhere = (other.context(), other.tags or other.raw_tags)
            first.others = (*first.others, elsewhere, *other.others)[:_MOST_TEXTS]
            _doubt(first)
            _doubt(other)
        if first.state in RAW and (first.raw_text, first.element) != (other.raw_text, other.element):
            first.raw_constant = False
            if other.state in RAW and other.element == first.element:
                others = (*first.raw_others, other.raw_text, *other.raw_others)
                first.raw_others = tuple(text for text in dict.fromkeys(others) if text != first.raw_text)[:_MOST_TEXTS]
        first.raw_constant = first.raw_constant and other.raw_constant
        if first.state is other.state:
            first.owners += tuple(tag for tag in other.owners if tag not in first.owners)
            first.raw_tags += tuple(tag for tag in other.raw_tags if tag not in first.raw_tags)
            _share_tags(first, other)


def _merge_in_tag(first: Tokenizer, other: Tokenizer) -> None:
    unchanged = first.state is other.state and (first.attribute, first.buffer) == (other.attribute, other.buffer)
    if not unchanged:
        first.open_names = tuple(dict.fromkeys((*_open_names(first), *_open_names(other))))
        for tokenizer in (first, other):
            if tokenizer.state is State.VALUE_UNQUOTED:
                tokenizer.end_value(None)
            tokenizer.end_attribute()
        first.state = State.AFTER_ATTRIBUTE_NAME
        first.buffer = ""
    _share_tags(first, other)


def _open_names(tokenizer: Tokenizer) -> tuple[str, ...]:
    """Give the names of attributes that an ``=`` would still give a value."""
    if tokenizer.state is State.ATTRIBUTE_NAME:
        return (tokenizer.buffer,)
    if tokenizer.state is not State.AFTER_ATTRIBUTE_NAME:
        return ()
    return tokenizer.open_names if tokenizer.attribute is None else (tokenizer.attribute.written,)


def _share_tags(first: Tokenizer, other: Tokenizer) -> None:
    first.tags += tuple(tag for tag in other.tags if tag not in first.tags)


def _doubt(tokenizer: Tokenizer) -> None:
    """Keep what was read of a value, but no longer trust that it is the value that continues."""
    if tokenizer.attribute is not None:
        tokenizer.attribute.certain = False
        tokenizer.attribute.countable = False
        for tag in tokenizer.tags:
            tag.give(tokenizer.attribute)
