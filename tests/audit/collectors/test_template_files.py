"""Templates of a folder, without the app."""

from __future__ import annotations

from pathlib import Path

import pytest

from flask_hardened.audit.collectors.template_files import collect_template_files
from flask_hardened.audit.snapshot import TemplateFacts, Unchecked
from flask_hardened.markup import inventory
from flask_hardened.protections.templates.review import review


def read(home: Path, **files: str | bytes) -> tuple[TemplateFacts, list[tuple[str, str]]]:
    """Write files, in whose names ``__`` is a slash and ``_`` before the suffix a dot, and read the templates."""
    for name, content in files.items():
        folder, _, last = name.replace("__", "/").rpartition("/")
        stem, _, suffix = last.rpartition("_")
        path = home / folder / f"{stem}.{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    unchecked: list[Unchecked] = []
    facts = collect_template_files(home, home, unchecked.append, inventory, review)
    return facts, [(each.what, each.reason) for each in unchecked]


def remarks(facts: TemplateFacts) -> list[tuple[str, str | None, int | None]]:
    """Return kind and place of each remark."""
    return sorted((each.kind, each.location.file, each.location.line) for each in facts.remarks)


def test_templates_are_found_in_folders_of_that_name(tmp_path: Path) -> None:
    """Of the app and of its packages; names are those the app would use, files are relative to the project."""
    page = '<p>\n<b onclick="f()">{{ x|safe }}'
    facts, unchecked = read(
        tmp_path, templates__index_html=page, shop__templates__shop__list_html=page, static__other_html=page,
        node_modules__x__templates__a_html=page, tests__templates__a_html=page,
    )  # fmt: skip
    assert ("index.html", "shop/list.html") == facts.names
    expected = ["shop/templates/shop/list.html", "templates/index.html"]
    assert expected == sorted(str(each.location.file) for each in facts.inline)
    assert [("trusted", name, 2) for name in expected] == remarks(facts)
    assert [] == unchecked


@pytest.mark.parametrize(
    "source",
    [
        "from flask import Flask\napp = Flask(__name__, template_folder='pages')",
        "from flask import Blueprint\nFOLDER = 'pages'\nbp = Blueprint('a', __name__, template_folder=FOLDER)",
        "app = make(__name__, template_folder='../shop/pages')",
    ],
)
def test_folders_that_the_source_names_are_read(source: str, tmp_path: Path) -> None:
    """From the folder of their module on."""
    facts, unchecked = read(
        tmp_path, shop__app_py=source, shop__pages__a_html="{{ x|safe }}", pages__b_html="{{ x|safe }}"
    )
    assert [("trusted", "shop/pages/a.html", 1)] == remarks(facts)
    assert [] == unchecked


@pytest.mark.parametrize("folder", ["/etc", "../../..", "missing", "bad\\0name"])
def test_folders_outside_the_project_are_not(folder: str, tmp_path: Path) -> None:
    """Nor those that do not exist."""
    facts, unchecked = read(tmp_path, app_py=f"app = Flask(__name__, template_folder='{folder}')")
    assert ((), []) == (facts.names, unchecked)


@pytest.mark.parametrize(
    "text",
    [
        "{{ x|markdown|safe }}",
        "{% if x is unknown_test %}{{ x|safe }}{% endif %}",
        "{% cache 50, 'key' %}{{ x|safe }}{% endcache %}",
        "{% unknown %}{{ x|safe }}",
        "{% for a in b %}{% cache a %}{{ x|safe }}{% endcache %}{% else %}{% endfor %}",
        "{% trans a=b %}{{ a }}{% pluralize %}{% endtrans %}{{ x|safe }}",
        "{% do x.append(1) %}{{ x|safe }}",
        "{% for a in b %}{% break %}{% endfor %}{{ x|safe }}",
        "{% debug %}{{ x|safe }}",
        "{{ x|safe }}{% extends 'unknown/base.html' %}",
        "{% extends x %}{{ x|safe }}",
        "{% include ['none.html', x] ignore missing %}{{ x|safe }}",
        "{% import 'bootstrap/wtf.html' as wtf %}{{ wtf.f() }}{{ x|safe }}",
        "\ufeff{{ x|safe }}",
    ],
)
def test_what_the_app_would_bring_is_not_needed(text: str, tmp_path: Path) -> None:
    """Filters, tests, tags, templates of other packages."""
    facts, unchecked = read(tmp_path, templates__a_html=text)
    assert [("trusted", "templates/a.html", 1)] == remarks(facts)
    assert [] == unchecked


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{% if x %}", "TemplateSyntaxError"),
        (b"{{ x", "TemplateSyntaxError"),
        (b"{% endfor %}", "TemplateSyntaxError"),
        (b"{% unknown", "TemplateSyntaxError"),
        (b"\xff\xfe", "UnicodeDecodeError"),
        (b"a" * 1_000_001, "OverflowError"),
        (b"{{ " + b"(" * 3000 + b" }}", ("RecursionError", "TemplateSyntaxError")),
    ],
)
def test_a_template_that_cannot_be_read_is_said(content: bytes, reason: str | tuple[str, ...], tmp_path: Path) -> None:
    """With its file; the others are read."""
    facts, unchecked = read(tmp_path, templates__bad_html=content, templates__good_html="{{ x|safe }}")
    assert [("trusted", "templates/good.html", 1)] == remarks(facts)
    ((what, said),) = unchecked
    assert "the template templates/bad.html" == what
    assert said in ([reason] if isinstance(reason, str) else reason)


def test_pictures_are_no_templates(tmp_path: Path) -> None:
    """Nor is code that lies beside them."""
    facts, unchecked = read(tmp_path, templates__a_png=b"\x89PNG\r\n\0\0", templates__b_py="x = '{{ y|safe }}'")
    assert ((), []) == (facts.names, unchecked)


def test_a_parent_is_looked_for_beside_the_template(tmp_path: Path) -> None:
    """Two packages with a ``base.html`` each: an expression in a block is judged where its own parent puts it."""
    facts, _ = read(
        tmp_path,
        a__templates__base_html="<script>{% block x %}{% endblock %}</script>",
        a__templates__page_html="{% extends 'base.html' %}{% block x %}{{ y }}{% endblock %}",
        b__templates__base_html="<p>{% block x %}{% endblock %}</p>",
        b__templates__page_html="{% extends 'base.html' %}{% block x %}{{ y }}{% endblock %}",
    )
    assert [("place", "a/templates/page.html", 1)] == remarks(facts)


def test_a_parent_in_another_folder_is_found(tmp_path: Path) -> None:
    """As blueprints extend the app's base."""
    facts, _ = read(
        tmp_path,
        templates__base_html="<script>{% block x %}{% endblock %}</script>",
        shop__templates__shop__page_html="{% extends 'base.html' %}{% block x %}{{ y }}{% endblock %}",
    )
    assert [("place", "shop/templates/shop/page.html", 1)] == remarks(facts)


def test_a_folder_called_templates_can_be_audited_itself(tmp_path: Path) -> None:
    """Its files are named from there on."""
    home = tmp_path / "templates"
    facts, _ = read(home, sub__a_html="{{ x|safe }}")
    assert [("trusted", "sub/a.html", 1)] == remarks(facts)
