"""FHR002: other sites may put pages into a frame."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import PlanFacts, Snapshot
from ..options import HeadersOptions

FRAME_OPTIONS = "X-Frame-Options"
ANYBODY = frozenset({"*", "https:", "http:"})


@rule(
    code="FHR002",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(1021,),
    owasp=("A04",),
    asvs=("3.4.6",),
)
def framing(snapshot: Snapshot) -> Iterator[Hit]:
    """Any other site may put pages into a frame.

    ## What it does
    Reports where neither `X-Frame-Options` is sent nor an enforced Content-Security-Policy says `frame-ancestors`: for
    the whole app, or for the routes that a decorator opens. A policy that names the sites which may is not reported;
    one that says `*` or `https:` is.

    ## Why is this bad
    Clickjacking: a transparent frame of the app lies over a game, and a click in the game deletes an account.

    ## Example
    ```python
    Hardened(app, csp=False, headers=HeadersOptions(frame_options=None))
    ```

    ## Use instead
    Name the sites that may frame the page, where it is needed:
    ```python
    @app.get("/widget")
    @csp(frame_ancestors=["https://partner.example"])
    def widget(): ...
    ```

    ## References
    - [CWE-1021: Improper Restriction of Rendered UI Layers or Frames](https://cwe.mitre.org/data/definitions/1021.html)
    - [OWASP Clickjacking Defense Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Clickjacking_Defense_Cheat_Sheet.html)
    """
    if snapshot.options(HeadersOptions) is None:
        return
    message = "Neither X-Frame-Options nor an enforced frame-ancestors is sent, so any site may frame the page."
    if _may_be_framed(snapshot.default_plan):
        fix = "Remove the option, or say who may with the CSP's frame-ancestors."
        yield Hit(message=message, fix=fix, location=setting_of("headers", "frame_options"))
        return
    for route in snapshot.routes:
        if _may_be_framed(route.plan):
            fix = "Remove the decorator, or name the sites that may: @csp(frame_ancestors=[...])."
            yield Hit(message=message, fix=fix, location=route.location)


def _may_be_framed(plan: PlanFacts | None) -> bool:
    if plan is None or FRAME_OPTIONS in plan.headers:
        return False
    ancestors = getattr(plan.room.get("csp"), "frame_ancestors", None)
    return ancestors is None or not ANYBODY.isdisjoint(ancestors)
