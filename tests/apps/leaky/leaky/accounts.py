"""Signing in."""

import hashlib
import random
import string

import jwt
from flask import Blueprint, make_response, redirect, render_template, request, session
from werkzeug.security import generate_password_hash

from .database import connection

pages = Blueprint("accounts", __name__)
TOKEN_KEY = "tokens-of-the-shop"


@pages.route("/login", methods=["GET", "POST"])  # expect: FHL005
def login():
    name = request.form.get("name", "")
    password = request.form.get("password", "")
    digest = hashlib.md5(password.encode()).hexdigest()  # expect: FHP008
    user = connection().execute("SELECT id FROM users WHERE name = '%s' AND digest = '%s'" % (name, digest)).fetchone()  # expect: FHQ001
    if user is None:
        return render_template("login.html", name=name)
    session["user_id"] = user[0]
    session["password"] = password  # expect: FHS009
    response = make_response(redirect(request.args.get("next", "/")))  # expect: FHG006
    response.set_cookie("remember_token", digest)  # expect: FHK006, FHK007
    return response


@pages.post("/register")
def register():
    password = request.form["password"]
    if password == request.form["name"]:
        return "Choose another password.", 400
    hashed = generate_password_hash(password, method="pbkdf2:sha1:1000")  # expect: FHP009
    connection().execute("INSERT INTO users (name, digest) VALUES (?, ?)", (request.form["name"], hashed))
    connection().commit()
    return redirect("/login")


@pages.get("/logout")  # expect: FHA027
def logout():
    session.clear()
    return redirect("/")


@pages.post("/forgot")  # expect: FHL005
def forgot():
    token = "".join(random.choice(string.ascii_letters) for _ in range(8))  # expect: FHN008
    connection().execute("UPDATE users SET token = ? WHERE name = ?", (token, request.form["name"]))
    connection().commit()
    return "A message is on its way."


@pages.post("/token")  # expect: FHL005
def token():
    return jwt.encode({"sub": request.form["name"]}, TOKEN_KEY, algorithm="HS256")  # expect: FHJ010, FHJ011


@pages.get("/whoami")
def whoami():
    claims = jwt.decode(request.headers["Authorization"], options={"verify_signature": False})  # expect: FHJ007
    return claims["sub"]
