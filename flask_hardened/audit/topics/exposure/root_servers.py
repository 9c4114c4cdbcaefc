"""FHW025: servers that run as root."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot
from ._nginx import directives


@rule(
    code="FHW025",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(250,),
    owasp=("A05",),
    asvs=("13.2.2",),
)
def root_servers(snapshot: Snapshot) -> Iterator[Hit]:
    """The server is started as root.

    ## What it does
    Reports systemd units without `User=`, which run as root unless they are installed for one user, and `user` or
    `uid` settings of gunicorn, uWSGI and nginx that name root.

    ## Why is this bad
    Whoever makes the app run a command owns the machine at once: its other services, its keys, its logs. Nothing a
    web app does needs root; a low port is the proxy's.

    ## Example
    ```ini
    [Service]
    ExecStart=/srv/app/.venv/bin/gunicorn app:app
    ```

    ## Use instead
    ```ini
    [Service]
    User=app
    ExecStart=/srv/app/.venv/bin/gunicorn app:app
    ```

    ## References
    - [CWE-250: Execution with Unnecessary Privileges](https://cwe.mitre.org/data/definitions/250.html)
    - [systemd: User=](https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html)
    """
    for start in snapshot.files.starts:
        if start.user in {"root", "0"}:
            yield Hit(
                message=f"The unit runs {start.program} as root.",
                fix="Add User= with an account that has no other use.",
                location=start.location,
            )
    for directive, above in directives(snapshot):
        if directive.name == "user" and directive.args[:1] == ("root",) and not above:
            yield Hit(
                message="nginx runs its workers as root.",
                fix="Name an account that has no other use, such as www-data.",
                location=directive.location,
            )
    for each in snapshot.files.settings:
        if each.name in {"user", "uid"} and each.value in {"root", "0"}:
            yield Hit(
                message=f"{each.program} is told to run as root.",
                fix=f"Name an account that has no other use in {each.name}.",
                location=each.location,
            )
