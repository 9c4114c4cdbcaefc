"""FHW024: servers that restart when a file changes."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot


@rule(
    code="FHW024",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(489,),
    owasp=("A05",),
    asvs=("13.4.2",),
)
def reloading_servers(snapshot: Snapshot) -> Iterator[Hit]:
    """What is shipped starts a server that reloads changed source.

    ## What it does
    Reports `reload` of gunicorn and uvicorn and `py-autoreload` of uWSGI, in their settings and on command lines.
    Files whose names say that they are for development are left out.

    ## Why is this bad
    It is meant for a desk: it watches every file all the time, and an attacker who can write one module, by an
    upload for instance, has it run at once instead of with the next release.

    ## Example
    ```python
    reload = True
    ```

    ## Use instead
    ```python
    reload = False
    ```

    ## References
    - [CWE-489: Active Debug Code](https://cwe.mitre.org/data/definitions/489.html)
    - [gunicorn: reload](https://docs.gunicorn.org/en/stable/settings.html#reload)
    """
    for each in snapshot.files.settings:
        if each.name in {"reload", "py_autoreload"} and each.value.lower() not in {"false", "0", ""}:
            yield Hit(
                message=f"{each.program} reloads the app when a file changes.",
                fix=f"Remove {each.name} from what is shipped.",
                location=each.location,
            )
