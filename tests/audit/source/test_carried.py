"""What a value holds of the request."""

from __future__ import annotations

import pytest

from flask_hardened.audit.source.views import converters_of
from tests.audit.source.asking_values import sunk

HEAD = "from flask import Flask, request\nimport os\napp = Flask(__name__)\n"


@pytest.mark.parametrize(
    "text",
    [
        "sink(request.args['x'])",
        "sink(request.args.get('x', 'y'))",
        "sink(request.args.get('x').strip().lower())",
        "sink(request.args.get('x', type=str))",
        "sink(request.get_json())",
        "sink(request.get_json()['x']['y'])",
        "sink(request.json.get('x'))",
        "sink(request.files['x'].filename)",
        "sink(request)",
        "sink(str(request.data))",
        "sink('a' + request.args['x'])",
        "sink(f'a{request.path}')",
        "sink('a {}'.format(request.host))",
        "sink(','.join(request.args.getlist('x')))",
        "sink('%d %s' % (1, request.args['x']))",
        "sink(getattr(request, 'args')['x'])",
        "sink(getattr(names, 'x', request.args['x']))",
        "sink([request.args['x']])",
        "sink({'a': request.args['x']})",
        "sink(request.args['x'] or 'y')",
        "sink('y' if a else request.args['x'])",
        "sink(os.path.join('a', request.args['x']))",
        "def f():\n x = request.args['x']\n y = x.strip()\n sink(y)",
        "def f():\n x = 'a'\n x += request.args['x']\n sink(x)",
        "def f():\n x, y = request.args['x'], 1\n sink(x)",
        "def f():\n x, y = request.args['x'].split('/')\n sink(y)",
        "def f():\n for x in request.args.getlist('x'): sink(x)",
        "def f():\n for k, v in request.form.items(): sink(v)",
        "def f():\n if x := request.args.get('x'): sink(x)",
        "def f():\n sink([x + 'a' for x in request.args])",
        "def f():\n [sink(x) for x in request.args]",
        "def f():\n with request.files['x'].stream as s: sink(s)",
        "def f():\n data = request.get_json()\n name = data.get('name')\n sink('a' + name)",
        "def f():\n x = ''\n if a:\n  x = request.args['x']\n sink(x)",
        "def f():\n x = request.args['x']\n def g(): sink(x)",
        "args = request.args\ndef f(): sink(args['x'])",
        "def f():\n match request.args['x']:\n  case 'a': pass\n  case other: sink(other)",
        "async def f(): sink(await request.get_data())",
        "def f(): sink([*request.args])",
        "def f(): sink(x := request.args['x'])",
        "def f():\n sink({a: b for a, b in request.args.items()})",
        "from flask import request as r\nx = r.form\ndef f(): sink(x['a'])",
        "def f():\n p = []\n p.append('a=' + request.args['a'])\n sink(' AND '.join(p))",
        "def f():\n p = []\n for a in request.args:\n  p.append(a)\n sink(p)",
        "def f():\n p = []\n for a in b:\n  sink(p)\n  p += [request.args[a]]",
        "def f():\n p = []\n for a in b:\n  sink(p)\n  p.append(request.args[a])",
        "def f():\n p = {}\n p['a'] = request.args['a']\n sink(p)",
        "def f():\n p = {}\n p['a'] = request.args['a']\n sink(p['a'])",
        "def f():\n p = {}\n p[k] = request.args['a']\n sink(p['a'])",
        "def f():\n p = {'a': request.args['a'], 'b': 1}\n sink(p['a'])",
        "def f():\n p = dict(b=1)\n p.update(a=request.args['a'])\n sink(p['a'])",
        "class C:\n def f(self):\n  self.x = request.args['x']\n  sink(self.x)",
        "from flask_restx import Namespace, Resource\nns = Namespace('a')\n@ns.route('/<x>')\nclass R(Resource):\n def get(self, x): sink(x)",
        "@app.route('/<x>')\ndef f(x): sink(x)",
        "@app.get('/<path:x>')\ndef f(x): sink('a' + x)",
        "@app.get('/<string(length=2):x>')\ndef f(x): sink(x)",
        "@app.get('/<int:x>')\n@app.get('/<x>')\ndef f(x): sink(x)",
        "def f(x): sink(x)\napp.add_url_rule('/<x>', view_func=f)",
        "P = '/a'\n@app.get(P + '/<x>')\ndef f(x): sink(x)",
        "from flask.views import MethodView\nclass V(MethodView):\n def get(self, x): sink(x)\napp.add_url_rule('/<x>', view_func=V.as_view('v'))",
        "from flask_restful import Api, Resource\napi = Api(app)\nclass V(Resource):\n def get(self, x): sink(x)\napi.add_resource(V, '/<x>')",
    ],
)
def test_values_of_the_request_are_seen(text: str) -> None:
    """Through methods, texts, containers, variables of the function, loops, and the parts of the URL."""
    assert sunk(HEAD + text).requested


@pytest.mark.parametrize(
    "text",
    [
        "sink(x)",
        "sink('a')",
        "sink(request.method)",
        "sink(request.endpoint)",
        "sink(int(request.args['x']))",
        "sink(float(request.args['x']))",
        "sink(len(request.args['x']))",
        "sink(bool(request.args['x']))",
        "import uuid\nsink(uuid.UUID(request.args['x']))",
        "sink(request.args.get('x', type=int))",
        "sink(request.args.get('x', 0, int))",
        "sink(request.args['x'] == 'y')",
        "sink('x' in request.args)",
        "sink(not request.args)",
        "sink(request.args['x'].isdigit())",
        "sink('LIMIT %d OFFSET %(n)5.1f %%' % request.args['x'])",
        "sink(getattr(names, request.args['x']))",
        "sink(names[request.args['x']])",
        "sink(names.get(request.args['x']))",
        "sink(load(request.args['x']))",
        "sink('a' if request.args['x'] else 'b')",
        "sink(f\"{int(request.args['x'])}\")",
        "sink(f\"{request.args['x']:d}\")",
        "from werkzeug.utils import secure_filename\nsink(secure_filename(request.args['x']))",
        "def f():\n x = request.args['x']\n x = int(x)\n sink(x)",
        "def f():\n x = request.args['x']\n x = 'a'\n sink(x)",
        "def f():\n sink(x)\n x = request.args['x']",
        "def f():\n try:\n  x = int(request.args['x'])\n except ValueError:\n  return\n sink(x)",
        "def f():\n x = request.args['x']\n try:\n  x = int(x)\n except ValueError:\n  return\n sink(x)",
        "def f():\n x = 'a'\n if a:\n  x = request.args['x']\n  return x\n sink(x)",
        "def f():\n p = []\n sink(p)\n p.append(request.args['a'])",
        "def f():\n p = []\n p.append(request.args['a'])\n p = []\n sink(p)",
        "def f():\n p = []\n p.append(int(request.args['a']))\n sink(p)",
        "def f():\n p = {}\n p['a'] = request.args['a']\n sink(p['b'])",
        "def f():\n p = {'a': request.args['a'], 'b': 1}\n sink(p['b'])",
        "def f():\n p = {}\n p[request.args['a']] = 1\n sink(p)",
        "def f():\n p = []\n def g(): p.append(request.args['a'])\n sink(p)",
        "class C:\n def f(self):\n  self.x = request.args['x']\n def g(self): sink(self.x)",
        "class C:\n def f(self):\n  self.x = request.args['x']\n  sink(self.y)",
        "@app.route('/<int:x>')\ndef f(x): sink(x)",
        "@app.route('/<uuid:x>')\ndef f(x): sink(x)",
        "@app.route('/<any(a, b):x>')\ndef f(x): sink(x)",
        "@app.route('/')\ndef f(x): sink(x)",
        "@app.route('/<x>')\ndef f(x, y): sink(y)",
        "@app.route(unknown)\ndef f(x): sink(x)",
        "def f(request): sink(request.args['x'])",
        "def f(x): sink(x)",
        "from other import request\nsink(request.args['x'])",
        "from flask import session\nsink(session['x'])",
    ],
)
def test_other_values_are_not(text: str) -> None:
    """Numbers, truths, lengths, what is looked up by a value of the request, what other functions return."""
    assert not sunk(HEAD + text).requested


def test_what_clears_a_value_can_be_asked() -> None:
    """A rule about paths sees that the name was made harmless."""
    text = "from flask import request\nfrom werkzeug.utils import secure_filename\nsink(secure_filename(request.args['x']))"
    assert "werkzeug.utils.secure_filename()" == sunk(text).origin


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("def f(x): sink(x)", True),
        ("def f(*x): sink(x)", True),
        ("def f(*, x): sink('a' + x)", True),
        ("def f(x):\n y = x.strip()\n sink(y)", True),
        ("def f(x):\n def g(): sink(x)", True),
        ("def f(x): sink(int(x))", False),
        ("def f(x): sink(y)", False),
        ("def f(x):\n x = 'a'\n sink(x)", False),
        ("class C:\n def f(self): sink(self.x)", False),
        ("class C:\n def f(self, x): sink(x)", True),
    ],
)
def test_parameters_are_followed(text: str, expected: bool) -> None:
    """Into variables and texts; the object whose method it is counts as none."""
    value = sunk(text)
    assert (expected, False) == (value.parameter, value.requested)


FORM = """
from flask_wtf import FlaskForm
from wtforms import StringField, IntegerField
class Base(FlaskForm):
    name = StringField()
class Form(Base):
    number = IntegerField()
def f():
    form = Form()
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("form.name.data", True),
        ("form['name'].data", True),
        ("form.data['name']", True),
        ("form.name.data.strip()", True),
        ("form.number.data", False),
        ("form.name.label", False),
        ("form.validate_on_submit()", False),
        ("other.name.data", False),
    ],
)
def test_what_a_form_holds_came_with_the_request(text: str, expected: bool) -> None:
    """Of forms of Flask-WTF and WTForms, but for fields that make numbers of it."""
    assert expected == sunk(f"{FORM}    sink({text})").requested


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("/", {}),
        ("/<a>/<int:b>/<path:c>", {"a": "default", "b": "int", "c": "path"}),
        ("/<string(length=2):a>", {"a": "string"}),
        ("/<any(x, y):a>", {"a": "any"}),
        (None, {}),
    ],
)
def test_converters_of_a_rule(rule: str | None, expected: dict[str, str]) -> None:
    """Each parameter's, without its arguments."""
    assert expected == converters_of(rule)
