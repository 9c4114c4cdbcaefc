"""FHT010: requests to other servers without a time limit."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Call
from ....audit.source.placing import served_calls

_METHODS = ("get", "post", "put", "patch", "delete", "head", "options", "request")
_REQUESTS = (
    *(f"requests.{name}" for name in _METHODS),
    *(f"requests.Session().{name}" for name in _METHODS),
)
_HTTPX = tuple(f"httpx.{name}" for name in (*_METHODS, "stream", "Client", "AsyncClient"))
"""They have a limit of 5 seconds, unless it is taken away."""
_URLOPEN = "urllib.request.urlopen"


@rule(
    code="FHT010",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(400, 1088),
    owasp=("A04",),
    asvs=("13.2.6",),
)
def endless_waits(snapshot: Snapshot) -> Iterator[Hit]:
    """The app waits for other servers without a limit.

    ## What it does
    Reports calls of requests and `urlopen` without `timeout`, and `timeout=None` for them and for httpx. A default set
    by `socket.setdefaulttimeout` counts for `urlopen`.

    ## Why is this bad
    When the other server hangs, each request that needs it keeps a worker for ever. A few clicks, or one visitor on
    purpose, take them all, and the app answers nobody.

    ## Example
    ```python
    rates = requests.get("https://rates.example/today").json()
    ```

    ## Use instead
    ```python
    rates = requests.get("https://rates.example/today", timeout=(3, 10)).json()
    ```

    ## References
    - [CWE-400: Uncontrolled Resource Consumption](https://cwe.mitre.org/data/definitions/400.html)
    - [requests: Timeouts](https://requests.readthedocs.io/en/latest/user/advanced/#timeouts)
    """
    source = snapshot.source
    default = next(source.calls("socket.setdefaulttimeout"), None) is not None
    for call in served_calls(source, *_REQUESTS, *_HTTPX, _URLOPEN):
        if _is_endless(call) and not (default and call.target == _URLOPEN):
            yield Hit(
                message=f"{call.target} waits for an answer without a limit.",
                fix="Give a timeout in seconds.",
                location=call.location,
                confidence=Confidence.MEDIUM if "Session" in call.target else None,
            )


def _is_endless(call: Call) -> bool:
    timeout = call.argument(2 if call.target == _URLOPEN else None, "timeout")
    if timeout is None:
        return call.complete and not call.target.startswith("httpx.")
    return timeout.constant is None
