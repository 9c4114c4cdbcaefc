"""FHD003: Werkzeug's debugger around the app."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

DEBUGGERS = ("werkzeug.debug.", "flask_debugtoolbar.", "django.views.debug.", "backlash.", "weberror.")


@rule(
    code="FHD003",
    severity=Severity.CRITICAL,
    confidence=Confidence.HIGH,
    cwe=(489, 94),
    owasp=("A05",),
    asvs=("13.4.2",),
)
def wrapped_debugger(snapshot: Snapshot) -> Iterator[Hit]:
    """A debugger is wrapped around the app.

    ## What it does
    Reports Werkzeug's `DebuggedApplication`, and middleware of other interactive debuggers, around `app.wsgi_app`.

    ## Why is this bad
    Whoever causes an error gets a console that runs Python on the server. Unlike debug mode this holds under every
    server, whatever `FLASK_DEBUG` says.

    ## Example
    ```python
    app.wsgi_app = DebuggedApplication(app.wsgi_app, evalex=True)
    ```

    ## Use instead
    ```shell
    flask run --debug
    ```

    ## References
    - [Werkzeug: Debugging Applications](https://werkzeug.palletsprojects.com/en/stable/debug/)
    - [CWE-489: Active Debug Code](https://cwe.mitre.org/data/definitions/489.html)
    """
    for layer in snapshot.config.middleware:
        if layer.startswith(DEBUGGERS):
            yield Hit(
                message=f"{layer} is wrapped around the app: it runs code for whoever causes an error.",
                fix="Remove it from app.wsgi_app; use flask run --debug while developing.",
                location=Location(setting="app.wsgi_app"),
            )
