"""The templates that the loaders can list."""

from pathlib import Path

from flask import Blueprint, Flask

from flask_hardened.audit.collection import Wanted, collect
from tests.audit.asking import INSPECTORS, read


def test_templates_of_the_app_and_its_blueprints_are_read(tmp_path: Path) -> None:
    """Each is named; inline code has its file, relative to the folder of the audit, and its line."""
    for name, text in (("app/one.html", '<p>\n<b onclick="f()">'), ("shop/two.html", '<b style="margin: {{ m }}">')):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, "utf-8")
    app = Flask("templates", template_folder=str(tmp_path / "app"))
    app.register_blueprint(Blueprint("shop", __name__, template_folder=str(tmp_path / "shop")))
    facts = collect(app, INSPECTORS, tmp_path, Wanted(parts=("templates",))).templates
    assert ("one.html", "two.html") == facts.names
    assert {("app/one.html", 2, "handler", True), ("shop/two.html", 1, "style", False)} == {
        (item.location.file, item.location.line, item.kind, item.constant) for item in facts.inline
    }


def test_an_app_without_templates_has_none() -> None:
    """That is no fault."""
    snapshot = read(Flask("bare", template_folder=None))
    assert () == snapshot.templates.names
    assert () == snapshot.unchecked


def test_code_between_the_templates_is_none(tmp_path: Path) -> None:
    """Where folders of templates are packages, neither source nor its compiled form is read as a template."""
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "page.html").write_text("<p>{{ x }}", "utf-8")
    (tmp_path / "__init__.py").write_text("BROKEN = '{% endfor %}'", "utf-8")
    (tmp_path / "__pycache__" / "__init__.cpython-311.pyc").write_bytes(b"\xa7\r\r\n\xff")
    snapshot = read(Flask("packages", template_folder=str(tmp_path)))
    assert ("page.html",) == snapshot.templates.names
    assert () == snapshot.unchecked
