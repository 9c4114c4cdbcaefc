"""The templates of packages that Flask apps use compile, and keep all but their nonces."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, TemplateSyntaxError, nodes

from flask_hardened.markup import install, inventory
from flask_hardened.markup.extension import IDENTIFIER
from flask_hardened.markup.generator import authorized
from flask_hardened.markup.walker import survey

EXTENSIONS = ["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"]


def templates(package):
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    return sorted(Path(spec.origin).parent.rglob("*.html"))


def environment():
    return Environment(extensions=EXTENSIONS, autoescape=True)


def fault(environment, source):
    try:
        environment.compile(source, "page.html")
    except TemplateSyntaxError as error:
        return str(error)
    return None


@pytest.mark.parametrize(("package", "fewest"), [("flask_admin", 20), ("flask_restx", 1), ("flask_debugtoolbar", 10)])
def test_every_template_compiles(package, fewest):
    """With the extension as without, and without the calls it is the same text."""
    plain, ours = environment(), environment()
    install(ours, lambda: None)
    found = templates(package)
    assert len(found) >= fewest
    nonces = 0
    for path in found:
        source = path.read_text(encoding="utf-8")
        if (error := fault(plain, source)) is not None:
            # flask_debugtoolbar ships a page of its debugger that no Jinja environment reads as it is.
            assert error == fault(ours, source)
            continue
        assert fault(ours, source) is None
        tree = ours.parse(source, path.name)
        before = "".join(data.data for data in tree.find_all(nodes.TemplateData))
        with authorized(survey(tree), ours):
            assert before == "".join(data.data for data in tree.find_all(nodes.TemplateData))
            calls = [node for node in tree.find_all(nodes.ExtensionAttribute) if node.identifier == IDENTIFIER]
            nonces += sum(call.name.endswith("_nonce") for call in calls)
    assert nonces > 0


def test_the_inline_code_of_flask_admin_is_listed():
    """Its pages have inline handlers and scripts."""
    made = Environment(loader=FileSystemLoader("/"), extensions=EXTENSIONS, autoescape=True)
    kinds = {item.kind for path in templates("flask_admin") for item in inventory(made, str(path).lstrip("/"))}
    assert {"handler", "script"} <= kinds
