"""FHO012: patterns of origins that fit other people's hosts."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHO012",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(185, 942),
    owasp=("A05",),
    asvs=("3.4.2",),
)
def loose_origin_patterns(snapshot: Snapshot) -> Iterator[Hit]:
    r"""A pattern of origins fits hosts that others can register.

    ## What it does
    Reports patterns of Flask-CORS whose end is open, that have `.*` right before a host name, or whose dots between
    labels are not escaped. With credentials it is high, without them medium.

    ## Why is this bad
    Patterns are matched from their beginning only: `https://shop\.example` also fits `https://shop.example.evil.net`,
    `.*example.com` fits `evilexample.com`. Somebody registers such a name, and reads what only your own pages should.

    ## Example
    ```python
    CORS(app, origins=[r"https://.*\.example.com"], supports_credentials=True)
    ```

    ## Use instead
    ```python
    CORS(app, origins=[r"^https://[a-z0-9-]+\.example\.com$"], supports_credentials=True)
    ```

    ## References
    - [CWE-185: Incorrect Regular Expression](https://cwe.mitre.org/data/definitions/185.html)
    - [CWE-942: Permissive Cross-domain Policy with Untrusted Domains](https://cwe.mitre.org/data/definitions/942.html)
    - [Flask-CORS](https://corydolphin.github.io/flask-cors/)
    - [Fetch Standard: CORS protocol](https://fetch.spec.whatwg.org/#http-cors-protocol)
    """
    for policy in snapshot.config.extension_facts.cors:
        if policy.loose_patterns:
            yield Hit(
                message="A pattern of origins fits hosts that others can register.",
                fix="Anchor the pattern with ^ and $, and escape its dots; better, name each origin.",
                location=Location(setting=policy.setting, endpoint=policy.endpoint),
                severity=None if policy.credentials else Severity.MEDIUM,
            )
