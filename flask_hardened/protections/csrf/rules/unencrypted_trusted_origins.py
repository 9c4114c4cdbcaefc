"""FHF004: trusted origins that come over plain HTTP."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....authority import parse_authority
from ..options import CsrfOptions
from ..origins import exact_origin
from ._settled import settled


@rule(
    code="FHF004",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(319, 352),
    owasp=("A01", "A02"),
    asvs=("3.5.1",),
)
def unencrypted_trusted_origins(snapshot: Snapshot) -> Iterator[Hit]:
    """An origin whose pages may send requests is not encrypted.

    ## What it does
    Lists trusted origins with `http://` that are not on the machine itself, of the app and of `@csrf`.

    ## Why is this bad
    Whoever sits between such a site and its visitors can put a form into its pages, which is then believed here without
    a token. HTTPS of this app does not help.

    ## Example
    ```python
    Hardened(app, csrf=CsrfOptions(trusted_origins=["http://partner.example"]))
    ```

    ## Use instead
    ```python
    Hardened(app, csrf=CsrfOptions(trusted_origins=["https://partner.example"]))
    ```

    ## References
    - [CWE-319: Cleartext Transmission of Sensitive Information](https://cwe.mitre.org/data/definitions/319.html)
    - [OWASP CSRF Prevention Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html)
    """
    options = snapshot.options(CsrfOptions)
    named: list[tuple[Location, tuple[str, ...]]] = []
    if options is not None:
        named.append((setting_of("csrf", "trusted_origins"), tuple(options.trusted_origins)))
    named += [(view.route.location, view.trusted_origins) for view in settled(snapshot) if not view.exempt]
    for location, origins in named:
        for origin in filter(_is_unencrypted, origins):
            yield Hit(
                message=f"Pages of {origin} may send requests here, and can be changed on the way.",
                fix="Write the origin with https.",
                location=location,
            )


def _is_unencrypted(origin: str) -> bool:
    scheme, _, rest = (exact_origin(origin) or "").partition("://")
    authority = parse_authority(rest)
    return scheme == "http" and authority is not None and not authority.is_loopback
