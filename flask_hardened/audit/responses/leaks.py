"""What error pages tell about the inside of an app."""

from __future__ import annotations

import re

_PATTERNS = {
    "debugger": re.compile(rb"__debugger__=|EVALEX\s*=|<title>[^<]{0,200}// Werkzeug Debugger"),
    "traceback": re.compile(
        rb"Traceback \(most recent call last\)|File (?:\"|&quot;|&#34;)[^\"&<>\n]{1,300}(?:\"|&quot;|&#34;), line \d"
    ),
    "path": re.compile(
        rb"(?:/(?:home|Users|usr|var|srv|opt|app|root|code|workspace)/[\w.@+/-]{1,200}|"
        rb"[A-Za-z]:\\[\w .\\-]{1,200})\.py\b|site-packages[/\\]"
    ),
    "sql": re.compile(
        rb"sqlite3\.\w*Error|psycopg2?\.(?:errors\.)?\w+|SQLSTATE\[|You have an error in your SQL syntax|ORA-\d{5}:|"
        rb"sqlalchemy\.exc\.|pymysql\.err|MySQLdb\._exceptions|sqlalche\.me/e/"
    ),
    "version": re.compile(
        rb"\b(?:Werkzeug|Flask|gunicorn|uWSGI|waitress|CherryPy|nginx|Apache|openresty|Python|PHP|Tomcat)[/ ]v?\d+\.\d",
    ),
}


def leaks_in(body: bytes) -> frozenset[str]:
    """Return the kinds of leaks in the body of an error page."""
    return frozenset(kind for kind, pattern in _PATTERNS.items() if pattern.search(body))
