"""Takes an expression apart, as far as one function shows: its constants, and what else goes into it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager

from ..source.facts import Function
from .bindings import UNKNOWN, Binding, bindings_in, called, dotted
from .formats import doubles_quotes, holds_text, is_literal, is_number, is_number_field, takes_numbers_only
from .guards import guarded_names, judges
from .ingredients import Composition, Ingredient
from .kinds import DEEP, Kinds
from .request_data import NUMBERS
from .surroundings import Surroundings
from .vocabulary import CONSTANT_NAME, NUMERIC, OF_DICTS, OF_TEXTS, OF_THE_CLASS, QUOTING, SAME_ITEMS

LONG = 4000
"""Expressions that are read before the rest is taken as unknown."""


class Reading(Kinds):
    """Takes one expression apart."""

    def __init__(self, surroundings: Surroundings, function: Function | None) -> None:
        super().__init__(surroundings, function)
        self._texts: list[str] = []
        self._ingredients: list[Ingredient] = []
        self._head: str | None = None
        self._composed = False
        self._seen: set[tuple[int, str]] = set()
        self._depth = 0
        self._steps = 0

    def composition(self, node: ast.expr) -> Composition:
        self._read(node)
        return Composition(
            text="".join(self._texts).replace(UNKNOWN, " "),
            head=(self._head or "").rpartition("\n")[2],
            ingredients=tuple(self._ingredients),
            built=self._composed and bool(self._ingredients),
        )

    def _read(self, node: ast.expr) -> None:
        self._steps += 1
        if self._depth > DEEP or self._steps > LONG:
            self._leaf(node)
            return
        before = len(self._texts)
        self._depth += 1
        try:
            reader = getattr(self, f"_read_{type(node).__name__}", self._leaf)
            reader(node)
        finally:
            self._depth -= 1
        if before == len(self._texts):
            self._texts.append(UNKNOWN)

    def _read_all(self, nodes: list[ast.expr]) -> None:
        for node in nodes:
            self._read(node)

    def _read_Constant(self, node: ast.Constant) -> None:  # noqa: N802 - named after the node
        if isinstance(node.value, str):
            self._texts.append(node.value)
        elif isinstance(node.value, bytes):
            self._texts.append(node.value.decode("latin-1"))

    def _read_JoinedStr(self, node: ast.JoinedStr) -> None:  # noqa: N802
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                self._composed = True
                if is_number_field(part.format_spec):
                    self._texts.append(UNKNOWN)
                else:
                    self._read(part.value)
            else:
                self._read(part)

    def _read_BinOp(self, node: ast.BinOp) -> None:  # noqa: N802
        if isinstance(node.op, ast.Add):
            self._composed = True
            self._read(node.left)
            self._read(node.right)
        elif isinstance(node.op, ast.Mod):
            self._composed = True
            template = node.left.value if isinstance(node.left, ast.Constant) else None
            if isinstance(template, str):
                head, mark, tail = template.partition("%")
                self._texts.append(head)
                if not takes_numbers_only(template):
                    self._read(node.right)
                self._texts.append(mark + tail)
            else:
                self._read(node.left)
                self._read(node.right)
        elif isinstance(node.op, ast.Mult):
            text = next((side for side in (node.left, node.right) if is_literal(side)), None)
            if text is not None:
                self._read(text)
        elif isinstance(node.op, ast.Div):  # Path / name; of numbers it is none of our business
            self._composed = True
            self._read(node.left)
            self._read(node.right)
        elif isinstance(node.op, ast.BitOr | ast.BitAnd):
            self._read(node.left)
            self._read(node.right)

    def _read_Tuple(self, node: ast.Tuple | ast.List | ast.Set) -> None:  # noqa: N802
        self._read_all(node.elts)

    _read_List = _read_Set = _read_Tuple  # noqa: N815

    def _read_Dict(self, node: ast.Dict) -> None:  # noqa: N802
        self._read_all([key for key in node.keys if key is not None])
        self._read_all(node.values)

    def _read_IfExp(self, node: ast.IfExp) -> None:  # noqa: N802
        self._read(node.body)
        self._read(node.orelse)

    def _read_BoolOp(self, node: ast.BoolOp) -> None:  # noqa: N802
        self._read_all(node.values if isinstance(node.op, ast.Or) else node.values[-1:])

    def _read_Compare(self, node: ast.expr) -> None:  # noqa: N802
        """Nothing: a truth value."""

    def _read_UnaryOp(self, node: ast.UnaryOp) -> None:  # noqa: N802
        """Nothing: a number or a truth value."""

    def _read_Await(self, node: ast.Await | ast.Starred | ast.NamedExpr) -> None:  # noqa: N802
        self._read(node.value)

    _read_Starred = _read_NamedExpr = _read_Await  # noqa: N815

    def _read_Subscript(self, node: ast.Subscript) -> None:  # noqa: N802
        if dotted(node) in self._guards() or self._of_constants(node.value):
            return
        self._read_or_leaf(node, node.value)

    def _read_ListComp(self, node: ast.ListComp | ast.GeneratorExp | ast.SetComp) -> None:  # noqa: N802
        with self._loop(node.generators):
            self._read(node.elt)

    _read_GeneratorExp = _read_SetComp = _read_ListComp  # noqa: N815

    def _read_Attribute(self, node: ast.Attribute) -> None:  # noqa: N802
        name = dotted(node)
        if CONSTANT_NAME.fullmatch(node.attr) or OF_THE_CLASS.fullmatch(node.attr) or name in self._guards():
            return
        binding = self._bindings().get(name) if name else None
        if binding is None and name.startswith(("self.", "cls.")) and name.count(".") == 1:
            binding = self._around.attributes.get(node.attr)
        if binding is None or not self._read_binding(name, binding):
            self._leaf(node)

    def _read_Name(self, node: ast.Name) -> None:  # noqa: N802
        if CONSTANT_NAME.fullmatch(node.id) or node.id in self._guards():
            return
        if node.id in self._loops:
            for whole in self._loops[node.id]:
                self._read_items(whole)
            return
        parameter = self._parameter(node.id)
        local = self._bindings().get(node.id)
        if parameter is not None:
            if is_number(parameter.annotation) or self._is_number_in_url(node.id):
                return
            self._leaf(node)
            if local is not None:
                self._read_binding(node.id, local)
            return
        binding = local or self._around.bindings(self._around.module.tree).get(node.id)
        if binding is None or not self._read_binding(node.id, binding):
            self._leaf(node)

    def _read_Call(self, node: ast.Call) -> None:  # noqa: N802
        name = called(node)
        if name in NUMERIC or QUOTING.search(name) or judges(name):
            return
        if any(word.arg == "type" and dotted(word.value) in NUMBERS for word in node.keywords):
            return  # request.args.get("page", type=int)
        if name == "map" and len(node.args) == 2:
            if dotted(node.args[0]) not in NUMBERS:
                self._read_items(node.args[1])
        elif isinstance(node.func, ast.Attribute):
            self._read_method(node, node.func)
        elif name in SAME_ITEMS and not any(isinstance(argument, ast.Starred) for argument in node.args):
            self._read_all(node.args)
        else:
            self._leaf(node)

    def _read_method(self, node: ast.Call, method: ast.Attribute) -> None:
        given = [*node.args, *(keyword.value for keyword in node.keywords)]
        if method.attr == "join" and len(node.args) == 1 and not dotted(method.value).startswith(("os", "posix")):
            self._composed = True
            self._read(method.value)
            self._read_items(node.args[0])
        elif method.attr in {"format", "format_map"}:
            self._composed = True
            self._read_format(method.value, given)
        elif method.attr == "replace" and doubles_quotes(node.args):
            pass  # harmless: quoted, if not in the best way
        elif method.attr in OF_TEXTS:
            self._read_or_leaf(node, method.value)
            if method.attr == "replace":
                self._read_all(node.args[1:2])
        elif method.attr in OF_DICTS and self._of_constants(method.value):
            self._read_all(node.args[1:])
        else:
            self._leaf(node)

    def _read_format(self, template: ast.expr, given: list[ast.expr]) -> None:
        if isinstance(template, ast.Constant) and isinstance(template.value, str):
            head, mark, tail = template.value.partition("{")
            self._texts.append(head)
            self._read_all(given)
            self._texts.append(mark + tail)
        else:
            self._read(template)
            self._read_all(given)

    def _read_or_leaf(self, node: ast.expr, inside: ast.expr) -> None:
        """Read what stands inside; if that is a leaf, the whole is one of the same kind."""
        if holds_text(inside):
            self._read(inside)
        else:
            self._leaf(node)

    def _read_binding(self, name: str, binding: Binding) -> bool:
        """Read all that is bound to a name; False if that is not all there is."""
        if (id(binding), name) in self._seen:
            return True  # x = x + …: what x was before is read already
        self._seen.add((id(binding), name))
        for value in binding.values:
            added = _added_to(name, value)
            if added is None:
                self._texts.append("\n" if len(binding.values) > 1 else "")
                self._read(value)
            else:
                self._composed = True
                self._read(added)
        for whole in binding.items_of:
            self._read_items(whole)
        return binding.complete and bool(binding.values or binding.items_of)

    @contextmanager
    def _loop(self, generators: list[ast.comprehension]) -> Iterator[None]:
        before = dict(self._loops)
        for generator in generators:
            for name, binding in bindings_in(ast.GeneratorExp(elt=ast.Constant(0), generators=[generator])).items():
                self._loops[name] = [*binding.values, *binding.items_of]
        # `for name in names if name in ALLOWED`
        tests = [test for generator in generators for test in generator.ifs]
        for name in {name for test in tests for name in guarded_names(ast.Expr(test))}:
            self._loops[name] = []
        yield
        self._loops = before

    def _read_items(self, node: ast.expr) -> None:
        """Read what one takes of it: the items of a list, the keys and values of a dictionary, parts of a text."""
        if isinstance(node, ast.Call) and dotted(node.func) in {"range", "enumerate", "zip", *SAME_ITEMS}:
            for argument in node.args if dotted(node.func) != "range" else []:
                self._read_items(argument)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in OF_DICTS:
            if not self._of_constants(node.func.value):
                self._leaf(node)
        else:
            self._read(node)

    def _of_constants(self, node: ast.expr) -> bool:
        """Whether it is a list or dictionary that holds nothing but constants."""
        if isinstance(node, ast.Name | ast.Attribute):
            name = dotted(node)
            if CONSTANT_NAME.fullmatch(name.rpartition(".")[2]):
                return True
            binding = self._bindings().get(name) or self._around.bindings(self._around.module.tree).get(name)
            values = [] if binding is None or not binding.complete or binding.items_of else binding.values
            if self._parameter(name) is not None:
                return False
        else:
            values = [node]
        return bool(values) and all(
            isinstance(value, ast.Dict | ast.List | ast.Tuple | ast.Set | ast.Constant) and self._is_harmless(value)
            for value in values
        )

    def _is_harmless(self, node: ast.expr) -> bool:
        if isinstance(node, ast.Dict):  # its values; a key is only looked for
            return all(self._is_harmless(value) for value in node.values)
        reading = Reading(self._around, self._function)
        reading._depth = self._depth + 10
        return not reading.composition(node).ingredients

    def _leaf(self, node: ast.expr) -> None:
        kind = self._kind(node)
        if kind == "requested" and self._head is None:
            self._head = "".join(self._texts)
        self._texts.append(UNKNOWN)
        self._ingredients.append(
            Ingredient(node=node, requested=kind == "requested", parameter=kind in {"requested", "parameter"})
        )


def _added_to(name: str, value: ast.expr) -> ast.expr | None:
    """Return what is added to the text that a name stood for: by ``name += …`` or ``name = name + …``."""
    if not isinstance(value, ast.BinOp) or not isinstance(value.op, ast.Add):
        return None
    before = isinstance(value.left, ast.Constant) and value.left.value == UNKNOWN
    return value.right if before or dotted(value.left) == name else None
