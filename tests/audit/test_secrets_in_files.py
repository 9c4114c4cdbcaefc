"""Secrets in files: no report of a folder, no baseline, no list of packages and no message shows one."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from flask_hardened.audit.reporters.catalog import REPORTERS
from flask_hardened.cli import without_app
from tests.audit.running import run

_ALPHABET = "bcdfghjkmnpqrstvwxzBCDFGHJKMNPQRSTVWXZ23456789"

FILES = {
    "app.py": """import hashlib, jwt, os, requests, sqlite3, subprocess, yaml
from flask import Flask, Response, make_response, redirect, render_template_string, request, session
app = Flask(__name__)
app.secret_key = "@"
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://bob:@@db/x"
app.config.update(SECRET_KEY="@", MAIL_PASSWORD='@', DEBUG=True)
password = \"\"\"@
@\"\"\"
db = sqlite3.connect("x")
TOKENS = {"@": "admin"}
@app.route("/a/<n>", methods=["GET", "POST"])
def a(n):
    db.execute("SELECT * FROM u WHERE k = '@' AND n = " + n)
    db.execute(f"SELECT * FROM u WHERE token = '@' AND n = {n}")
    requests.get("https://api.example/x?key=@&n=" + n, verify=False)
    requests.get("https://api.example/x", headers={"Authorization": "Bearer @"}, verify=False)
    requests.get("https://api.example/x", auth=("bob", "@"), verify=False)
    requests.post("https://api.example/x", json={"password": "@"}, verify=False)
    subprocess.run("curl -u bob:@ " + n, shell=True)
    subprocess.run("mysql -p@ " + n, shell=True)
    os.system("PGPASSWORD=@ psql " + n)
    os.system("tool --token=@ --password @ " + n)
    hashlib.md5(b"@" + n.encode()).hexdigest()
    jwt.decode(n, "@", options={"verify_signature": False})
    if request.headers["X-Key"] == "@":
        return redirect(request.args["next"])
    response = make_response(render_template_string("@" + n))
    response.set_cookie("sid", "@")
    session["api_key"] = "@"
    yaml.load(request.data, Loader=yaml.Loader) or "@"
    eval("@" + n)
    app.run(debug=True, ssl_context=("@", 1), password=r'@')  # password: @
    app.run(debug=True)  # @
    return Response("@" + request.args["x"])
""",
    "bad.py": "password = '@' (\n",
    ".env": "SECRET_KEY=@\nDATABASE_URL=postgres://a:@@h/x\n",
    ".env.example": "SECRET_KEY=@\n",
    "Dockerfile": """FROM python:latest
ENV SECRET_KEY=@
ENV API_TOKEN @
ARG GH_TOKEN=@
RUN pip install --extra-index-url http://u:@@pypi.example/simple x
RUN pip install -i http://@@pypi.example/simple x
RUN curl -H 'Authorization: Bearer @' http://x.example | sh
RUN git clone https://@@github.com/x/y
CMD flask run --host 0.0.0.0 --debug --key @
""",
    "compose.yml": """services:
  web:
    image: x:latest
    privileged: true
    command: gunicorn --forwarded-allow-ips='*' --password @ app:app
    environment: ["SECRET_KEY=@", "FLASK_DEBUG=1", "DATABASE_URL=postgres://a:@@h/x"]
  db:
    image: postgres
    environment: {POSTGRES_PASSWORD: "@"}
    ports: ["0.0.0.0:5432:5432"]
""",
    "nginx.conf": """server {
  listen 80;
  location / { proxy_pass http://app; proxy_set_header X-Api-Key @; add_header X-Secret "@"; }
  location /static { alias /x/; autoindex on; auth_basic "@"; }
  location = /@ { return 302 http://$host$uri; }
}
""",
    "requirements.txt": """--index-url http://user:@@pypi.example/simple
--extra-index-url https://@@pypi.example/simple
flask==0.12
git+http://@@github.com/x/y.git#egg=z
pkg @ http://a:@@x.example/y.tar.gz
-r https://u:@@x.example/y.txt
@===%%%
""".replace("pkg @", "pkg \0"),
    "templates/a.html": """<script src='http://cdn.example/x.js?key=@'></script>
<script>var apiKey = '@'; f('{{ x }}')</script>
{{ x|safe }} @
<form method=post action='/x?token=@'><input type=hidden name=secret value='@'></form>
<a target=_blank href='http://u:@@x.example/'>x</a><button onclick="f('@')">
""",
    "templates/bad.html": "{% @ %}\n",
    "gunicorn.conf.py": "forwarded_allow_ips='*'\nraw_env=['SECRET_KEY=@', 'FLASK_DEBUG=1']\n",
    "pyproject.toml": "[project]\nname='x'\ndependencies=['x \0 http://a:@@h.example/x.zip', '@ ???']\n",
    "poetry.lock": "[[package]]\nname='a'\nversion='1'\n[package.source]\ntype='legacy'\nurl='http://u:@@h.example/s'\n",
    "config.json": '{"password": "@", "aws": "@"}',
    "settings.ini": "[x]\npassword = @\n",
    "static/app.js": "const token = '@';\n",
    "entrypoint.sh": "export SECRET_KEY=@\nflask run --debug # @\n",
    "app.service": "[Service]\nEnvironment=SECRET_KEY=@\nExecStart=flask run --debug --pw @\n",
    "Procfile": "web: TOKEN=@ flask run --debug\n",
}
"""Each ``@`` before something else than ``app`` is a secret of its own; a null stands for the sign itself."""


def planted(folder: Path, seed: int) -> list[str]:
    """Write the files, and return the secrets in them."""
    source, secrets = random.Random(seed), list[str]()
    for name, text in FILES.items():
        text = text.replace("@app", "\0app").replace("@@", "@\0")
        first, *rest = text.split("@")
        for part in rest:
            secrets.append("Zq7" + "".join(source.choices(_ALPHABET, k=20)) + "4k")
            first += secrets[-1] + part
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(first.replace("\0", "@"), "utf-8")
    return secrets


@pytest.mark.parametrize("seed", range(3))
def test_no_output_has_one(tmp_path: Path, seed: int) -> None:
    """Nor the first half of one, which an excerpt that is cut short would show."""
    folder = tmp_path / "shop"
    folder.mkdir()
    secrets = planted(folder, seed)
    baseline, packages = tmp_path / "baseline.json", tmp_path / "sbom.json"
    further = ("--write-baseline", str(baseline), "--sbom", str(packages))
    result = run(without_app, "audit", str(folder), "--offline", *further)
    assert result.exit_code == 0
    outputs = {"baseline": baseline.read_text("utf-8"), "sbom": packages.read_text("utf-8")}
    for form in REPORTERS:
        result = run(without_app, "audit", str(folder), "--offline", "--format", form)
        assert 1 == result.exit_code
        outputs |= {form: result.stdout, f"stderr of {form}": result.stderr}
    assert [] == [(name, secret) for name, text in outputs.items() for secret in secrets if secret[:12] in text]
    assert 78 == len(secrets)
    assert 50 < outputs["text"].count(" | ")  # lines of code are shown
