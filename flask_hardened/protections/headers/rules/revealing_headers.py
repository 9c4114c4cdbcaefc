"""FHR010: headers that name the software and its version."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ....audit.finding import Confidence, Severity
from ....audit.responses.evidence import listed, pages, place
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

VERSIONED = ("server", "via")
TELLING = ("x-powered-by", "x-generator", "x-runtime", "x-aspnet-version")
_VERSION = re.compile(r"[A-Za-z][\w.-]*[/ ]v?\d+\.\d")


@rule(
    code="FHR010",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(200,),
    owasp=("A05",),
    asvs=("13.4.6",),
)
def revealing_headers(snapshot: Snapshot) -> Iterator[Hit]:
    """Responses name the software behind the app, with its version.

    ## What it does
    Asks what the app, or the server at `--url`, really sends. Reports `Server` and `Via` with a version in them, and
    `X-Powered-By`, `X-Generator`, `X-Runtime` and `X-AspNet-Version` with anything. `Server: gunicorn` is not
    reported.

    ## Why is this bad
    Who scans the net for one vulnerable version finds the app by a search; the first step of an attack is done for
    them.

    ## Example
    ```text
    Server: Werkzeug/3.0.1 Python/3.12.3
    ```

    ## Use instead
    ```nginx
    server_tokens off;
    ```

    ## References
    - [CWE-200: Exposure of Sensitive Information to an Unauthorized Actor](https://cwe.mitre.org/data/definitions/200.html)
    - [OWASP Secure Headers Project](https://owasp.org/www-project-secure-headers/)
    """
    for name in (*VERSIONED, *TELLING):
        telling = [each for each in pages(snapshot) if any(map(_tells(name), each.values(name)))]
        if telling:
            yield Hit(
                message=f"The header {name} of {listed(telling)} names software that the app is served with.",
                fix="Remove it at the server or the proxy; Hardened(app) removes what the app itself sends.",
                location=place(snapshot, telling),
            )


def _tells(name: str) -> Callable[[str], bool]:
    return (lambda value: bool(_VERSION.search(value))) if name in VERSIONED else bool
