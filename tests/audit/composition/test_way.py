"""The way of the request's data in findings."""

from __future__ import annotations

from flask_hardened.audit.topics.injection.built_sql import built_sql
from tests.audit.asking_source import found

VIEW = """
import sqlite3
from flask import Flask, request
app = Flask(__name__)

@app.get("/posts/<slug>")
def posts(slug):
    order = request.args.get("order")
    query = f"SELECT text FROM posts WHERE slug = '{slug}'"
    query += " ORDER BY " + order
    return sqlite3.connect("blog.db").execute(query).fetchall()
"""


def test_each_place_where_data_is_read_is_a_step() -> None:
    """In the order of lines; the last step is the call."""
    (finding,) = found(built_sql, VIEW)
    assert [8, 9, 11] == [step.location.line for step in finding.trace]
    assert "It reaches execute." == finding.trace[-1].message
    assert finding.location == finding.trace[-1].location


def test_without_data_of_the_request_there_is_none() -> None:
    """A parameter of a function has no known source."""
    (finding,) = found(
        built_sql, "import sqlite3\ndef one(name):\n    sqlite3.connect('x').execute('SELECT ' + name + ' FROM b')\n"
    )
    assert () == finding.trace
