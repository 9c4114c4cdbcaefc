"""From trees to facts."""

from __future__ import annotations

import ast
import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ..snapshot import Unchecked
from .bindings import Binding, Scope, Site
from .facts import Call, Class, Decorator, Function, Module, SourceFacts
from .origins import bases, origin_of
from .parsing import Parsed, Unreadable, parse_file
from .project import Origin, Project, origin_of_file
from .reading import LazyCall, Reading
from .scanning import Scan
from .settings import settings_of
from .views import decorated_classes, is_routing, registrations, rule_of


def build(
    paths: Iterable[Path], home: Path, shown: Callable[[Path], str], note: Callable[[Unchecked], None]
) -> SourceFacts:
    """Read these files and return what is known of them.

    :param paths: in the order in which they are to be reported.
    :param home: the folder they lie below.
    :param shown: how reports name a file.
    :param note: takes files that cannot be read or parsed.
    """
    with _without_collecting():
        return _build([*paths], home, shown, note)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Keep the garbage collector from looking through trees of which nothing is garbage: it takes half of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _build(
    found: list[Path], home: Path, shown: Callable[[Path], str], note: Callable[[Unchecked], None]
) -> SourceFacts:
    packages = {path.parent for path in found if path.name == "__init__.py"}
    origins = {path: origin_of_file(path, packages) for path in found}
    project = Project(home=home)
    keys = project.keys_of(origins.values())
    read: list[tuple[Scan, Origin, Parsed]] = []
    for path in found:
        try:
            parsed = parse_file(path)
        except Unreadable as error:
            note(Unchecked(what=f"the file {shown(path)}", reason=str(error)))
            continue
        origin = origins[path]
        package = origin.name if path.name == "__init__.py" else origin.name.rpartition(".")[0]
        scan = Scan(parsed.tree, keys[path], package)
        project.add(keys[path], origin, scan)
        read.append((scan, origin, parsed))
    registered = _register(project, [scan for scan, _, _ in read])
    return SourceFacts(
        tuple(
            _Assembly(project, scan, shown(origin.path), registered).module(origin.name, parsed)
            for scan, origin, parsed in read
        )
    )


Registered = dict[str, list[tuple[ast.Call, Site]]]


def _register(project: Project, scans: list[Scan]) -> Registered:
    """Find the URL rules of every view, before anything asks where a value comes from."""
    registered: Registered = {}
    for scan in scans:
        for target, value, site in scan.assigned:
            if isinstance(target, ast.Attribute) and origin_of(project, target.value, site) == "flask.g":
                project.on_g.setdefault(target.attr, []).append(Binding("value", target.attr, site, value))
    for scan in scans:
        for scope, site in scan.functions:
            for node in getattr(scope.node, "decorator_list", ()):
                if is_routing(project, node, site):
                    project.rules.setdefault(scope.dotted, []).append(rule_of(project, node, site, 0))
        for dotted, call, rules in (*registrations(project, scan.calls), *decorated_classes(project, scan.classes)):
            project.rules.setdefault(dotted, []).extend(rules)
            registered.setdefault(dotted, []).append(call)
    return registered


class _Assembly:
    """Makes the facts of one module."""

    def __init__(self, project: Project, scan: Scan, file: str, registered: Registered) -> None:
        self.project = project
        self.scan = scan
        self.registered = registered
        self.functions: dict[int, Function] = {}
        self.reading = Reading(project, file, self.functions)
        self.calls: dict[int, Call] = {}

    def module(self, name: str, parsed: Parsed) -> Module:
        scan, reading = self.scan, self.reading
        calls = sorted(scan.calls, key=lambda found: (found[0].lineno, found[0].col_offset))
        self.calls = {id(node): self.call(node, site) for node, site in calls}
        for scope, site in scan.functions:
            self.functions[id(scope)] = self.function(scope, site)
        return Module(
            file=reading.file,
            name=name,
            tree=scan.tree,
            lines=parsed.lines,
            marked=parsed.marked,
            reordered=parsed.reordered,
            calls=tuple(self.calls.values()),
            functions=tuple(self.functions.values()),
            classes=tuple(self.class_(scope) for scope, _ in scan.classes),
            settings=settings_of(self.project, scan, reading),
            imports=scan.imports,
            comparisons=tuple(
                (node, tuple(reading.value(each, site) for each in (node.left, *node.comparators)), reading.place(node))
                for node, site in scan.compared
            ),
            assignments=tuple(
                (name, reading.value(value, site), reading.place(target))
                for target, value, site in scan.assigned
                for name in [_written(target)]
                if name
            ),
        )

    def call(self, node: ast.Call, site: Site) -> Call:
        target, name = self.target(node.func, site)
        return LazyCall(target, name, node, site, self.reading)

    def target(self, node: ast.expr, site: Site) -> tuple[str, str]:
        """Return the dotted name of what is called or decorates, and its last part."""
        origin = origin_of(self.project, node, site)
        if origin:
            return origin, origin.rpartition(".")[2]
        if isinstance(node, ast.Attribute):
            return f"?.{node.attr}", node.attr
        return "?", node.id if isinstance(node, ast.Name) else "?"

    def function(self, scope: Scope, site: Site) -> Function:
        node = scope.node
        assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        arguments = node.args
        every = [*arguments.posonlyargs, *arguments.args, arguments.vararg, *arguments.kwonlyargs, arguments.kwarg]
        decorators = tuple(self.decorator(each, site) for each in node.decorator_list)
        routes = [self.calls[id(each)] for each in node.decorator_list if is_routing(self.project, each, site)]
        routes += [self.registering(*call) for call in self.registered.get(scope.dotted, ())]
        return Function(
            name=node.name,
            qualified=scope.qualified,
            node=node,
            decorators=decorators,
            parameters=tuple(each.arg for each in every if each is not None),
            routes=tuple(routes),
            location=self.reading.place(node),
        )

    def registering(self, node: ast.Call, site: Site) -> Call:
        return self.calls.get(id(node)) or self.call(node, site)

    def decorator(self, node: ast.expr, site: Site) -> Decorator:
        call = self.calls.get(id(node))
        target, _ = self.target(node.func if isinstance(node, ast.Call) else node, site)
        return Decorator(target=target, call=call, location=self.reading.place(node))

    def class_(self, scope: Scope) -> Class:
        assert isinstance(scope.node, ast.ClassDef)
        return Class(
            name=scope.node.name,
            bases=tuple(bases(self.project, scope)),
            node=scope.node,
            location=self.reading.place(scope.node),
        )


def _written(target: ast.expr) -> str:
    """Return how a name or attribute is written; empty for anything else."""
    names: list[str] = []
    while isinstance(target, ast.Attribute):
        names.append(target.attr)
        target = target.value
    if not isinstance(target, ast.Name):
        return ""
    return ".".join([target.id, *reversed(names)])
