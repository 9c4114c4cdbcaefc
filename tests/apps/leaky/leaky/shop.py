"""What is for sale."""

from flask import Blueprint, render_template, render_template_string, request
from markupsafe import Markup

from .database import connection

pages = Blueprint("shop", __name__)


class Order:
    def __init__(self, **fields):
        self.__dict__.update(fields)


@pages.get("/")
def index():
    return render_template("index.html", query=request.args.get("q", ""), link=request.args.get("link", ""))


@pages.get("/search")
def search():
    query = request.args.get("q", "")
    order = request.args.get("order", "name")
    rows = connection().execute(f"SELECT name, price FROM goods WHERE name LIKE '%{query}%' ORDER BY {order}").fetchall()  # expect: FHQ001
    return f"<h1>{query}</h1><p>{len(rows)} found</p>"  # expect: FHM011


@pages.get("/hello/<name>")
def hello(name):
    return render_template_string("<p>Hello " + name + "</p>")  # expect: FHM012


@pages.get("/banner")
def banner():
    return Markup("<b>%s</b>" % request.args["text"])  # expect: FHM010


@pages.get("/orders/<int:number>")
def order(number):
    row = connection().execute("SELECT id, note FROM orders WHERE id = ?", (number,)).fetchone()
    return {"order": row}


@pages.post("/orders")
def buy():
    placed = Order(**request.get_json())
    connection().execute("INSERT INTO orders (note) VALUES (?)", (placed.note,))
    connection().commit()
    return {"note": placed.note}


@pages.route("/cart/empty", methods=["GET", "POST"])  # expect: FHA028
def empty():
    connection().execute("DELETE FROM cart")
    connection().commit()
    return "Empty."
