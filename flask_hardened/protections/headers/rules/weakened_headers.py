"""FHR004: headers weaker than the default."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..catalog import HEADERS
from ..header import Header
from ..options import HeadersOptions

ELSEWHERE = frozenset({"frame_options"})
"""Headers that a rule of their own is about."""


@rule(
    code="FHR004",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(693,),
    owasp=("A05",),
    asvs=("3.4.4", "3.4.5", "3.4.8"),
)
def weakened_headers(snapshot: Snapshot) -> Iterator[Hit]:
    """A security header is left out, or says less than by default.

    ## What it does
    Compares each header with a fixed value with the default one, and lists those that are weaker: for the app, and for
    each route where `@headers(...)` says less than the app does.

    ## Why is this bad
    Each of these headers closes one door, and some pages need one of them open: an image that other sites embed needs
    another `Cross-Origin-Resource-Policy`. The list shows whether it is only those pages.

    ## Example
    ```python
    Hardened(app, headers=HeadersOptions(content_type_options=False))
    ```

    ## Use instead
    Weaken a header on the route that needs it, and there only:
    ```python
    @app.get("/badge.svg")
    @headers(cross_origin_resource_policy="cross-origin")
    def badge(): ...
    ```

    ## References
    - [OWASP Secure Headers Project](https://owasp.org/www-project-secure-headers/)
    - [CWE-693: Protection Mechanism Failure](https://cwe.mitre.org/data/definitions/693.html)
    """
    options, default = snapshot.options(HeadersOptions), snapshot.default_plan
    if options is None or default is None:
        return
    for header, usual in _usual():
        sent = default.headers.get(header.name)
        if _weaker(header, sent, usual):
            yield Hit(
                message=f"{_said(header, sent)}; the default is {usual!r}.",
                fix="Remove the option, or set it with @headers on the routes that need it.",
                location=setting_of("headers", header.option),
            )
    for route in snapshot.routes:
        for header, _ in _usual():
            app_wide = default.headers.get(header.name)
            sent = None if route.plan is None else route.plan.headers.get(header.name)
            if app_wide is not None and route.plan is not None and _weaker(header, sent, app_wide):
                yield Hit(
                    message=f"{_said(header, sent)}; the app's is {app_wide!r}.",
                    fix=f"Remove {header.option} from its decorator if the page does not need it.",
                    location=route.location,
                    severity=Severity.INFO,
                )


def _usual() -> Iterator[tuple[Header, str]]:
    """Yield each header that is sent by default, and its value."""
    defaults = HeadersOptions()
    for header in HEADERS:
        value = getattr(defaults, header.option)
        if header.option not in ELSEWHERE and value is not None and value is not False:
            yield header, header.render(value)


def _weaker(header: Header, sent: str | None, wanted: str) -> bool:
    return sent is None or (sent != wanted and header.stricter(sent, wanted) != sent)


def _said(header: Header, sent: str | None) -> str:
    return f"{header.name} is not sent" if sent is None else f"{header.name} says {sent!r}"
