"""FHO011: every site reads what the visitor may."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHO011",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(942, 346),
    owasp=("A05",),
    asvs=("3.4.2",),
)
def any_credentialed_origin(snapshot: Snapshot) -> Iterator[Hit]:
    """Every site may read answers that belong to the signed-in visitor.

    ## What it does
    Reports Flask-CORS with every origin, its default, and `supports_credentials=True`, unless `send_wildcard` is set:
    it sends back whatever origin asks.

    ## Why is this bad
    Any page the victim opens asks this app with the victim's cookies, and reads the answers: account, messages, tokens
    against forged requests. Browsers refuse a star with credentials for that reason; sending the origin back goes
    around it.

    ## Example
    ```python
    CORS(app, supports_credentials=True)
    ```

    ## Use instead
    ```python
    CORS(app, origins=["https://shop.example.com"], supports_credentials=True)
    ```

    ## References
    - [CWE-942: Permissive Cross-domain Policy with Untrusted Domains](https://cwe.mitre.org/data/definitions/942.html)
    - [CWE-346: Origin Validation Error](https://cwe.mitre.org/data/definitions/346.html)
    - [Flask-CORS](https://corydolphin.github.io/flask-cors/)
    - [Fetch Standard: CORS protocol](https://fetch.spec.whatwg.org/#http-cors-protocol)
    """
    for policy in snapshot.config.extension_facts.cors:
        if policy.any_origin and policy.credentials and policy.reflected:
            yield Hit(
                message="Flask-CORS lets every site read answers with the visitor's cookies.",
                fix="Name the origins that may read, or remove supports_credentials.",
                location=Location(setting=policy.setting, endpoint=policy.endpoint),
            )
