"""FHO008: every origin may read responses."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.responses.evidence import has_credentials, is_ours, listed, place
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

HEADER = "access-control-allow-origin"


@rule(
    code="FHO008",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(942,),
    owasp=("A05", "A01"),
    asvs=("3.4.2",),
)
def reflected_origins(snapshot: Snapshot) -> Iterator[Hit]:
    """Responses let scripts of every site read them.

    ## What it does
    Asks what the app, or the server at `--url`, really sends. Sends the `Origin` of somebody else, also as a preflight
    where Flask answers it without a view, and reports where it is allowed. With credentials that is high: visitors'
    own data is read. `*` without credentials is low. What the options of a hardened app say is reported by the rules
    about them.

    ## Why is this bad
    A visitor of the attacker's site is signed in to the app. The site's script asks for the account page, and the
    browser hands it over, because the app says that this origin may read it.

    ## Example
    ```python
    CORS(app, origins=".*", supports_credentials=True)
    ```

    ## Use instead
    ```python
    Hardened(app, cors=CorsOptions(origins=["https://app.example.com"], credentials=True))
    ```

    ## References
    - [CWE-942: Permissive Cross-domain Policy with Untrusted Domains](https://cwe.mitre.org/data/definitions/942.html)
    - [PortSwigger: CORS](https://portswigger.net/web-security/cors)
    """
    if is_ours(snapshot, "cors"):
        return
    answers = snapshot.responses.of("foreign-origin", "preflight", "view-origin")
    readable = [each for each in answers if each.header(HEADER) in ("*", each.origin)]
    stolen = [each for each in readable if each.header(HEADER) != "*" and has_credentials(each)]
    if readable:
        chosen, how = (stolen, "with") if stolen else (readable, "without")
        yield Hit(
            message=f"Scripts of every site may read, {how} cookies, the answer to {listed(chosen)}.",
            fix="Name the origins that may: CorsOptions(origins=[...]).",
            location=place(snapshot, chosen),
            severity=Severity.HIGH if stolen else None,
        )
