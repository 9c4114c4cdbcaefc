"""FHW013: the development server in what is shipped."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot


@rule(
    code="FHW013",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(489, 1188),
    owasp=("A05",),
    asvs=("13.4.2",),
)
def development_server(snapshot: Snapshot) -> Iterator[Hit]:
    """What is shipped starts Flask's development server.

    ## What it does
    Reads the last stage of Dockerfiles, Compose files, Procfiles, systemd units and start scripts for `flask run`,
    and for scripts that call `app.run()`. Files whose names say that they are for development or tests are left
    out.

    ## Why is this bad
    The development server has no limits on slow clients, header sizes or connections, so that one client can keep
    it busy, and it is one variable away from the debugger, which runs what an attacker types into it.

    ## Example
    ```docker
    CMD ["flask", "run", "--host=0.0.0.0"]
    ```

    ## Use instead
    ```docker
    CMD ["gunicorn", "--bind=0.0.0.0:8000", "app:create_app()"]
    ```

    ## References
    - [CWE-489: Active Debug Code](https://cwe.mitre.org/data/definitions/489.html)
    - [CWE-1188: Initialization of a Resource with an Insecure Default](https://cwe.mitre.org/data/definitions/1188.html)
    - [Flask: Deploying to Production](https://flask.palletsprojects.com/en/stable/deploying/)
    """
    for each in snapshot.files.starts:
        if each.development:
            yield Hit(
                message="The app is started with Flask's development server.",
                fix="Start it with a server for production, such as gunicorn.",
                location=each.location,
                confidence=Confidence.LOW if each.origin in {"script", "service"} else None,
            )
