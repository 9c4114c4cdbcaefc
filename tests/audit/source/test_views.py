"""Which functions are views."""

from __future__ import annotations

import pytest

from flask_hardened.audit.source.facts import Function
from tests.audit.asking_source import source


def functions(text: str) -> dict[str, Function]:
    """Return the functions of ``app.py`` by qualified name."""
    return {function.qualified: function for function in source(text).source.functions}


APP = "from flask import Flask, Blueprint\napp = Flask(__name__)\nbp = Blueprint('b', __name__)\n"


@pytest.mark.parametrize(
    "text",
    [
        "@app.route('/')\ndef f(): pass",
        "@app.route(unknown)\ndef f(): pass",
        "@bp.post('/')\ndef f(): pass",
        "@other\n@bp.route('/')\ndef f(): pass",
        "def create(app):\n @app.route('/')\n def f(): pass",
        "@unknown.get('/x')\ndef f(): pass",
        "from elsewhere import api\n@api.get('/x')\ndef f(): pass",
        "class Api: pass\napi = Api()\n@api.route('/x')\ndef f(): pass",
        "def f(): pass\napp.add_url_rule('/', 'f', f)",
        "def f(): pass\napp.add_url_rule('/', view_func=f)",
        "class Shop(Flask): pass\nshop = Shop('x')\n@shop.route('/')\ndef f(): pass",
        "from flask_restx import Namespace\nns = Namespace('n')\n@ns.route('/x')\nclass V:\n def get(self): pass",
        "from flask_admin import expose\nclass V:\n @expose('/')\n def f(self): pass",
        "from flask.views import MethodView\nclass V(MethodView):\n def get(self): pass\nbp.add_url_rule('/', view_func=V.as_view('v'))",
    ],
)
def test_views_are_found(text: str) -> None:
    """By their decorators, also of unknown objects, and by calls that register them."""
    assert any(function.is_view for function in functions(APP + text).values())


@pytest.mark.parametrize(
    "text",
    [
        "def f(): pass",
        "@other\ndef f(): pass",
        "@cache.get('key')\ndef f(): pass",
        "@unknown.get(1)\ndef f(): pass",
        "import requests\nclient = requests.Session()\n@client.get('/x')\ndef f(): pass",
        "@app.before_request\ndef f(): pass",
        "def f(): pass\ng = f\napp.add_url_rule('/', view_func=unknown)",
    ],
)
def test_other_functions_are_none(text: str) -> None:
    """What ``get`` of a cache or a client decorates, and what is only called in requests."""
    assert not any(function.is_view for function in functions(APP + text).values())


def test_what_is_known_of_a_function() -> None:
    """Its names, parameters, decorators and routes, and the line of ``def``."""
    text = """
    from flask import Flask
    from flask_login import login_required
    app = Flask(__name__)
    class Shop:
        @app.route("/<x>", methods=["POST"])
        @login_required
        async def buy(self, x, /, y=1, *z, k, **more):
            def inner(): pass
    """
    found = functions(text)
    assert ["Shop.buy", "Shop.buy.inner"] == [*found]
    buy = found["Shop.buy"]
    assert ("buy", ("self", "x", "y", "z", "k", "more")) == (buy.name, buy.parameters)
    assert ["flask.Flask().route", "flask_login.login_required"] == [each.target for each in buy.decorators]
    assert [True, False] == [each.call is not None for each in buy.decorators]
    (route,) = buy.routes
    methods = route.argument(None, "methods")
    assert methods is not None
    assert ["POST"] == methods.constant
    assert ("app.py", 8) == (buy.location.file, buy.location.line)


def test_a_call_knows_its_function() -> None:
    """The innermost; None in the module and in the body of a class."""
    facts = source("a()\nclass C:\n b()\n def f(self):\n  c()\n  g = lambda: d()\n  def h(): [e() for x in y]").source
    assert {"a": None, "b": None, "c": "C.f", "d": "C.f", "e": "C.f.h"} == {
        call.name: call.function and call.function.qualified for module in facts.modules for call in module.calls
    }
