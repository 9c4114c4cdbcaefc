"""FHG005: a strict app whose redirects need not be listed."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import RedirectsOptions


@rule(
    code="FHG005",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(601,),
    owasp=("A01",),
    asvs=("3.7.2",),
)
def unlisted_redirects(snapshot: Snapshot) -> Iterator[Hit]:
    """An app with the preset `strict` may redirect to places that it does not list.

    ## What it does
    Reports the mode `untrusted` under the preset `strict`.

    ## Why is this bad
    That mode refuses what the request itself names. A place that came with an earlier request, and was kept in the
    session or the database, is not refused: an attacker stores it first, and sends the link afterwards.

    ## Example
    ```python
    Hardened(app, preset="strict", redirects=RedirectsOptions(mode="untrusted"))
    ```

    ## Use instead
    ```python
    Hardened(app, preset="strict", redirects=RedirectsOptions(mode="listed", allowed=["https://pay.example.com"]))
    ```

    ## References
    - [CWE-601: URL Redirection to Untrusted Site](https://cwe.mitre.org/data/definitions/601.html)
    - [OWASP Unvalidated Redirects and Forwards Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html)
    """
    options = snapshot.options(RedirectsOptions)
    if options is not None and options.mode == "untrusted" and snapshot.hardening.preset == "strict":
        yield Hit(
            message="Redirects may lead to places that are not listed.",
            fix='Set it to "listed", and name the places in HARDENED_REDIRECTS_ALLOWED.',
            location=setting_of("redirects", "mode"),
        )
