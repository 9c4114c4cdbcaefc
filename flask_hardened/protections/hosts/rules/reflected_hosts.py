"""FHH006: the host that a client claims is put into addresses."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.responses.evidence import is_ours, listed, place
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHH006",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(644, 601),
    owasp=("A05",),
)
def reflected_hosts(snapshot: Snapshot) -> Iterator[Hit]:
    """Addresses in responses are made with the host that the client claims.

    ## What it does
    Asks for a path with the `Host` of somebody else, and reports where that host comes back in `Location` or in a
    link. The plain text of an error page is not reported. What the options of a hardened app allow is the business of
    the rules about them.

    ## Why is this bad
    A cache that keeps such a response sends everybody to the attacker's site; a mail with a reset link that is made
    the same way carries the token there.

    ## Example
    ```python
    app = Flask(__name__)  # answers to every host
    ```

    ## Use instead
    ```python
    Hardened(app, hosts=HostsOptions(allowed=["example.com"]))
    ```

    ## References
    - [CWE-644: Improper Neutralization of HTTP Headers for Scripting Syntax](https://cwe.mitre.org/data/definitions/644.html)
    - [PortSwigger: HTTP Host header attacks](https://portswigger.net/web-security/host-header)
    """
    if is_ours(snapshot, "hosts"):
        return
    shown = [each for each in snapshot.responses.of("foreign-host", "slash-foreign-host") if each.reflected]
    if shown:
        yield Hit(
            message=f"The host that the client claims stands in addresses of the answer to {listed(shown)}.",
            fix="Name the app's hosts: HARDENED_HOSTS_ALLOWED, or Flask's own TRUSTED_HOSTS.",
            location=place(snapshot, shown),
        )
