"""Names are followed to where they were defined."""

from __future__ import annotations

import pytest

from flask_hardened.audit.source.canonical import canonical
from tests.audit.source.asking_values import sunk, targets


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("import hashlib\nhashlib.md5()", "hashlib.md5"),
        ("import hashlib as h\nh.md5()", "hashlib.md5"),
        ("from hashlib import md5\nmd5()", "hashlib.md5"),
        ("from hashlib import md5 as weak\nweak()", "hashlib.md5"),
        ("import os.path\nos.path.join()", "os.path.join"),
        ("import os.path as p\np.join()", "os.path.join"),
        ("def f():\n import hashlib\n hashlib.md5()", "hashlib.md5"),
        ("import hashlib\nhash = hashlib.md5\nhash()", "hashlib.md5"),
        ("import hashlib\nget = getattr(hashlib, 'md5')\nget()", "hashlib.md5"),
        ("from flask import *\nsend_file()", "flask.send_file"),
        ("from somewhere import *\nunknown()", "somewhere.unknown"),
        ("try:\n from cPickle import loads\nexcept ImportError:\n from pickle import loads\nloads()", "pickle.loads"),
        ("try:\n import yaml\nexcept ImportError:\n yaml = None\nyaml.load()", "yaml.load"),
        ("import typing\nif typing.TYPE_CHECKING:\n import yaml\nyaml.load()", "yaml.load"),
        ("try:\n from ujson import loads\nexcept ImportError:\n from json import loads\nloads()", "ujson.loads"),
        ("try:\n from a import b\nexcept (ModuleNotFoundError, KeyError):\n def b(): pass\nb()", "a.b"),
        ("try:\n from a import b\nexcept ValueError:\n from c import b\nb()", "?"),
        ("eval()", "eval"),
        ("import builtins\nbuiltins.eval()", "eval"),
        ("from flask.ext.login import login_user\nlogin_user()", "flask_login.login_user"),
        ("from .app import other\nother()", "?"),
    ],
)
def test_imports_are_followed(text: str, target: str) -> None:
    """Aliases, from-imports, star imports, imports in functions and under conditions."""
    assert target in targets(text)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("from hashlib import md5\ndef f(md5):\n md5()", "?"),
        ("from hashlib import md5\ndef f():\n md5 = print\n md5()", "print"),
        ("from hashlib import md5\ndef f():\n for md5 in x: md5()", "?"),
        ("from hashlib import md5\ndef f():\n with x as md5: md5()", "?"),
        ("from hashlib import md5\ndef f():\n [md5() for md5 in x]", "?"),
        ("from hashlib import md5\nf = lambda md5: md5()", "?"),
        ("from hashlib import md5\ndef md5(): pass\nmd5()", "app.md5"),
        ("from hashlib import md5\ndef md5(): pass\ndef f(): md5()", "app.md5"),
        ("def md5(): pass\nfrom hashlib import md5\ndef f(): md5()", "hashlib.md5"),
        ("from hashlib import md5\nif x:\n def md5(): pass\ndef f(): md5()", "?"),
        ("import hashlib\nhashlib = x\nhashlib.md5()", "?.md5"),
        ("def eval(x): pass\neval()", "app.eval"),
        ("if a:\n from hashlib import md5 as f\nelse:\n from hashlib import sha256 as f\nf()", "?"),
        ("unknown()", "?"),
        ("x[0].execute()", "?.execute"),
        ("''.join(())", "?.join"),
    ],
)
def test_what_hides_an_import_is_seen(text: str, target: str) -> None:
    """Parameters, local variables, loops, functions of the same name; and what nobody knows stays unknown."""
    assert target in targets(text)


def test_a_class_body_hides_nothing_from_its_methods() -> None:
    """Methods do not see the names of the class, as in Python."""
    text = "from hashlib import md5\nclass C:\n md5 = None\n def f(self):\n  md5()\n  self.md5()"
    assert ["hashlib.md5", "?.md5"] == targets(text)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("from flask import Flask\napp = Flask(__name__)\napp.run()", "flask.Flask().run"),
        ("from flask.app import Flask\nFlask(__name__).run()", "flask.Flask().run"),
        ("from flask import current_app as a\na.run()", "flask.Flask().run"),
        ("from flask import current_app as a\na._get_current_object().run()", "flask.Flask().run"),
        ("import sqlite3\nc = sqlite3.connect('x').cursor()\nc.execute()", "sqlite3.connect().cursor().execute"),
        ("import sqlite3\nwith sqlite3.connect('x') as c:\n c.execute()", "sqlite3.connect().execute"),
        ("import sqlite3\ndef f(c: sqlite3.Cursor): c.execute()", "sqlite3.Cursor().execute"),
        ("import sqlite3\ndef f(c: 'sqlite3.Cursor | None'): c.execute()", "sqlite3.Cursor().execute"),
        ("import sqlite3\ndef f(c: 'sqlite3.Cursor | str'): c.execute()", "?.execute"),
        ("import sqlite3\ndef f(c: sqlite3.Cursor | None = None): c.execute()", "sqlite3.Cursor().execute"),
        ("import sqlite3\nfrom typing import Optional\ndef f(c: Optional['sqlite3.Cursor']): c.execute()", "sqlite3.Cursor().execute"),
        ("import sqlite3\ndef f(c: list[sqlite3.Cursor]): c.execute()", "?.execute"),
        ("import sqlite3\nclass D:\n def __init__(self): self.c = sqlite3.connect()\n def f(self): self.c.execute()",
         "sqlite3.connect().execute"),
        ("import sqlite3\nclass D:\n c: sqlite3.Connection\n def f(self): self.c.execute()", "sqlite3.Connection().execute"),
        ("import sqlite3\nclass D:\n c = None\n def open(self): self.c = sqlite3.connect()\nD().c.execute()",
         "sqlite3.connect().execute"),
        ("import sqlite3\ndef get():\n return sqlite3.connect()\nget().execute()", "sqlite3.connect().execute"),
        ("import sqlite3\ndef get() -> sqlite3.Connection:\n return x\nget().execute()", "sqlite3.Connection().execute"),
        ("import sqlite3\nfrom contextlib import contextmanager\n@contextmanager\ndef get():\n yield sqlite3.connect()\nwith get() as c: c.execute()", "sqlite3.connect().execute"),
        ("import sqlite3\nclass D:\n @property\n def c(self): return sqlite3.connect()\nD().c.execute()", "sqlite3.connect().execute"),
        ("import sqlite3\nfrom flask import g\ndef get():\n if 'db' not in g:\n  g.db = sqlite3.connect()\n return g.db\nget().execute()",
         "sqlite3.connect().execute"),
        ("import sqlite3\nfrom flask import g\ndef get():\n db = getattr(g, '_db', None)\n if db is None:\n  db = g._db = sqlite3.connect()\n return db\nget().execute()", "sqlite3.connect().execute"),
        ("from flask import Flask\nclass Shop(Flask): pass\nShop(__name__).run()", "flask.Flask().run"),
        ("from flask import Flask\nclass Shop(Flask):\n def run(self): pass\nShop(__name__).run()", "app.Shop().run"),
        ("class A:\n def f(self): pass\nclass B(A): pass\nB().f()", "app.A().f"),
        ("class A:\n @classmethod\n def make(cls): cls.make()", "app.A.make"),
        ("class A:\n @staticmethod\n def f(x): x.go()", "?.go"),
        ("import os\nos.environ['A'].split()", "os.environ[].split"),
        ("from flask import request\nfor f in request.files.getlist('x'): f.save()", "flask.request.files.getlist()[].save"),
        ("from flask import Flask\ndef create_app():\n app = Flask(__name__)\n return app\ncreate_app().run()", "flask.Flask().run"),
        ("import a, b\nx = a.C() if c else b.C()\nx.f()", "?.f"),
        ("import a\nx = None or a.C()\nx.f()", "a.C().f"),
        ("import a\nasync def f():\n x = await a.connect()\n x.go()", "a.connect().go"),
        ("import a\nif (x := a.C()): x.f()", "a.C().f"),
        ("import a\nx: a.C\nx.f()", "a.C().f"),
        ("import a\ndef f(x: 'a.C'): x.f()", "a.C().f"),
        ("import a\ndef f():\n x = None\n def g():\n  nonlocal x\n  x = a.C()\n def h(): x.f()", "a.C().f"),
        ("import a\ndef f():\n x = None\n class D:\n  def g(self):\n   nonlocal x\n   x = a.C()\n x.f()", "a.C().f"),
        ("import a\nclass D:\n def f(self):\n  with a.open() as self.x: self.x.read()", "a.open().read"),
        ("import a\nclass D:\n def f(self):\n  for self.x, *y in a.all(): self.x.read()", "a.all()[].read"),
        ("import a\nclass D:\n def f(self):\n  self.x = a.C()\n  self.x += 1\n  self.x.f()", "?.f"),
        ("import a\nwith a.connect() as x, x.cursor() as y: y.f()", "a.connect().cursor().f"),
        ("import a\nx = a.lock()\nwith x.open() as x: x.f()", "a.lock().open().f"),
        ("import a\nwith a.open() as (x, *y): x.read()", "a.open()[].read"),
        ("import a\nmatch a.C():\n case [x, *y] if x.f(): pass", "a.C()[].f"),
        ("import a\nmatch a.C():\n case {'k': 1, **rest}: rest.f()", "a.C()[].f"),
        ("import a\nf = lambda x=a.C(): x", "a.C"),
        ("import a\nasync def f():\n async with a.open() as x:\n  async for y in x: y.read()", "a.open()[].read"),
        ("import a\nx = [y.f() for y in a.all() if y.g()]", "a.all()[].g"),
        ("import a\nx = {y.k(): y.f() for y in a.all()}", "a.all()[].k"),
        ("import a\n@a.decorate(1)\nclass D(a.base(), metaclass=a.meta()): pass", "a.meta"),
    ],
)  # fmt: skip
def test_objects_are_known_by_what_made_them(text: str, target: str) -> None:
    """Variables bound once, chains, attributes of self, context managers, annotations, simple functions, ``flask.g``."""
    assert target in targets(text)


def test_names_are_followed_through_the_modules_of_the_project() -> None:
    """Also through names that a module only hands on, and star imports."""
    files = {
        "extensions": "from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\n",
        "handing_on": "from extensions import db as database\n",
        "every": "from handing_on import *\n",
    }
    expected = "flask_sqlalchemy.SQLAlchemy().session.execute"
    assert [expected] == targets("from extensions import db\ndb.session.execute('x')", **files)
    assert [expected] == targets("import handing_on\nhanding_on.database.session.execute('x')", **files)
    assert [expected] == targets("from every import database\ndatabase.session.execute('x')", **files)


def test_a_file_hides_the_standard_library_only_beside_itself() -> None:
    """``random.py`` in the folder of the importer is what Python would import."""
    assert ["random.choice"] == targets("import random\nrandom.choice()", random="def choice(): pass")
    assert ["random.shuffle"] == targets("import random\nrandom.shuffle()")


@pytest.mark.parametrize(
    "text",
    [
        "x = x\nsink(x)",
        "def f():\n return f()\nsink(f())",
        "class A(B): pass\nclass B(A): pass\nsink(A().x)",
        "from app import y as x, x as y\nsink(x)",
        "class A:\n def f(self):\n  self.x = self.y\n  self.y = self.x\n  sink(self.x)",
        "def f(): return g()\ndef g(): return f()\nx = f()\nsink(x.y)",
    ],
)
def test_circles_end(text: str) -> None:
    """What is defined by itself is unknown."""
    value = sunk(text)
    assert ("", False, False, False) == (value.origin, value.known, value.built, value.requested)


def test_star_imports_in_circles_end() -> None:
    """Each module is looked at once, however many import each other."""
    names = [f"m{number}" for number in range(12)]
    files = {name: "".join(f"from {other} import *\n" for other in names) for name in names}
    files["m7"] += "from hashlib import md5\n"
    assert {"hashlib.md5", "?"} == set(targets("from m0 import *\nmd5()\nmissing()", **files))


def test_a_long_chain_is_no_harm() -> None:
    """Hundreds of calls on one another are unknown, not too deep."""
    assert "?.a" in targets("import q\nq" + ".a()" * 600)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("flask.globals.request", "flask.request"),
        ("flask.Markup", "markupsafe.Markup"),
        ("Cryptodome.Cipher.DES.new", "Crypto.Cipher.DES.new"),
        ("builtins.eval", "eval"),
        ("sqlalchemy.sql.text", "sqlalchemy.text"),
        ("sqlalchemy.sql.expression.text", "sqlalchemy.text"),
        ("yaml.loader.Loader", "yaml.Loader"),
        ("wtforms.fields.core.StringField", "wtforms.StringField"),
        ("flask.globals", "flask.globals"),
        ("flaskapp.request", "flaskapp.request"),
        ("hashlib.md5", "hashlib.md5"),
    ],
)
def test_one_thing_has_one_name(name: str, expected: str) -> None:
    """What several modules export goes by one; names that only begin alike are left alone."""
    assert expected == canonical(name)
