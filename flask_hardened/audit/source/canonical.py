"""One name for what several modules export, so that rules need to know one."""

from __future__ import annotations

from typing import Final

_NAMES: Final = {
    "flask.current_app": "flask.Flask()",
    "flask.Flask()._get_current_object()": "flask.Flask()",
    "apiflask.APIFlask()": "flask.Flask()",
    "connexion.App().app": "flask.Flask()",
    "connexion.FlaskApp().app": "flask.Flask()",
    "dash.Dash().server": "flask.Flask()",
    "flask_api.FlaskAPI()": "flask.Flask()",
    "flask_openapi3.OpenAPI()": "flask.Flask()",
    "flask.Markup": "markupsafe.Markup",
    "flask.escape": "markupsafe.escape",
    "flask.safe_join": "werkzeug.utils.safe_join",
    "jinja2.Markup": "markupsafe.Markup",
    "jinja2.escape": "markupsafe.escape",
    "jinja2.utils.Markup": "markupsafe.Markup",
    "werkzeug.security.safe_join": "werkzeug.utils.safe_join",
    "werkzeug.secure_filename": "werkzeug.utils.secure_filename",
    "werkzeug.generate_password_hash": "werkzeug.security.generate_password_hash",
    "werkzeug.check_password_hash": "werkzeug.security.check_password_hash",
    "werkzeug.run_simple": "werkzeug.serving.run_simple",
    "werkzeug.contrib.fixers.ProxyFix": "werkzeug.middleware.proxy_fix.ProxyFix",
    "requests.session": "requests.Session",
    "sqlalchemy.engine.create.create_engine": "sqlalchemy.create_engine",
    "sqlalchemy.engine.create_engine": "sqlalchemy.create_engine",
    "sqlalchemy.orm.session.Session": "sqlalchemy.orm.Session",
    "flask_wtf.Form": "flask_wtf.FlaskForm",
    "flask_wtf.CsrfProtect": "flask_wtf.CSRFProtect",
    "tempfile._mktemp": "tempfile.mktemp",
    "psycopg2.extensions.connect": "psycopg2.connect",
}
_PREFIXES: Final = {
    "builtins": "",
    "__builtin__": "",
    "cPickle": "pickle",
    "_pickle": "pickle",
    "Cryptodome": "Crypto",
    "posixpath": "os.path",
    "ntpath": "os.path",
    "StringIO": "io",
    "xml.etree.cElementTree": "xml.etree.ElementTree",
    "flask.app": "flask",
    "flask.blueprints": "flask",
    "flask.ctx": "flask",
    "flask.globals": "flask",
    "flask.helpers": "flask",
    "flask.json.provider": "flask.json",
    "flask.templating": "flask",
    "flask.wrappers": "flask",
    "flask_cors.core": "flask_cors",
    "flask_cors.decorator": "flask_cors",
    "flask_cors.extension": "flask_cors",
    "flask_login.config": "flask_login",
    "flask_login.login_manager": "flask_login",
    "flask_login.mixins": "flask_login",
    "flask_login.utils": "flask_login",
    "flask_sqlalchemy.extension": "flask_sqlalchemy",
    "flask_wtf.csrf": "flask_wtf",
    "flask_wtf.form": "flask_wtf",
    "itsdangerous.jws": "itsdangerous",
    "itsdangerous.serializer": "itsdangerous",
    "itsdangerous.signer": "itsdangerous",
    "itsdangerous.timed": "itsdangerous",
    "itsdangerous.url_safe": "itsdangerous",
    "jinja2.environment": "jinja2",
    "jinja2.loaders": "jinja2",
    "jwt.api_jwt": "jwt",
    "markupsafe._native": "markupsafe",
    "markupsafe._speedups": "markupsafe",
    "paramiko.client": "paramiko",
    "requests.api": "requests",
    "requests.packages.urllib3": "urllib3",
    "requests.sessions": "requests",
    "sqlite3.dbapi2": "sqlite3",
    "sqlalchemy.orm.scoping": "sqlalchemy.orm",
    "sqlalchemy.sql.expression": "sqlalchemy",
    "sqlalchemy.sql.elements": "sqlalchemy",
    "sqlalchemy.sql.functions": "sqlalchemy",
    "wtforms.fields": "wtforms",
    "wtforms.fields.choices": "wtforms",
    "wtforms.fields.core": "wtforms",
    "wtforms.fields.datetime": "wtforms",
    "wtforms.fields.html5": "wtforms",
    "wtforms.fields.list": "wtforms",
    "wtforms.fields.numeric": "wtforms",
    "wtforms.fields.simple": "wtforms",
    "wtforms.form": "wtforms",
    "yaml.cyaml": "yaml",
    "yaml.dumper": "yaml",
    "yaml.loader": "yaml",
}
_OBJECTS: Final = {
    "sqlalchemy.sql": (
        "text",
        "select",
        "func",
        "literal_column",
        "column",
        "and_",
        "or_",
        "insert",
        "update",
        "delete",
    ),
}
_MODULES: Final = {name.partition(".")[0] for name in (*_NAMES, *_PREFIXES, *_OBJECTS)}


def canonical(name: str) -> str:
    """Return the name under which rules know what is called `name`: ``flask.Markup`` is ``markupsafe.Markup``."""
    if name.startswith("flask.ext."):
        name = "flask_" + name.removeprefix("flask.ext.")
    if name.partition(".")[0] not in _MODULES:
        return name
    found = _NAMES.get(name)
    if found is not None:
        return found
    module, _, last = name.rpartition(".")
    if last in _OBJECTS.get(module, ()):
        return f"{module.rpartition('.')[0]}.{last}"
    prefix = name
    while prefix:
        replaced = _PREFIXES.get(prefix)
        if replaced is not None and prefix != name:
            rest = name[len(prefix) + 1 :]
            shorter = f"{replaced}.{rest}" if replaced else rest
            return _NAMES.get(shorter, shorter)
        prefix = prefix.rpartition(".")[0]
    return name
