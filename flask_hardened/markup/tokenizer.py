"""An HTML tokenizer that reads template text in pieces and can be copied where a template branches.

Source: WHATWG HTML, 13.2.5 "Tokenization". Of the tree construction only this much is known: which elements hold raw
text, and that a self-closing one inside ``svg`` or ``math`` holds nothing.
"""

import copy
import re
import string
from bisect import bisect_left
from functools import lru_cache

from jinja2 import nodes

from .states import AFTER_UNKNOWN, CONTENT_OF, IN_VALUE, RAW, STEPS, WHITESPACE, State
from .tags import HOLE, Attribute, Context, Hole, Piece, Place, Site, Tag, Text

_LETTERS = frozenset(string.ascii_letters)
_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_NAME_END = WHITESPACE | {"/", ">"}
_FOREIGN = ("svg", "math")
_TEXT = re.compile(r"[^<]+")
_ESCAPED = re.compile(r"[^<-]+")
_RUNS = {
    State.DATA: _TEXT,
    State.RCDATA: _TEXT,
    State.RAWTEXT: _TEXT,
    State.SCRIPT: _TEXT,
    State.SCRIPT_ESCAPED: _ESCAPED,
    State.SCRIPT_DOUBLE_ESCAPED: _ESCAPED,
    State.PLAINTEXT: re.compile(r".+", re.DOTALL),
    State.COMMENT: re.compile(r"[^-]+"),
    State.BOGUS_COMMENT: re.compile(r"[^>]+"),
    State.CDATA: re.compile(r"[^\]]+"),
    State.TAG_NAME: re.compile(r"[^\t\n\f\r />]+"),
    State.ATTRIBUTE_NAME: re.compile(r"[^\t\n\f\r />=]+"),
    State.VALUE_DOUBLE_QUOTED: re.compile(r'[^"]+'),
    State.VALUE_SINGLE_QUOTED: re.compile(r"[^']+"),
    State.VALUE_UNQUOTED: re.compile(r"[^\t\n\f\r >]+"),
}
"""Text that leaves the state as it is, taken in one go."""
_QUOTES = {'"': State.VALUE_DOUBLE_QUOTED, "'": State.VALUE_SINGLE_QUOTED}
_LINE_END = re.compile(r"\r\n|\r|\n")
_ENDS = frozenset("\"'<>")
_CDATA_OPENING = "[CDATA["
_MOST_VALUES = 16


def ascii_lower(text: str) -> str:
    """Lower-case as HTML does: the Kelvin sign does not become a ``k``."""
    return text.translate(_LOWER)


class Tokenizer:
    """The tokenizer's state at one point of a template.

    ``found`` collects every tag, in document order, and is shared by all copies.
    """

    def __init__(self, state: State = State.DATA, element: str = "") -> None:
        self.found: list[Tag] = []
        self.state = state
        self.element = element
        self.content = state
        self.buffer = ""
        self.closing = False
        self.tags: tuple[Tag, ...] = ()
        """The tags that are open here: several if branches began different ones."""
        self.owners: tuple[Tag, ...] = ()
        """The start tags of the raw element around, if this template alone decides what it holds."""
        self.raw_tags: tuple[Tag, ...] = ()
        """The start tags of the raw element around, also of a parent's."""
        self.attribute: Attribute | None = None
        self.values: tuple[tuple[Piece, ...], ...] = ()
        self.begun: tuple[str, ...] = ("",)
        """What a parent template has written of the value before the block that this one fills."""
        self.others: tuple[tuple[Context, tuple[Tag, ...]], ...] = ()
        """Where branches left off that ended elsewhere, until the next character that matters."""
        self.open_names: tuple[str, ...] = ()
        """Names in which branches ended, if an ``=`` may follow."""
        self.name_known = True
        self.name_place: Place | None = None
        self.foreign = 0
        """How many ``svg`` and ``math`` elements are open."""
        self.raw_text = ""
        self.raw_others: tuple[str, ...] = ()
        """What else the raw element may hold so far, where conditions differ."""
        self.raw_mark = 0
        self.raw_constant = False

    def fork(self) -> "Tokenizer":
        """Give a copy that goes its own way."""
        return copy.copy(self)

    def inherited(self) -> "Tokenizer":
        """Give a tokenizer for text of a child template that is rendered at this point of its parent."""
        start = self.fork()
        start.found = []
        start.owners = ()
        start.raw_constant = False
        start.name_known = False
        start.begun = self._before() if self.state in IN_VALUE else ("",)
        if self.tags:
            above = self.tags[0]
            tag = Tag(above.name, above.closing, above.place, inherited=True)
            start.found, start.tags = [tag], (tag,)
            if self.attribute is not None:
                written = self.attribute.written
                start.attribute = Attribute(
                    self.attribute.name, known=False, place=self.attribute.place, written=written
                )
                start.values = ((),)
        return start

    def anew(self) -> "Tokenizer":
        """Give a tokenizer for a body that is rendered elsewhere: as raw text or comment if it stands in one."""
        fresh = Tokenizer()
        if self.state in RAW or self.state in AFTER_UNKNOWN or self.state is State.PLAINTEXT:
            fresh = self.fork()
            fresh.unknown(None)
            fresh.owners = ()
        fresh.found = self.found
        return fresh

    def context(self) -> Context:
        """Describe this point for whoever escapes what comes next."""
        return Context(
            state=self.state.name,
            element=self.element if self.state in RAW else "",
            tag=self.tags[0].name if self.tags else "",
            attribute=self.attribute.written if self.attribute else "",
            before=self._before(),
            foreign=self.foreign > 0,
        )

    def _before(self) -> tuple[str, ...]:
        if self.state in IN_VALUE:
            texts = ["".join(p.text if isinstance(p, Text) else HOLE for p in value) for value in self.values]
            return tuple(dict.fromkeys(f"{begun}{text}" for begun in self.begun for text in texts))
        if self.state in RAW:
            return tuple(dict.fromkeys((self.raw_text, *self.raw_others)))
        if self.state is State.ATTRIBUTE_NAME:
            return (self.buffer,)
        return (self.buffer,) if self.state is State.TAG_NAME else ("",)

    # -- text written in the template

    def feed(self, text: str, site: Site) -> None:
        """Read template text."""
        if self.others and not _ENDS.isdisjoint(text):
            self.others = ()
        at = 0
        while at < len(text):
            pattern = _RUNS.get(self.state)
            run = pattern.match(text, at) if pattern is not None else None
            if run is not None:
                self._take(run.group(), site)
                at = run.end()
            elif self._step(text[at], text, at, site):
                at += 1

    def settle(self, text: str, site: Site) -> None:
        """End a tag name where something other than text follows: ``<option{% if ... %} selected``."""
        if self.state is State.TAG_NAME:
            self._name_tag(_place(text, len(text), site))
            self.state = State.BEFORE_ATTRIBUTE

    def _take(self, run: str, site: Site) -> None:
        if self.state in IN_VALUE:
            self._add(Text(run, site))
        elif self.state in RAW:
            self._add_raw(run)
        elif self.state in (State.TAG_NAME, State.ATTRIBUTE_NAME):
            self.buffer += ascii_lower(run)

    def _step(self, char: str, text: str, at: int, site: Site) -> bool:
        """Handle one character; False if it is to be read again in the new state."""
        if self.state in RAW:
            return self._raw_step(char, text, at, site)
        if (step := STEPS.get(self.state)) is not None:
            self.state = step.on.get(char, step.otherwise)
            return char in step.on or not step.again
        return self._tag_step(char, text, at, site)

    def _raw_step(self, char: str, text: str, at: int, site: Site) -> bool:
        before = self.state
        consumed = self._raw_move(char, text, at, site)
        if consumed and self.state in RAW:
            if self.state is State.RAW_LESS_THAN:
                self.raw_mark = len(self.raw_text)
                self.content = State.SCRIPT_ESCAPED if before.name.startswith("SCRIPT_ESCAPED") else before
            self._add_raw(char)
        return consumed

    def _add_raw(self, text: str) -> None:
        self.raw_text += text
        if self.raw_others:
            self.raw_others = tuple(other + text for other in self.raw_others)

    def _raw_move(self, char: str, text: str, at: int, site: Site) -> bool:
        state = self.state
        if (step := STEPS.get(state)) is not None:
            self.state = step.on.get(char, step.otherwise)
            if self.state is State.SCRIPT_DOUBLE_ESCAPE_END:
                self.buffer = ""
            return char in step.on or not step.again
        letter = char in _LETTERS
        if state is State.RAW_LESS_THAN:
            self.buffer = ""
            if char == "/":
                self.state = State.RAW_END_TAG_OPEN
            elif char == "!" and self.content is State.SCRIPT:
                self.state = State.SCRIPT_ESCAPE_START
            else:
                self.state = self.content
                if letter and self.content is State.SCRIPT_ESCAPED:
                    self.state = State.SCRIPT_DOUBLE_ESCAPE_START
                return False
            return True
        if letter:
            self.buffer += ascii_lower(char)
            if state is State.RAW_END_TAG_OPEN:
                self.state = State.RAW_END_TAG_NAME
            return True
        if state in (State.SCRIPT_DOUBLE_ESCAPE_START, State.SCRIPT_DOUBLE_ESCAPE_END):
            start = state is State.SCRIPT_DOUBLE_ESCAPE_START
            ended = char in _NAME_END
            doubled = (self.buffer == "script") is start if ended else not start
            self.state = State.SCRIPT_DOUBLE_ESCAPED if doubled else State.SCRIPT_ESCAPED
            return ended
        if state is State.RAW_END_TAG_NAME and self.buffer == self.element and char in _NAME_END:
            self._end_raw(_place(text, at, site))
            self.state = State.BEFORE_ATTRIBUTE
            return False
        self.state = self.content
        return False

    def _end_raw(self, place: Place) -> None:
        for owner in self.owners:
            owner.content = self.raw_text[: self.raw_mark] if self.raw_constant else None
        self.owners = self.raw_tags = ()
        self.closing = True
        self.buffer = self.element
        self._name_tag(place)

    def _tag_step(self, char: str, text: str, at: int, site: Site) -> bool:
        state = self.state
        if state is State.TAG_OPEN and char in "!/?":
            self.buffer = ""
            self.state = {"!": State.MARKUP_DECLARATION, "/": State.END_TAG_OPEN, "?": State.BOGUS_COMMENT}[char]
            return True
        if state in (State.TAG_OPEN, State.END_TAG_OPEN):
            self.closing = state is State.END_TAG_OPEN
            self.buffer = ""
            if char in _LETTERS:
                self.state = State.TAG_NAME
                return False
            self.state = State.BOGUS_COMMENT if self.closing and char != ">" else State.DATA
            return self.closing
        if state is State.MARKUP_DECLARATION:
            return self._declaration_step(char)
        if state is State.TAG_NAME:
            self._name_tag(_place(text, at, site))
            self.state = State.BEFORE_ATTRIBUTE
            return False
        return self._attribute_step(char, text, at, site)

    def _declaration_step(self, char: str) -> bool:
        self.buffer += char
        if self.buffer == "--":
            self.state = State.COMMENT_START
        elif self.foreign and self.buffer == _CDATA_OPENING:
            self.state = State.CDATA
        elif self.buffer != "-" and not (self.foreign and _CDATA_OPENING.startswith(self.buffer)):
            self.state = State.BOGUS_COMMENT
            return False
        return True

    def _attribute_step(self, char: str, text: str, at: int, site: Site) -> bool:
        state = self.state
        if state is State.SELF_CLOSING:
            self.state = State.BEFORE_ATTRIBUTE
            if char == ">":
                self._close_tag(_place(text, at + 1, site), self_closing=True)
                return True
            return False
        if state in IN_VALUE:
            self.end_value(_place(text, at, site))
            self.state = State.BEFORE_ATTRIBUTE if state is State.VALUE_UNQUOTED else State.AFTER_VALUE
            return char in _QUOTES
        if state is State.BEFORE_VALUE:
            return self._begin_value(char, text, at, site)
        if state is State.AFTER_VALUE:
            self.state = State.BEFORE_ATTRIBUTE
            return False
        if state is State.ATTRIBUTE_NAME:
            if char == "=" and not self.buffer and self.name_known:
                self.buffer = "="
                return True
            self._name_attribute()
            self.state = State.AFTER_ATTRIBUTE_NAME
            return False
        # Before or after an attribute's name.
        if char in WHITESPACE:
            return True
        if char == "=" and state is State.AFTER_ATTRIBUTE_NAME:
            if self.attribute is None:
                written = "|".join(self.open_names)
                self.attribute = Attribute("", known=False, place=_place(text, at, site), written=written)
            self.state = State.BEFORE_VALUE
            return True
        self.end_attribute()
        if char == "/":
            self.state = State.SELF_CLOSING
        elif char == ">":
            self._close_tag(_place(text, at + 1, site), self_closing=False)
        else:
            self.state = State.ATTRIBUTE_NAME
            self.buffer, self.name_known, self.name_place = "", True, _place(text, at, site)
            return False
        return True

    def _begin_value(self, char: str, text: str, at: int, site: Site) -> bool:
        if char in WHITESPACE:
            return True
        if char == ">":
            self.end_attribute()
            self._close_tag(_place(text, at + 1, site), self_closing=False)
            return True
        quoted = char in _QUOTES
        self.state = _QUOTES.get(char, State.VALUE_UNQUOTED)
        self._open_value(_place(text, at, site))
        return quoted

    # -- what is only known at run time

    def expression(self, hole: Hole) -> None:
        """Pass an expression's output, of which nothing is known."""
        if self.state is State.BEFORE_VALUE:
            self.state = State.VALUE_UNQUOTED
            self._open_value(Place(hole.site, 0, hole.site.lineno))
        if self.state in IN_VALUE:
            self._add(hole)
        else:
            self.unknown(hole.site)

    def overridable(self, start: "Tokenizer | None" = None) -> None:
        """Pass the end of a block that a child template may fill with something else; `start` is where it began."""
        if self.state in IN_VALUE:
            assert self.attribute is not None
            self.attribute.opaque = True
            if start is not None and start.attribute is self.attribute and start.state is self.state:
                hole = Hole(nodes.ContextReference(), self.attribute.place.site)
                self.values += tuple((*value, hole) for value in start.values)
                self.limit_values()
        elif self.state in RAW:
            self.raw_constant = False
        elif self.tags:
            self.unknown(None)

    def unknown(self, site: Site | None) -> None:
        """Pass output of which nothing is known, not even an expression: an include, a call."""
        if self.state is State.BEFORE_VALUE:
            self.state = State.VALUE_UNQUOTED
            self._open_value(self.tags[0].place)
        if self.state in IN_VALUE:
            assert self.attribute is not None
            self.attribute.opaque = True
            self._add(Hole(nodes.ContextReference(), self.attribute.place.site))
        elif self.state in RAW:
            self._unknown_in_raw(site)
        elif self.state in (State.TAG_OPEN, State.END_TAG_OPEN, State.TAG_NAME):
            if site is not None:
                self.closing = self.state is State.END_TAG_OPEN or (self.closing and self.state is State.TAG_NAME)
                self.buffer = self.buffer if self.state is State.TAG_NAME else ""
                self._name_tag(Place(site, 0, site.lineno))
                self._unknown_name(site)
        elif self.tags:
            if self.state is not State.ATTRIBUTE_NAME:
                self.end_attribute()
                self.buffer = ""
            self._unknown_name(site)
        else:
            self.state = AFTER_UNKNOWN.get(self.state, self.state)

    def _unknown_in_raw(self, site: Site | None) -> None:
        self.raw_constant = False
        self._add_raw(HOLE)
        if self.state is State.RAW_END_TAG_NAME and self.buffer == self.element and site is not None:
            self._end_raw(Place(site, 0, site.lineno))
            self._unknown_name(site)
        elif self.state.name.startswith("RAW_"):
            self.state = self.content
        else:
            self.state = AFTER_UNKNOWN.get(self.state, self.state)

    def _unknown_name(self, site: Site | None) -> None:
        self.name_known = False
        if self.state is not State.ATTRIBUTE_NAME or self.name_place is None:
            self.name_place = Place(site, 0, site.lineno) if site else self.tags[0].place
        self.state = State.ATTRIBUTE_NAME
        self.buffer += HOLE

    # -- tags and attributes

    def _name_tag(self, place: Place) -> None:
        tag = Tag(self.buffer, self.closing, place)
        self.found.append(tag)
        self.tags = (tag,)
        self.attribute = None
        self.buffer = ""

    def _name_attribute(self) -> None:
        assert self.name_place is not None
        name = self.buffer.replace(HOLE, "")
        self.attribute = Attribute(name, self.name_known, self.name_place, written=self.buffer)
        self.buffer = ""

    def _open_value(self, place: Place) -> None:
        assert self.attribute is not None
        self.attribute.value_place = place
        self.values = ((),)

    def _add(self, piece: Piece) -> None:
        assert self.attribute is not None
        self.values = tuple((*value, piece) for value in self.values)
        self.attribute.pieces.append(piece)

    def end_value(self, place: Place | None) -> None:
        """Complete the value being read; without a place it ends where nothing can be inserted."""
        assert self.attribute is not None
        if place is None:
            self.attribute.certain = False
        else:
            self.attribute.ends.append(place)
        self.limit_values()
        self.attribute.values.extend(self.values)
        self.end_attribute()

    def limit_values(self) -> None:
        """Stop counting values where conditions multiply them."""
        if self.attribute is not None and len(self.values) + len(self.attribute.values) > _MOST_VALUES:
            self.attribute.countable = False
            self.values = self.values[:1]

    def end_attribute(self) -> None:
        """Give the attribute being read to the tags that are open."""
        if self.state is State.ATTRIBUTE_NAME:
            self._name_attribute()
        if self.attribute is not None:
            for tag in self.tags:
                tag.give(self.attribute)
        self.attribute = None
        self.values = ()
        self.begun = ("",)

    def _close_tag(self, place: Place, *, self_closing: bool) -> None:
        tags, self.tags = self.tags, ()
        for tag in tags:
            tag.ends.append(place)
        name, closing = (tags[0].name, tags[0].closing) if tags else ("", False)
        foreign_void = self.foreign > 0 and self_closing
        self.state = State.DATA
        self.element = ""
        if closing:
            self.foreign = max(0, self.foreign - (name in _FOREIGN))
        elif name in _FOREIGN and not self_closing:
            self.foreign += 1
        elif name in CONTENT_OF and not foreign_void:
            self.state = self.content = CONTENT_OF[name]
            self.element = name
            self.owners = self.raw_tags = tags
            self.raw_text, self.raw_others, self.raw_mark, self.raw_constant = "", (), 0, True


def _place(text: str, offset: int, site: Site) -> Place:
    return Place(site, offset, site.lineno + bisect_left(_line_ends(text), offset))


@lru_cache(maxsize=8)
def _line_ends(text: str) -> tuple[int, ...]:
    """Return where each line of a text ends; counted once, since a text may have many thousand places."""
    return tuple(found.start() for found in _LINE_END.finditer(text))
