"""Walks a template's syntax tree in document order, carrying the HTML tokenizer's state along.

- ``if``: each branch starts from the state before it; ``joining`` says what is known after it. A loop is a condition
  whose body may run, and ``else`` its other branch.
- ``block``, ``with``, ``autoescape`` and filter blocks are read where they stand. Since a block can be overridden, its
  content in the middle of a tag or value is also treated as unknown. In a template that extends another, each
  top-level block starts afresh.
- Macros, call blocks and ``{% set x %}`` bodies are rendered elsewhere: they start as ordinary content, or as raw text
  if they stand inside a raw element or a comment.
- The body of a filter that changes markup into text (``forceescape``, ``tojson`` ...) is unknown output, and so is an
  included template, which is walked on its own. ``escape`` is no such filter: where autoescaping is on, the body of a
  filter block is markup, which it leaves alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from jinja2 import nodes

from .joining import join
from .states import IN_VALUE
from .tags import Context, Hole, Site, Tag
from .tokenizer import Tokenizer

_TEXT_FILTERS = frozenset({"forceescape", "striptags", "tojson", "urlencode", "urlize"})


@dataclass(frozen=True, eq=False)
class Expression:
    """An expression that puts something out, and the context it does that in."""

    node: nodes.Expr
    site: Site
    context: Context
    tags: tuple[Tag, ...] = ()
    """The tags it stands in, or those that opened the raw element around it."""
    others: tuple[tuple[Context, tuple[Tag, ...]], ...] = ()
    """Where it stands after conditions whose branches end at different places, but for the first."""
    escaped: bool = True
    """False inside ``{% autoescape false %}``."""


@dataclass
class Survey:
    """All that was found in one template, in document order."""

    template: nodes.Template
    name: str | None = None
    """The template's name; None if it is from a string, or not known."""
    tags: list[Tag] = field(default_factory=list)
    expressions: list[Expression] = field(default_factory=list)
    homes: dict[int, tuple[nodes.Node, str]] = field(default_factory=dict)
    """By the ``id`` of an ``Output`` node: the node and the field whose list it stands in."""
    inclusions: list[tuple[nodes.Include, Context]] = field(default_factory=list)
    """Where other templates are included."""
    blocks: dict[str, Tokenizer] = field(default_factory=dict)
    """The state at the beginning of each block."""


@dataclass(frozen=True)
class _Where:
    frame: int = 0
    branches: tuple[int, ...] = ()


def survey(template: nodes.Template, block_starts: Mapping[str, Tokenizer] | None = None) -> Survey:
    """Walk a template. ``block_starts`` tells, for a child template, where its parent puts each block."""
    walker = _Walker(template, block_starts or {})
    tokenizer = Tokenizer()
    tokenizer.found = walker.survey.tags
    walker.body(template, "body", tokenizer, _Where())
    return walker.survey


class _Walker:
    def __init__(self, template: nodes.Template, block_starts: Mapping[str, Tokenizer]) -> None:
        self.survey = Survey(template)
        self._block_starts = block_starts
        self._extends = any(isinstance(node, nodes.Extends) for node in template.body)
        self._numbers = 0
        self._unescaped = False
        self._visitors: dict[type[nodes.Node], Callable[..., Tokenizer]] = {
            nodes.Output: self._output,
            nodes.If: self._if,
            nodes.For: self._for,
            nodes.Block: self._block,
            nodes.Macro: self._elsewhere,
            nodes.AssignBlock: self._elsewhere,
            nodes.CallBlock: self._call_block,
            nodes.FilterBlock: self._filter_block,
            nodes.Include: self._include,
            nodes.With: self._in_place,
            nodes.Scope: self._in_place,
            nodes.OverlayScope: self._in_place,
            nodes.ScopedEvalContextModifier: self._autoescape,
        }

    def body(self, parent: nodes.Node, name: str, tokenizer: Tokenizer, where: _Where) -> Tokenizer:
        """Walk one list of statements; the tokenizer given may be changed, the one returned is where it ends."""
        for node in getattr(parent, name) or ():
            if isinstance(node, nodes.Output):
                self.survey.homes[id(node)] = (parent, name)
            visitor = self._visitors.get(type(node))
            if visitor is not None:
                tokenizer = visitor(node, tokenizer, where)
        return tokenizer

    def _inside(self, where: _Where, *, new_frame: bool = False) -> _Where:
        self._numbers += 1
        branches = (*where.branches, self._numbers)
        return replace(where, branches=branches, frame=self._numbers if new_frame else where.frame)

    def _output(self, node: nodes.Output, tokenizer: Tokenizer, where: _Where) -> Tokenizer:
        for index, child in enumerate(node.nodes):
            site = Site(
                output=node, index=index, lineno=child.lineno or node.lineno, frame=where.frame, branches=where.branches
            )
            if isinstance(child, nodes.TemplateData):
                tokenizer.feed(child.data, site)
                if index == len(node.nodes) - 1:
                    tokenizer.settle(child.data, site)
            else:
                tags = tokenizer.tags or tokenizer.raw_tags
                escaped = not self._unescaped
                self.survey.expressions.append(
                    Expression(child, site, tokenizer.context(), tags, tokenizer.others, escaped)
                )
                tokenizer.expression(Hole(child, site))
        return tokenizer

    def _if(self, node: nodes.If, tokenizer: Tokenizer, where: _Where) -> Tokenizer:
        ends = [self.body(branch, "body", tokenizer.fork(), self._inside(where)) for branch in (node, *node.elif_)]
        ends.append(self.body(node, "else_", tokenizer.fork(), self._inside(where)))
        return join(ends)

    def _for(self, node: nodes.For, tokenizer: Tokenizer, where: _Where) -> Tokenizer:
        end = self.body(node, "body", tokenizer.fork(), self._inside(where, new_frame=node.recursive))
        if tokenizer.state in IN_VALUE and end.attribute is tokenizer.attribute and end.values != tokenizer.values:
            assert end.attribute is not None
            end.attribute.countable = False
        otherwise = self.body(node, "else_", tokenizer.fork(), self._inside(where, new_frame=node.recursive))
        return join([end, otherwise])

    def _block(self, node: nodes.Block, tokenizer: Tokenizer, where: _Where) -> Tokenizer:
        inside = self._inside(where, new_frame=True)
        unescaped, self._unescaped = self._unescaped, False  # Jinja renders a block with the template's own setting
        end = self._block_body(node, tokenizer, where, inside)
        self._unescaped = unescaped
        return end

    def _block_body(self, node: nodes.Block, tokenizer: Tokenizer, where: _Where, inside: _Where) -> Tokenizer:
        if self._extends and not where.branches:
            parent = self._block_starts.get(node.name)
            start = Tokenizer() if parent is None else parent.inherited()
            self.survey.tags.extend(start.found)
            start.found = self.survey.tags
            self.survey.blocks[node.name] = start.fork()
            self.body(node, "body", start, inside)
            return tokenizer
        self.survey.blocks[node.name] = tokenizer.fork()
        start = tokenizer.fork()
        end = self.body(node, "body", tokenizer, inside)
        end.overridable(start)
        return end

    def _elsewhere(self, node: nodes.Macro | nodes.AssignBlock, tokenizer: Tokenizer, where: _Where) -> Tokenizer:
        changes = isinstance(node, nodes.AssignBlock) and _becomes_text(node.filter)
        if not changes:
            new_frame = isinstance(node, nodes.Macro)
            self.body(node, "body", tokenizer.anew(), self._inside(where, new_frame=new_frame))
        return tokenizer

    def _call_block(self, node: nodes.CallBlock, tokenizer: Tokenizer, where: _Where) -> Tokenizer:
        self.body(node, "body", tokenizer.anew(), self._inside(where, new_frame=True))
        tokenizer.unknown(None)
        return tokenizer

    def _filter_block(self, node: nodes.FilterBlock, tokenizer: Tokenizer, where: _Where) -> Tokenizer:
        if _becomes_text(node.filter):
            tokenizer.unknown(None)
            return tokenizer
        end = self.body(node, "body", tokenizer, self._inside(where))
        end.overridable()
        return end

    def _include(self, node: nodes.Include, tokenizer: Tokenizer, where: _Where) -> Tokenizer:
        self.survey.inclusions.append((node, tokenizer.context()))
        tokenizer.unknown(None)
        return tokenizer

    def _autoescape(self, node: nodes.ScopedEvalContextModifier, tokenizer: Tokenizer, where: _Where) -> Tokenizer:
        before = self._unescaped
        switches = [option.value for option in node.options if option.key == "autoescape"]
        self._unescaped = any(isinstance(switch, nodes.Const) and not switch.value for switch in switches)
        end = self.body(node, "body", tokenizer, where)
        self._unescaped = before
        return end

    def _in_place(self, node: nodes.Node, tokenizer: Tokenizer, where: _Where) -> Tokenizer:
        return self.body(node, "body", tokenizer, where)


def _becomes_text(filters: nodes.Node | None) -> bool:
    while isinstance(filters, nodes.Filter):
        if filters.name in _TEXT_FILTERS:
            return True
        filters = filters.node
    return False
