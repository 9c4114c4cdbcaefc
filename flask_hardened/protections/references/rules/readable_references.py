"""FHI001: references whose ids can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import ReferencesOptions

_REFERENCE = re.compile(r"<ref\((?P<arguments>[^()]*)\):")
_ENCRYPTED = re.compile(r"\bencrypted\s*=\s*(?P<value>True|False)")


@rule(
    code="FHI001",
    severity=Severity.INFO,
    confidence=Confidence.MEDIUM,
    cwe=(340,),
    owasp=("A01",),
    asvs=("8.2.2",),
)
def readable_references(snapshot: Snapshot) -> Iterator[Hit]:
    """The ids in references can be read.

    ## What it does
    Lists the routes whose references are signed, but not encrypted.

    ## Why is this bad
    It need not be: nobody can make such a reference, or guess another one. But Base64 hides nothing. Ids that count up
    say how many orders or users there are and how fast they grow, and an id may be a name or an address.

    ## Example
    ```python
    @app.get('/orders/<ref("order"):id>')
    def order(id): ...
    ```

    ## Use instead
    ```python
    @app.get('/orders/<ref("order", encrypted=True):id>')
    def order(id): ...
    ```

    ## References
    - [CWE-340: Generation of Predictable Numbers or Identifiers](https://cwe.mitre.org/data/definitions/340.html)
    - [RFC 5297: AES-SIV](https://www.rfc-editor.org/rfc/rfc5297.html)
    """
    options = snapshot.options(ReferencesOptions)
    if options is None:
        return
    for route in snapshot.routes:
        for found in _REFERENCE.finditer(route.rule):
            said = _ENCRYPTED.search(found["arguments"])
            if not (options.encrypted if said is None else said["value"] == "True"):
                yield Hit(
                    message=f"The ids in {route.rule} can be read.",
                    fix="Write encrypted=True in the rule, or set HARDENED_REFERENCES_ENCRYPTED.",
                    location=route.location,
                )
                break
