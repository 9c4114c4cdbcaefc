"""FHQ001: SQL put together of text."""

import pytest

from flask_hardened.audit.finding import Confidence, Severity
from flask_hardened.audit.topics.injection.built_sql import built_sql
from tests.audit.asking_source import found, lines
from tests.audit.views_for_tests import in_view

IMPORTS = "import sqlite3\nfrom sqlalchemy import text\nimport pandas\nfrom flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\nCOLUMNS = {'a': 'name'}"


@pytest.mark.parametrize(
    "code",
    [
        "sqlite3.connect(\"x\").execute(f\"SELECT * FROM post WHERE title = '{request.args['t']}'\")",
        'sqlite3.connect("x").cursor().executemany("DELETE FROM post WHERE id = " + request.form["id"], [])',
        'db.session.execute(text("SELECT * FROM post WHERE title = \'%s\'" % request.args.get("t")))',
        'cursor.execute("SELECT * FROM post WHERE id = {}".format(request.json["id"]))',
        'order = request.args.get("order")\ndb.session.execute(text("SELECT * FROM post ORDER BY " + order))',
        'sql = "SELECT * FROM post"\nif name:\n    sql += f" WHERE title = \'{name}\'"\ncursor.execute(sql)',
        'conditions = ["1 = 1"]\nconditions.append("title = \'" + name + "\'")\ncursor.execute("SELECT * FROM post WHERE " + " AND ".join(conditions))',
        'pandas.read_sql(con="sqlite://", sql="SELECT * FROM " + name)',
        'pandas.read_sql(f"SELECT * FROM {name}", "sqlite://")',
        'db.session.execute(text(request.args["sql"]))',
    ],
)
def test_found_for_data_of_the_request(code: str) -> None:
    """Whichever way text is put together, and whoever takes it."""
    assert 1 == len(lines(built_sql, in_view(IMPORTS, code)))


@pytest.mark.parametrize(
    "code",
    [
        'sqlite3.connect("x").execute("SELECT * FROM post WHERE title = ?", (request.args["t"],))',
        "cursor.execute(f\"SELECT * FROM post WHERE id = {int(request.args['id'])}\")",
        'cursor.execute(f"SELECT * FROM post WHERE id = {number}")',
        'cursor.execute("SELECT * FROM post WHERE id = %d" % request.json["id"])',
        'ids = request.json\ncursor.execute("SELECT * FROM post WHERE id IN (%s)" % ",".join("?" * len(ids)), ids)',
        'ids = request.json\ncursor.execute("SELECT * FROM post WHERE id IN (%s)" % ",".join(["?"] * len(ids)), ids)',
        "ids = request.json\ncursor.execute(f\"SELECT * FROM post WHERE id IN ({','.join('?' for _ in ids)})\", ids)",
        'ids = request.json\nmarks = ", ".join(f":id{i}" for i in range(len(ids)))\ncursor.execute(f"SELECT * FROM post WHERE id IN ({marks})", {})',
        'conditions = ["1 = 1"]\nif name:\n    conditions.append("title = ?")\ncursor.execute("SELECT * FROM post WHERE " + " AND ".join(conditions), [name])',
        'column = COLUMNS[request.args["sort"]]\ncursor.execute(f"SELECT * FROM post ORDER BY {column}")',
        'column = request.args["sort"]\nif column not in ("a", "b"):\n    return ""\ncursor.execute(f"SELECT * FROM post ORDER BY {column}")',
        'way = "DESC" if request.args.get("down") else "ASC"\ncursor.execute(f"SELECT * FROM post ORDER BY id {way}")',
        'for table in ("a", "b"):\n    cursor.execute(f"DELETE FROM {table}")',
        'db.session.execute(text("SELECT 1"), {"name": name})',
        'pool.execute("job-" + name)',
        'name = "constant"\ncursor.execute(f"SELECT * FROM {name}")',
        'table = quote_identifier(name)\ncursor.execute(f"SELECT * FROM {table}")',
    ],
)
def test_not_found_for_what_is_harmless(code: str) -> None:
    """Parameters, placeholders, numbers, constants, what was tested or quoted, and calls that take no SQL."""
    assert [] == lines(built_sql, in_view(IMPORTS, code))


def test_found_with_less_certainty_for_a_parameter() -> None:
    """A known driver and a parameter: medium; an object that nobody knows, or a text from elsewhere: low."""
    known = "import sqlite3\ndef find(title):\n    sqlite3.connect('x').execute(f'SELECT * FROM post WHERE title = {title}')\n"
    unknown = "def find(title):\n    cursor.execute(f'SELECT * FROM post WHERE title = {title}')\n"
    elsewhere = "import sqlite3\ndef find(self):\n    sqlite3.connect('x').execute('DELETE FROM ' + self.table())\n"
    levels = [(hit.severity, hit.confidence) for text in (known, unknown, elsewhere) for hit in found(built_sql, text)]
    assert [
        (Severity.HIGH, Confidence.MEDIUM),
        (Severity.MEDIUM, Confidence.LOW),
        (Severity.MEDIUM, Confidence.LOW),
    ] == levels


def test_not_found_for_what_is_passed_on() -> None:
    """A function that runs the SQL it is given puts nothing together; a migration runs names of its own."""
    assert [] == lines(built_sql, "import sqlite3\ndef run(sql):\n    sqlite3.connect('x').execute(sql)\n")
    assert [] == lines(built_sql, "from alembic import op\ndef upgrade(t):\n    op.execute(f'DELETE FROM {t}')\n")


def test_found_names_neither_values_nor_text() -> None:
    """The message says what takes the SQL, and nothing of it."""
    [finding] = found(built_sql, in_view(IMPORTS, 'cursor.execute("SELECT * FROM post WHERE id = " + name)'))
    assert "The SQL given to execute is put together of data of the request." == finding.message
    assert (Severity.HIGH, Confidence.HIGH) == (finding.severity, finding.confidence)


def test_found_with_little_confidence_where_tables_are_changed() -> None:
    """Names of tables cannot be parameters; only data of the request is for sure a fault there."""
    change = "from sqlalchemy import text\ndef migrate(session, name):\n    session.execute(text('ALTER TABLE post ADD ' + name))\n"
    (finding,) = found(built_sql, change)
    assert (Severity.MEDIUM, Confidence.LOW) == (finding.severity, finding.confidence)
    (finding,) = found(built_sql, change.replace("ALTER TABLE post ADD ", "SELECT * FROM post ORDER BY "))
    assert (Severity.HIGH, Confidence.MEDIUM) == (finding.severity, finding.confidence)
