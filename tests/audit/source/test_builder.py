"""The facts of modules."""

from __future__ import annotations

import ast
import time
from pathlib import Path

from flask_hardened.audit.collectors.source import collect_source
from flask_hardened.audit.source.facts import SourceFacts
from tests.audit.asking_source import source


def project(folder: Path, **files: str) -> SourceFacts:
    """Write files, whose names have `__` for slashes, and read them."""
    for name, text in files.items():
        path = folder.joinpath(*name.replace("init", "__init__").split("9")).with_suffix(".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return collect_source(folder, folder, lambda unchecked: None)


def test_what_is_known_of_a_module() -> None:
    """Lines, imports, classes with their bases, comparisons, assignments; the tree is kept for whoever follows values."""
    facts = source(
        "import os.path, json as j\nfrom flask import Flask as F, g\nclass A(F, Unknown): pass\nclass B(A): pass\n"
        "token = a.b = 'x'\nself.c[0] = 1\nx, y = 1, 'z'\nif token == y != 1 or token > 2: pass\n"
    ).source
    (module,) = facts.modules
    assert ("app.py", "app", 8) == (module.file, module.name, module.lines)
    assert {"os.path": 1, "json": 1, "flask.Flask": 2, "flask.g": 2} == module.imports
    assert [("flask.Flask", 2)] == [(name, place.line) for name, place in facts.imports if name == "flask.Flask"]
    assert [("A", ("flask.Flask",)), ("B", ("app.A",))] == [(each.name, each.bases) for each in module.classes]
    assert [("token", "x", 5), ("a.b", "x", 5), ("x", 1, 7), ("y", "z", 7)] == [
        (name, value.constant, place.line) for name, value, place in module.assignments
    ]
    ((node, values, place),) = module.comparisons
    assert (["x", "z", 1], 8) == ([value.constant for value in values], place.line)
    assert node in [*ast.walk(module.tree)]


def test_calls_are_in_the_order_of_the_file() -> None:
    """With what is known of their arguments."""
    facts = source("a(1, *x, 2)\nb(k=1, **x)\nc.d(e(3))").source
    assert ["a", "b", "d", "e"] == [call.name for module in facts.modules for call in module.calls]
    a, b, d, e = facts.modules[0].calls
    assert ([1], False) == ([value.constant for value in a.arguments], a.complete)
    assert ({"k": 1}, False) == ({name: value.constant for name, value in b.keywords.items()}, b.complete)
    assert (True, None) == (d.complete, a.receiver)
    assert d.receiver is not None
    assert "c" == ast.unparse(d.receiver.node)
    assert e.argument(0) is e.arguments[0]


def test_calls_are_found_by_their_target() -> None:
    """Of a known object, of an unknown one, of any; a function of no object is none of any."""
    facts = source("import a\na.f()\nx.f()\nf()\na.C().f()").source
    assert [2] == [call.location.line for call in facts.calls("a.f")]
    assert [3] == [call.location.line for call in facts.calls("?.f")]
    assert [2, 3, 5] == [call.location.line for call in facts.calls("*.f")]
    assert [2, 5] == [call.location.line for call in facts.calls("a.C().f", "a.f")]


def test_modules_have_the_names_they_are_imported_by(tmp_path: Path) -> None:
    """From the first folder without ``__init__.py`` on; relative imports start from there."""
    facts = project(
        tmp_path,
        src9shop9init="from .models import User\n",
        src9shop9models="class User: pass\n",
        src9shop9views9init="from .. import User\nfrom ..models import User as U\nUser()\nU()\n",
        run="from shop.models import User\nimport shop.views\nUser()\nshop.User()\n",
    )
    assert {"run", "shop", "shop.models", "shop.views"} == {module.name for module in facts.modules}
    assert ["shop.models.User"] * 4 == [call.target for module in facts.modules for call in module.calls]


def test_folders_without_init_are_packages_too(tmp_path: Path) -> None:
    """Imported from the project's folder, as ``python -m`` and ``flask run`` do."""
    facts = project(
        tmp_path,
        app9models="class User: pass\n",
        app9views="from app.models import User\nfrom .models import User as U\nimport app\nUser()\nU()\napp.models.User()\n",
    )
    assert {"models.User"} == {call.target for module in facts.modules for call in module.calls}


def test_modules_of_one_name_are_not_confused(tmp_path: Path) -> None:
    """Two programs in two folders."""
    facts = project(
        tmp_path,
        one9config="import hashlib\nf = hashlib.md5\n",
        two9config="import hashlib\nf = hashlib.sha256\n",
        one9app="from config import f\nf()\n",
        two9app="from config import f\nf()\n",
    )
    targets = {module.file: [call.target for call in module.calls] for module in facts.modules}
    assert (["hashlib.md5"], ["hashlib.sha256"]) == (targets["one/app.py"], targets["two/app.py"])


def test_values_and_calls_can_be_kept_in_sets() -> None:
    """Though some constants cannot."""
    facts = source("a(['b'])\na(['b'])").source
    calls = [call for module in facts.modules for call in module.calls]
    assert 2 == len({*calls})
    assert 2 == len({call.arguments[0] for call in calls})


def test_made_up_files_take_no_time() -> None:
    """Thousands of bindings, additions and attributes of one name: nothing is known of it."""
    lines = "x = x + y\nd['a'] = x\nd.update(x)\nsink(d['a'], x)\n" * 3_000
    methods = "class C:\n def f(self):\n" + "  self.x = self.x + 1\n  sink(self.x)\n" * 3_000
    begun = time.process_time()
    sinks = [call for module in source(lines + methods).source.modules for call in module.calls if call.name == "sink"]
    assert 6_000 == len(sinks)
    for call in sinks:
        assert not any(value.built or value.requested or value.known or value.origin for value in call.arguments)
    assert time.process_time() - begun < 20
