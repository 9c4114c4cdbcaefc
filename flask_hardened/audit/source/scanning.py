"""One walk over a tree: its scopes, what binds names, and the expressions that rules ask about.

The walk keeps its own stack, so that deep nesting cannot exhaust Python's.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import Any, Final

from .bindings import Addition, Binding, Block, Scope, Site

_LEAVES: Final = (ast.Name, ast.Constant, ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.cmpop)
_CHANGERS: Final = frozenset(
    {"append", "extend", "insert", "remove", "pop", "clear", "update", "add", "discard", "setdefault", "popitem",
     "sort", "reverse", "difference_update", "intersection_update", "symmetric_difference_update"}
)  # fmt: skip
_ADDERS: Final = frozenset({"append", "extend", "insert", "update", "add"})
_DEEPEST: Final = 10
_LEAVING: Final = frozenset({"abort", "exit", "_exit", "fail"})
Comprehension = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Scan:
    """What was found in one module."""

    def __init__(self, tree: ast.Module, dotted: str, package: str) -> None:
        self.tree = tree
        self.package = package
        """What relative imports start from."""
        self.top = Scope("module", tree, None, dotted, "")
        self.scopes: dict[int, Scope] = {}
        """id of the node of a lambda or comprehension → its scope."""
        self.calls: list[tuple[ast.Call, Site]] = []
        self.compared: list[tuple[ast.Compare, Site]] = []
        self.assigned: list[tuple[ast.expr, ast.expr, Site]] = []
        """Target and value."""
        self.functions: list[tuple[Scope, Site]] = []
        self.classes: list[tuple[Scope, Site]] = []
        self.imports: dict[str, int] = {}
        _Walk(self).run()


class _Walk:
    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.position = 0
        self.stack: list[tuple[Any, Site]] = []
        self.handlers: dict[type, Callable[[Any, Site], None]] = {
            ast.FunctionDef: self.function,
            ast.AsyncFunctionDef: self.function,
            ast.ClassDef: self.class_,
            ast.Assign: self.assign,
            ast.AnnAssign: self.annotated,
            ast.AugAssign: self.augmented,
            ast.For: self.loop,
            ast.AsyncFor: self.loop,
            ast.While: self.while_,
            ast.If: self.if_,
            ast.Try: self.try_,
            ast.With: self.with_,
            ast.AsyncWith: self.with_,
            ast.Match: self.match,
            ast.Import: self.import_,
            ast.ImportFrom: self.import_from,
            ast.Global: self.declare,
            ast.Nonlocal: self.declare,
            ast.Return: self.return_,
            ast.Delete: self.delete,
            ast.Call: self.call,
            ast.Compare: self.compare,
            ast.NamedExpr: self.named,
            ast.Lambda: self.lambda_,
            ast.Yield: self.yield_,
            **dict.fromkeys(Comprehension, self.comprehension),
        }
        star = getattr(ast, "TryStar", None)
        if star is not None:
            self.handlers[star] = self.try_

    def run(self) -> None:
        top = Site(self.scan.top, Block(None), 0)
        self.push(self.scan.tree.body, top)
        while self.stack:
            node, site = self.stack.pop()
            if isinstance(node, ast.stmt):
                self.position += 1
                site = Site(site.scope, site.block, self.position)
            handler = self.handlers.get(type(node))
            if handler is None:
                self.inside(node, site)
            else:
                handler(node, site)

    def push(self, nodes: Iterable[ast.AST | None], site: Site) -> None:
        self.stack.extend((node, site) for node in reversed([*nodes]) if node is not None)

    def inside(self, node: ast.AST, site: Site) -> None:
        """Go on with all that a node consists of."""
        below: list[ast.AST] = []
        for name in node._fields:
            value = getattr(node, name, None)
            if isinstance(value, list):
                below += [item for item in value if isinstance(item, ast.AST) and not isinstance(item, _LEAVES)]
            elif isinstance(value, ast.AST) and not isinstance(value, _LEAVES):
                below.append(value)
        if below:
            self.push(below, site)

    # --- statements -------------------------------------------------------------------------------------------------

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef, site: Site) -> None:
        scope = self.open("function", node, site, node.name)
        site.scope.bind(Binding("function", node.name, site, node, scope=scope))
        self.scan.functions.append((scope, site))
        inner = Site(scope, Block(None), 0)
        self.parameters(node.args, inner)
        self.push(node.body, inner)
        self.push([*node.decorator_list, *node.args.defaults, *node.args.kw_defaults], site)

    def parameters(self, arguments: ast.arguments, inner: Site) -> None:
        plain = [*arguments.posonlyargs, *arguments.args]
        for index, argument in enumerate(plain):
            inner.scope.bind(Binding("parameter", argument.arg, inner, argument, index=index))
        for other in (*arguments.kwonlyargs, arguments.vararg, arguments.kwarg):
            if other is not None:
                inner.scope.bind(Binding("parameter", other.arg, inner, other, index=-1))

    def class_(self, node: ast.ClassDef, site: Site) -> None:
        scope = self.open("class", node, site, node.name)
        site.scope.bind(Binding("class", node.name, site, node, scope=scope))
        self.scan.classes.append((scope, site))
        self.push(node.body, Site(scope, site.block, site.position))
        self.push([*node.decorator_list, *node.bases, *(each.value for each in node.keywords)], site)

    def open(self, kind: Any, node: ast.AST, site: Site, name: str) -> Scope:
        parent = site.scope
        qualified = f"{parent.qualified}.{name}" if parent.qualified else name
        return Scope(kind, node, parent, f"{self.scan.top.dotted}.{qualified}", qualified, site)

    def assign(self, node: ast.Assign, site: Site) -> None:
        for target in node.targets:
            self.target(target, node.value, site)
        self.push([*node.targets, node.value], site)

    def annotated(self, node: ast.AnnAssign, site: Site) -> None:
        if node.value is not None:
            self.target(node.target, node.value, site)
        elif isinstance(node.target, ast.Name):
            site.scope.bind(Binding("annotation", node.target.id, site, node.annotation))
        self.push([node.target, node.value], site)

    def augmented(self, node: ast.AugAssign, site: Site) -> None:
        if isinstance(node.target, ast.Name):
            before = ast.copy_location(ast.Name(id=node.target.id, ctx=ast.Load()), node)
            whole = ast.copy_location(ast.BinOp(left=before, op=node.op, right=node.value), node)
            site.scope.bind(Binding("augmented", node.target.id, site, whole))
            site.scope.modified.add(node.target.id)
        elif isinstance(node.target, ast.Attribute):
            self.of_self(node.target, "opaque", None, site)
        self.push([node.target, node.value], site)

    def target(self, target: ast.expr, value: ast.expr, site: Site) -> None:
        """Bind what is assigned to: names, attributes of ``self``, and each item where both sides are written out."""
        pairs = [(target, value)]
        while pairs:
            target, value = pairs.pop()
            if isinstance(target, ast.Name):
                site.scope.bind(Binding("value", target.id, site, value))
                self.scan.assigned.append((target, value, site))
            elif isinstance(target, ast.Attribute):
                self.of_self(target, "value", value, site)
                self.scan.assigned.append((target, value, site))
            elif isinstance(target, ast.Subscript):
                self.scan.assigned.append((target, value, site))
                _mark_modified(target.value, site)
                _add(target.value, target.slice, value, site)
            elif isinstance(target, (ast.Tuple, ast.List)):
                items = target.elts
                plain = not any(isinstance(each, ast.Starred) for each in items)
                if plain and isinstance(value, (ast.Tuple, ast.List)) and len(value.elts) == len(items):
                    pairs += reversed([*zip(items, value.elts, strict=True)])
                else:
                    self.elements(target, value, site)

    def elements(self, target: ast.expr, taken_from: ast.expr, site: Site) -> None:
        """Bind what takes items of something: the target of a loop, or of unpacking."""
        targets = [target]
        while targets:
            target = targets.pop()
            if isinstance(target, ast.Name):
                site.scope.bind(Binding("element", target.id, site, taken_from))
            elif isinstance(target, ast.Attribute):
                self.of_self(target, "element", taken_from, site)
            elif isinstance(target, ast.Starred):
                targets.append(target.value)
            elif isinstance(target, (ast.Tuple, ast.List)):
                targets += target.elts

    def of_self(self, target: ast.Attribute, kind: Any, value: ast.expr | None, site: Site) -> None:
        """Bind an attribute of the object whose method this is."""
        scope = site.scope
        if not isinstance(target.value, ast.Name) or scope.kind != "function" or scope.parent is None:
            return
        bound = scope.names.get(target.value.id, ())
        is_self = any(each.kind == "parameter" and each.index == 0 for each in bound)
        if is_self and scope.parent.kind == "class":
            scope.parent.attributes.setdefault(target.attr, []).append(Binding(kind, target.attr, site, value))

    def loop(self, node: ast.For | ast.AsyncFor, site: Site) -> None:
        body = Site(site.scope, Block(site.block, loop=True), site.position)
        self.elements(node.target, node.iter, body)
        self.push(node.orelse, site)
        self.push(node.body, body)
        self.push([node.iter], site)

    def while_(self, node: ast.While, site: Site) -> None:
        body = Site(site.scope, Block(site.block, loop=True), site.position)
        self.push(node.orelse, site)
        self.push([node.test, *node.body], body)

    def if_(self, node: ast.If, site: Site) -> None:
        self.block(node.orelse, site)
        self.block(node.body, site)
        self.push([node.test], site)

    def try_(self, node: ast.Try, site: Site) -> None:
        self.push(node.finalbody, site)
        leaving = all(
            _ends(each.body) or isinstance(each.body[-1], (ast.Continue, ast.Break)) for each in node.handlers
        )
        # Where each handler leaves, what follows is only reached through the whole body.
        body = site if leaving else Site(site.scope, Block(site.block), site.position)
        self.push(node.orelse, body)
        for handler in reversed(node.handlers):
            block = Block(site.block, ends=_ends(handler.body), fallback=_is_for_imports(handler.type))
            inner = Site(site.scope, block, site.position)
            if handler.name:
                inner.scope.bind(Binding("opaque", handler.name, inner))
            self.push([handler.type, *handler.body], inner)
        self.push(node.body, body)

    def with_(self, node: ast.With | ast.AsyncWith, site: Site) -> None:
        self.push(node.body, site)
        for number, item in reversed([*enumerate(node.items)]):
            # One after the other, so that each sees what those before it bind.
            place = Site(site.scope, site.block, site.position + number / 1_000)
            self.push([item.context_expr], place)
            if isinstance(item.optional_vars, ast.Name):
                site.scope.bind(Binding("with", item.optional_vars.id, place, item.context_expr))
            elif isinstance(item.optional_vars, ast.Attribute):
                self.of_self(item.optional_vars, "with", item.context_expr, place)
            elif item.optional_vars is not None:
                self.elements(item.optional_vars, item.context_expr, place)

    def match(self, node: ast.Match, site: Site) -> None:
        for case in reversed(node.cases):
            inner = Site(site.scope, Block(site.block, ends=_ends(case.body)), site.position)
            for pattern in ast.walk(case.pattern):
                name = getattr(pattern, "name", None) or getattr(pattern, "rest", None)
                if isinstance(name, str):
                    inner.scope.bind(Binding("element", name, inner, node.subject))
            # A little later, so that the guard sees what the pattern binds.
            self.push([case.guard, *case.body], Site(inner.scope, inner.block, inner.position + 0.25))
        self.push([node.subject], site)

    def block(self, body: list[ast.stmt], site: Site) -> None:
        if body:
            self.push(body, Site(site.scope, Block(site.block, ends=_ends(body)), site.position))

    def import_(self, node: ast.Import, site: Site) -> None:
        for alias in node.names:
            self.scan.imports.setdefault(alias.name, node.lineno)
            bound = alias.asname or alias.name.partition(".")[0]
            dotted = alias.name if alias.asname else bound
            site.scope.bind(Binding("import", bound, site, node, origin=dotted))

    def import_from(self, node: ast.ImportFrom, site: Site) -> None:
        start = node.module or ""
        if node.level:
            package = self.scan.package.split(".") if self.scan.package else []
            kept = package[: len(package) - node.level + 1] if node.level <= len(package) + 1 else []
            start = ".".join(filter(None, [*kept, start]))
        for alias in node.names:
            dotted = f"{start}.{alias.name}" if start else alias.name
            self.scan.imports.setdefault(dotted, node.lineno)
            if alias.name == "*":
                self.scan.top.stars.append(start)
            else:
                site.scope.bind(Binding("import", alias.asname or alias.name, site, node, origin=dotted))

    def declare(self, node: ast.Global | ast.Nonlocal, site: Site) -> None:
        kind = "global" if isinstance(node, ast.Global) else "nonlocal"
        site.scope.outer.update(dict.fromkeys(node.names, kind))

    def return_(self, node: ast.Return, site: Site) -> None:
        if node.value is not None:
            site.scope.returns.append((node.value, site))
            self.push([node.value], site)

    def delete(self, node: ast.Delete, site: Site) -> None:
        for target in node.targets:
            if isinstance(target, ast.Subscript):
                _mark_modified(target.value, site)
        self.push(node.targets, site)

    # --- expressions ------------------------------------------------------------------------------------------------

    def call(self, node: ast.Call, site: Site) -> None:
        self.scan.calls.append((node, site))
        if isinstance(node.func, ast.Attribute) and node.func.attr in _CHANGERS:
            _mark_modified(node.func.value, site)
            if node.func.attr in _ADDERS:
                for given in (*node.args, *(each.value for each in node.keywords)):
                    _add(node.func.value, None, given, site)
        self.inside(node, site)

    def compare(self, node: ast.Compare, site: Site) -> None:
        if any(isinstance(operator, (ast.Eq, ast.NotEq)) for operator in node.ops):
            self.scan.compared.append((node, site))
        self.inside(node, site)

    def named(self, node: ast.NamedExpr, site: Site) -> None:
        scope = site.scope
        while scope.kind == "comprehension" and scope.parent is not None:
            scope = scope.parent
        # Half a step earlier, so that the rest of its statement sees it.
        scope.bind(Binding("value", node.target.id, Site(scope, site.block, site.position - 0.5), node.value))
        self.scan.assigned.append((node.target, node.value, site))
        self.push([node.value], site)

    def lambda_(self, node: ast.Lambda, site: Site) -> None:
        scope = self.open("lambda", node, site, "<lambda>")
        self.scan.scopes[id(node)] = scope
        inner = Site(scope, Block(None), 0)
        self.parameters(node.args, inner)
        self.push([node.body], inner)
        self.push([*node.args.defaults, *node.args.kw_defaults], site)

    def comprehension(self, node: Any, site: Site) -> None:
        scope = Scope("comprehension", node, site.scope, site.scope.dotted, site.scope.qualified, site)
        self.scan.scopes[id(node)] = scope
        inner = Site(scope, site.block, site.position)
        for number, clause in enumerate(node.generators):
            self.elements(clause.target, clause.iter, inner)
            self.push([clause.iter], inner if number else site)
            self.push(clause.ifs, inner)
        self.push([node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt], inner)

    def yield_(self, node: ast.Yield, site: Site) -> None:
        if node.value is not None:
            site.scope.yields.append((node.value, site))
            self.push([node.value], site)


def _ends(body: list[ast.stmt], depth: int = 0) -> bool:
    """Whether a run of statements certainly leaves the function."""
    last = body[-1] if body else None
    if isinstance(last, ast.Expr) and isinstance(last.value, ast.Call):
        function = last.value.func
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        return name in _LEAVING
    if isinstance(last, ast.If) and depth < _DEEPEST:
        return _ends(last.body, depth + 1) and _ends(last.orelse, depth + 1)
    return isinstance(last, (ast.Return, ast.Raise))


def _is_for_imports(caught: ast.expr | None) -> bool:
    names = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(isinstance(name, ast.Name) and name.id in {"ImportError", "ModuleNotFoundError"} for name in names)


def _add(container: ast.expr, key: ast.expr | None, value: ast.expr, site: Site) -> None:
    if isinstance(container, ast.Name):
        scope = site.scope
        while scope.kind == "comprehension" and scope.parent is not None:
            scope = scope.parent
        scope.additions.setdefault(container.id, []).append(Addition(key, value, site))


def _mark_modified(node: ast.expr, site: Site) -> None:
    while isinstance(node, ast.Subscript):
        node = node.value
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", None)
    if name is not None:
        site.scope.modified.add(name)
