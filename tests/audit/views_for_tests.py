"""A small app whose one view is what a test says."""

from __future__ import annotations

_APP = """
from flask import Flask, request
{imports}
app = Flask(__name__)

@app.post("/<name>/<int:number>")
def view(name, number):
    {code}
"""


def in_view(imports: str, code: str) -> str:
    """Return a module whose view, of a text and a number in the URL, consists of these lines."""
    return _APP.format(imports=imports, code=code.replace("\n", "\n    "))
