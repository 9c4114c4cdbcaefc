"""FHM011: pages made of text in a view."""

import pytest

from flask_hardened.protections.templates.rules.built_pages import built_pages
from tests.audit.asking_source import lines
from tests.audit.views_for_tests import in_view

IMPORTS = "from flask import make_response, jsonify, render_template, Response\nfrom markupsafe import escape"


@pytest.mark.parametrize(
    "code",
    [
        "return f\"<h1>{request.args['q']}</h1>\"",
        'return "Hello " + name',
        'return "Hello" if number else f"Hello {name}"',
        'return "Hello %s" % request.form["n"], 404',
        'return request.args.get("q")',
        'return make_response("<p>{}</p>".format(name))',
        'page = "<ul>"\npage += f"<li>{name}</li>"\nreturn page',
    ],
)
def test_found_for_data_of_the_request(code: str) -> None:
    """What Flask returns for a text is a page."""
    assert 1 == len(lines(built_pages, in_view(IMPORTS, code)))


@pytest.mark.parametrize(
    "code",
    [
        'return f"<h1>{escape(name)}</h1>"',
        'return render_template("x.html", name=name)',
        'return {"hello": f"hello {name}"}',
        "return jsonify(name=name)",
        'return f"number {number}"',
        'return f"hello {name}", 200, {"Content-Type": "text/plain"}',
        'return Response(f"a,{name}", mimetype="text/csv")',
        'return "constant"',
        'return [f"hello {name}"]',
        'return find(request.args["q"])',
    ],
)
def test_not_found_for_what_is_harmless(code: str) -> None:
    """What is escaped, JSON, other content types, and what functions return."""
    assert [] == lines(built_pages, in_view(IMPORTS, code))


def test_found_in_error_handlers_and_class_based_views() -> None:
    """They answer like views."""
    handler = "@app.errorhandler(404)\ndef missing(error):\n    return f'There is no {request.args}', 404\n"
    views = "from flask.views import MethodView\nclass Page(MethodView):\n    def get(self):\n        return 'q: ' + request.args['q']\n"
    top = "from flask import Flask, request\napp = Flask(__name__)\n"
    assert [5] == lines(built_pages, top + handler)
    assert [6] == lines(built_pages, top + views)


def test_not_found_in_other_functions() -> None:
    """Nobody knows what becomes of what they return."""
    assert [] == lines(built_pages, "from flask import request\ndef key():\n    return f'q:{request.args}'\n")


def test_not_found_in_resources() -> None:
    """Flask-RESTful makes JSON of what they return."""
    text = (
        "from flask import request\nfrom flask_restful import Resource\n"
        "class Page(Resource):\n    def get(self):\n        return 'q: ' + request.args['q']\n"
    )
    assert [] == lines(built_pages, text)
