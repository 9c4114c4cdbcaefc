"""No secret in any output."""

from __future__ import annotations

from urllib.parse import quote

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened import Hardened
from flask_hardened.audit.discovery import find_rules
from flask_hardened.audit.engine import run
from flask_hardened.audit.reporters.catalog import REPORTERS
from flask_hardened.audit.reporters.presentation import Presentation
from flask_hardened.protections import CATALOG
from tests.audit.asking import ROOT, read

RULES = find_rules(CATALOG)
WORDS = st.text(st.sampled_from("bcdfghjkmnpqrstvwxyzBCDFGHJKMNPQRSTVWXYZ2346789!?"), min_size=6, max_size=80)
"""Without vowels, so that no key is by chance a word of the report."""


@given(
    key=WORDS | WORDS.map(lambda word: f"secret-{word}"), fallback=WORDS, as_list=st.booleans(), hardened=st.booleans()
)
def test_keys_are_in_no_report(key: str, fallback: str, as_list: bool, hardened: bool) -> None:
    """Weak or strong, key, fallback or the store's password, in a hardened app or another: no format has any of it."""
    app = Flask("secrets", template_folder=None, static_folder=None)
    app.config.update(
        TESTING=True, SECRET_KEY=key, SECRET_KEY_FALLBACKS=[fallback] if as_list else fallback, API_TOKEN=key
    )
    if hardened:
        app.config["HARDENED_STORAGE_URI"] = f"redis://user:{quote(key, safe='')}@store.internal"
        Hardened(app)
    report = run(RULES, read(app), ROOT)
    for output in (repr(report), *(write(report, Presentation()) for write in REPORTERS.values())):
        assert key not in output
        assert quote(key, safe="") not in output
        assert fallback not in output


@given(secret=WORDS, hardened=st.booleans())
def test_what_other_extensions_keep_secret_is_in_no_report(secret: str, hardened: bool) -> None:
    """Their keys, salts and passwords, and every part of the addresses of their servers."""
    quoted = quote(secret, safe="")
    app = Flask("secrets", template_folder=None, static_folder=None)
    app.config.update(
        TESTING=True,
        SECRET_KEY="4f1d2c9b8a7e6f5d4c3b2a190817263544536271809f8e7d6c5b4a3928170615",
        JWT_SECRET_KEY=secret,
        JWT_TOKEN_LOCATION=["cookies", "query_string"],
        SECURITY_PASSWORD_SALT=secret,
        BASIC_AUTH_PASSWORD=secret,
        WTF_CSRF_SECRET_KEY=secret,
        SQLALCHEMY_DATABASE_URI=f"postgresql://{quoted}:{quoted}@{secret}.example/{quoted}",
        SQLALCHEMY_BINDS={secret: {"url": f"mysql://a:{secret}@db.example/a"}},
        SQLALCHEMY_ENGINE_OPTIONS={"connect_args": {"password": secret}},
        CELERY={"broker_url": f"amqp://a:{quoted}@q.example", "accept_content": ["pickle"]},
        CACHE_REDIS_HOST="cache.example",
        CACHE_REDIS_PASSWORD=secret,
        REDIS_URL=f"redis://:{secret}@cache.example",
        MONGO_URI=f"mongodb://a:{quoted}@m.example",
        MAIL_SERVER="mail.example",
        MAIL_USERNAME=secret,
        MAIL_PASSWORD=secret,
    )
    app.extensions.update({"flask-jwt-extended": object(), "security": object(), "cache": object()})
    if hardened:
        Hardened(app)
    snapshot = read(app)
    report = run(RULES, snapshot, ROOT)
    assert {"FHD022", "FHA020"} <= {finding.code for finding in report.findings}
    for output in (repr(snapshot), repr(report), *(write(report, Presentation()) for write in REPORTERS.values())):
        assert secret not in output
        assert quoted not in output
