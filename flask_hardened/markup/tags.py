"""What the tokenizer finds in a template: tags, their attributes, and where each stands."""

from dataclasses import dataclass, field

from jinja2 import nodes

HOLE = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for what is only known at run time, where text is kept."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Site:
    """One child of an ``Output`` node: a run of template text or an expression."""

    output: nodes.Output
    index: int
    lineno: int
    frame: int = 0
    """Which Python function of the compiled template it runs in: a local name of one does not exist in another."""
    branches: tuple[int, ...] = ()
    """The conditional bodies around it, outermost first."""


@dataclass(frozen=True, eq=False)
class Place:
    """A position in template text."""

    site: Site
    offset: int
    line: int


@dataclass(frozen=True, eq=False)
class Text:
    """Part of an attribute value: text written in the template."""

    text: str
    site: Site


@dataclass(frozen=True, eq=False)
class Hole:
    """Part of an attribute value: the output of an expression."""

    expression: nodes.Expr
    site: Site


Piece = Text | Hole


@dataclass(eq=False)
class Attribute:
    """One attribute of a tag as the template writes it."""

    name: str
    """In lower case; a part that comes from an expression is missing."""
    known: bool
    """False if part of the name comes from an expression."""
    place: Place
    values: list[tuple[Piece, ...]] = field(default_factory=list)
    """The values it can have, one for each way through the conditions inside it; empty if it has none."""
    pieces: list[Piece] = field(default_factory=list)
    """Everything between its quotes, in document order."""
    value_place: Place | None = None
    ends: list[Place] = field(default_factory=list)
    countable: bool = True
    """False if ``values`` lacks some: a loop inside, too many conditions."""
    certain: bool = True
    """False if conditions end in such a way that it may not even be open at one of its pieces."""
    written: str = ""
    """The name with :data:`HOLE` for what comes from an expression, and ``|`` between those of different branches."""
    opaque: bool = False
    """True if a block, an include or a call stands inside."""


@dataclass(eq=False)
class Tag:
    """A start or end tag as the template writes it."""

    name: str
    """In lower case; empty if it comes from an expression."""
    closing: bool
    place: Place
    """Right after the name, where an attribute can be inserted."""
    attributes: list[Attribute] = field(default_factory=list)
    ends: list[Place] = field(default_factory=list)
    """Right after its ``>``: several if it ends in branches, none where the template leaves it open."""
    content: str | None = None
    """The text of a raw element such as ``script``; None if it is not constant or not closed."""
    inherited: bool = False
    """True if a parent template wrote the tag, and only part of its attributes stand in this one."""
    _given: set[int] = field(default_factory=set, repr=False)

    def give(self, attribute: Attribute) -> None:
        """Add an attribute, unless a branch that ends in it too has added it before."""
        if id(attribute) not in self._given:
            self._given.add(id(attribute))
            self.attributes.append(attribute)

    def named(self, name: str) -> list[Attribute]:
        """Give the attributes that are called so: several if they stand in branches."""
        return [attribute for attribute in self.attributes if attribute.known and attribute.name == name]

    def always_has(self, attribute: Attribute) -> bool:
        """Tell whether no condition stands between this tag and the attribute."""
        around = attribute.place.site.branches
        return self.place.site.branches[: len(around)] == around


@dataclass(frozen=True, kw_only=True)
class Context:
    """Where in the document an expression puts its output: what an escaper needs to know."""

    state: str
    """The tokenizer's state before the expression, for example ``DATA`` or ``VALUE_DOUBLE_QUOTED``."""
    element: str
    """The raw element around it (``script``, ``title`` ...), else empty."""
    tag: str
    """The tag it stands in, else empty."""
    attribute: str
    """The attribute whose value it is part of, else empty; :data:`HOLE` stands for what comes from an expression."""
    before: tuple[str, ...] = ()
    """What the raw element, value, name or comment holds before it: several texts if conditions stand there.

    :data:`HOLE` stands for whatever is only known at run time.
    """
    foreign: bool = False
    """Whether it stands in ``svg`` or ``math``, where references count in scripts and styles too."""
