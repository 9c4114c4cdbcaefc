"""FHC004: decorators that loosen the policy."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..grammar import DANGEROUS, DIRECTIVES, NONE, SOURCE_LISTS, STRICT_DYNAMIC, wire_name
from ..profiles import Lists
from ._policies import changed_policies, holding, policy_of

HARMLESS = (NONE, "'report-sample'", STRICT_DYNAMIC, "'sha256-", "'sha384-", "'sha512-")
"""What allows nothing by itself, or one known text."""


@rule(
    code="FHC004",
    severity=Severity.INFO,
    confidence=Confidence.HIGH,
    cwe=(1021,),
    owasp=("A05",),
    asvs=("3.4.3",),
)
def loosened_csp(snapshot: Snapshot) -> Iterator[Hit]:
    """A decorator allows a route more than the app's Content-Security-Policy does.

    ## What it does
    Lists, route by route, the sources that `@csp(...)` adds to the app's policy and the directives that it drops.
    Hashes are not listed, nor is what the app's own list covers. Dangerous sources are reported as FHC003.

    ## Why is this bad
    It need not be: a page with a map needs the map's tiles. The list is there so that somebody sees when a page that is
    gone, or a library that was replaced, has left its sources behind.

    ## Example
    ```python
    @app.get("/map")
    @csp(add={"connect_src": ["https://tiles.example", "https://old-tiles.example"]})
    def map(): ...
    ```

    ## Use instead
    ```python
    @app.get("/map")
    @csp(add={"connect_src": ["https://tiles.example"]})
    def map(): ...
    ```

    ## References
    - [Content Security Policy Level 3](https://www.w3.org/TR/CSP3/)
    - [OWASP Content Security Policy Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Content_Security_Policy_Cheat_Sheet.html)
    """
    app_wide = policy_of(snapshot.default_plan)
    if app_wide is None:
        return
    for route, policy in changed_policies(snapshot):
        said = [*_added(app_wide.lists, policy.lists), *_dropped(app_wide.lists, policy.lists)]
        if said:
            yield Hit(
                message=f"More than the app's policy: {'; '.join(said)}.",
                fix="Remove from its decorator what the page no longer needs.",
                location=route.location,
            )


def _added(before: Lists, after: Lists) -> Iterator[str]:
    for directive in SOURCE_LISTS:
        if directive not in after:
            continue
        known = holding(before, directive)
        new = [source for source in after[directive] if not _covered(source, known)]
        if new:
            yield f"{wire_name(directive)} {' '.join(new)}"


def _dropped(before: Lists, after: Lists) -> Iterator[str]:
    for directive in DIRECTIVES:
        if directive in before and directive not in after and not holding(after, directive):
            yield f"no {wire_name(directive)}"


def _covered(source: str, known: tuple[str, ...]) -> bool:
    if source in known or source in DANGEROUS or source.startswith(HARMLESS):
        return True
    return "https:" in known and source.startswith("https://")
