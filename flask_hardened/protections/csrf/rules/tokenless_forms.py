"""FHF005: forms that need no token."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import CsrfOptions
from ._settled import settled


@rule(
    code="FHF005",
    severity=Severity.INFO,
    confidence=Confidence.HIGH,
    cwe=(352,),
    owasp=("A01",),
    asvs=("3.5.1",),
)
def tokenless_forms(snapshot: Snapshot) -> Iterator[Hit]:
    """Forms need no token: what the browser says of its origin is enough.

    ## What it does
    Reports `mode="modern"` in the presets `web` and `strict`, and lists routes with `@csrf(mode="modern")` there. In
    the preset `api` it is the default, and not reported.

    ## Why is this bad
    It need not be: every browser since 2023 says where a request comes from. An older one, or a proxy that removes
    `Origin` and `Sec-Fetch-Site`, says nothing, and a token would be the second lock.

    ## Example
    ```python
    Hardened(app, csrf=CsrfOptions(mode="modern"))
    ```

    ## Use instead
    ```python
    Hardened(app)  # templates' forms get their token by themselves
    ```

    ## References
    - [CWE-352: Cross-Site Request Forgery (CSRF)](https://cwe.mitre.org/data/definitions/352.html)
    - [Fetch Metadata Request Headers](https://www.w3.org/TR/fetch-metadata/)
    """
    options = snapshot.options(CsrfOptions)
    if options is None or snapshot.hardening.preset == "api":
        return
    message = "Forms need no token: only what the browser says of its origin is looked at."
    if options.mode == "modern":
        fix = "Remove the option, unless only clients without forms use this app."
        yield Hit(message=message, fix=fix, location=setting_of("csrf", "mode"))
        return
    for view in settled(snapshot):
        if view.mode == "modern" and not view.exempt:
            fix = 'Remove mode="modern" from its decorator, unless no form leads here.'
            yield Hit(message=message, fix=fix, location=view.route.location)
