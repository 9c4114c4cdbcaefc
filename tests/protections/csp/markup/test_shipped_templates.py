"""The templates of packages that Flask apps use compile, and keep all but their nonces."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from flask_hardened.protections.csp.markup import install, inventory
from flask_hardened.protections.csp.markup.emission import is_silent
from flask_hardened.protections.csp.markup.extension import IDENTIFIER
from flask_hardened.protections.csp.markup.generator import authorized

EXTENSIONS = ["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"]


def templates(package):
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    return sorted(Path(spec.origin).parent.rglob("*.html"))


def environment():
    made = Environment(extensions=EXTENSIONS, autoescape=True)
    for name in ("filters", "tests"):
        getattr(made, name).update({"pprint_debug": str})
    return made


@pytest.mark.parametrize(
    ("package", "fewest"), [("flask_admin", 40), ("flask_restx", 1), ("flask_debugtoolbar", 10)]
)
def test_every_template_compiles(package, fewest):
    """With the extension as without, and without the calls it is the same text."""
    plain, ours = environment(), environment()
    install(ours, lambda: None)
    found = templates(package)
    assert len(found) >= fewest
    nonces = 0
    for path in found:
        source = path.read_text(encoding="utf-8")
        plain.compile(source, path.name)
        ours.compile(source, path.name)
        tree = ours.parse(source, path.name)
        before = "".join(data.data for data in tree.find_all(nodes.TemplateData))
        with authorized(tree, ours, path.name):
            assert before == "".join(data.data for data in tree.find_all(nodes.TemplateData))
            calls = [call for call in tree.find_all(nodes.Call) if is_silent(call, IDENTIFIER)]
            nonces += sum(isinstance(call.node, nodes.ExtensionAttribute) and call.node.name == "nonce" for call in calls)
    assert nonces > 0


def test_the_handlers_of_flask_admin_are_listed():
    """Its pages have inline handlers and styles."""
    from jinja2 import FileSystemLoader

    root = templates("flask_admin")[0].parent
    made = Environment(loader=FileSystemLoader("/"), extensions=EXTENSIONS, autoescape=True)
    kinds = {item.kind for path in templates("flask_admin") for item in inventory(made, str(path).lstrip("/"))}
    assert root.is_dir()
    assert {"handler", "style"} <= kinds
