"""Packages that nobody mends any more, with what takes their place."""

from __future__ import annotations

from ..finding import Severity
from .table import Abandoned

_LOW, _MEDIUM = Severity.LOW, Severity.MEDIUM
_PYPI = "https://pypi.org/project/"


def _last_release(
    package: str, since: str, severity: Severity, instead: str, *modules: str, also: str = ""
) -> Abandoned:
    """Make an entry about a package whose project page shows when it was last released."""
    return Abandoned(
        package=package,
        since=since,
        severity=severity,
        reason=f"has had no release since {since}{also}",
        instead=instead,
        source=f"{_PYPI}{package}/",
        modules=modules,
    )


ABANDONED = (
    Abandoned(
        package="bleach",
        since="2026-06",
        severity=_MEDIUM,
        reason="is no longer maintained since 2026-06, and the parser it stands on is not either",
        instead="flask_hardened.sanitize(), or nh3",
        source="https://github.com/mozilla/bleach/issues/698",
        modules=("bleach",),
    ),
    Abandoned(
        package="flask-security",
        since="2017-07",
        severity=_MEDIUM,
        reason="before 4.0 is the first project of that name, whose last release was in 2017-07",
        instead="Flask-Security 5, which goes on as a project of Pallets-Eco",
        source=f"{_PYPI}Flask-Security/",
        versions="<4",
    ),
    Abandoned(
        package="sqlalchemy",
        since="2021-03",
        severity=_LOW,
        reason="before 1.4 has had no release since 2021-03",
        instead="SQLAlchemy 2",
        source="https://www.sqlalchemy.org/download.html",
        versions="<1.4",
    ),
    _last_release("aioredis", "2021-12", _LOW, "redis, which it became a part of", "aioredis"),
    _last_release("flask-basicauth", "2013-06", _LOW, "Flask-HTTPAuth", "flask_basicauth"),
    _last_release("flask-cache", "2014-04", _LOW, "Flask-Caching", "flask_cache"),
    _last_release("flask-graphql", "2019-12", _LOW, "a GraphQL server that is looked after", "flask_graphql"),
    _last_release("flask-jwt", "2015-11", _MEDIUM, "flask_hardened.tokens, or Flask-JWT-Extended", "flask_jwt"),
    _last_release(
        "flask-kvsession", "2015-05", _MEDIUM, "the sessions of Flask-Hardened, or Flask-Session", "flask_kvsession"
    ),
    _last_release("flask-mongoengine", "2020-11", _LOW, "MongoEngine itself", "flask_mongoengine"),
    _last_release("flask-oauth", "2012-10", _MEDIUM, "Authlib", "flask_oauth"),
    _last_release("flask-oauthlib", "2020-09", _MEDIUM, "Authlib", "flask_oauthlib"),
    _last_release("flask-principal", "2013-06", _LOW, "@roles_required and @permissions_required", "flask_principal"),
    _last_release("flask-recaptcha", "2016-04", _LOW, "Flask-WTF's RecaptchaField", "flask_recaptcha"),
    _last_release("flask-restplus", "2019-08", _MEDIUM, "Flask-RESTX", "flask_restplus"),
    _last_release("flask-script", "2017-09", _LOW, "the command line of Flask itself", "flask_script"),
    _last_release(
        "flask-sessionstore",
        "2017-06",
        _MEDIUM,
        "the sessions of Flask-Hardened, or Flask-Session",
        "flask_sessionstore",
    ),
    _last_release("flask-sslify", "2015-04", _LOW, "Hardened(app), which redirects to HTTPS", "flask_sslify"),
    _last_release("flask-talisman", "2023-08", _LOW, "Hardened(app), which takes over its options", "flask_talisman"),
    _last_release(
        "flask-uploads", "2016-07", _LOW, "@upload, or Flask-Reuploaded", also=", and does not work with Werkzeug 1"
    ),
    _last_release("mysql-python", "2014-01", _LOW, "mysqlclient"),
    _last_release("nose", "2015-06", _LOW, "pytest"),
    _last_release("oauth2", "2015-09", _MEDIUM, "Authlib", "oauth2"),
    _last_release(
        "passlib", "2020-10", _LOW, "flask_hardened.passwords, or libpass", also=", and breaks with bcrypt 5"
    ),
    _last_release("pycrypto", "2014-06", _MEDIUM, "cryptography"),
    _last_release("pypdf2", "2022-12", _LOW, "pypdf, under which name it goes on", "PyPDF2"),
    _last_release("python-openid", "2010-07", _MEDIUM, "python3-openid"),
    _last_release("raven", "2018-12", _LOW, "sentry-sdk", "raven"),
)
"""By name, those with a story of their own first."""
