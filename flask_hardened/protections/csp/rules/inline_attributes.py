"""FHC006: constant handlers and style attributes, which the policy allows by their hashes."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

NAMES = {"handler": "event handler", "style": "style attribute", "javascript-url": "javascript: URL"}


@rule(
    code="FHC006",
    severity=Severity.INFO,
    confidence=Confidence.HIGH,
    cwe=(83,),
    owasp=("A03",),
    asvs=("3.4.3",),
)
def inline_attributes(snapshot: Snapshot) -> Iterator[Hit]:
    """A template contains a constant event handler, `style` attribute or `javascript:` URL.

    ## What it does
    Lists `onclick="..."` and the like, `style="..."` and `href="javascript:..."` that contain no variable, each kind
    once in a template. Flask-Hardened allows them on the pages that render them, by their hashes and `'unsafe-hashes'`.

    ## Why is this bad
    Not much: whoever can inject HTML could use the same handler again, on another element. It matters where a handler
    does something that should take a decision, such as paying.

    ## Example
    ```html
    <button onclick="pay()">Pay</button>
    ```

    ## Use instead
    ```html
    <button id="pay">Pay</button>
    <script>document.getElementById("pay").addEventListener("click", pay)</script>
    ```

    ## References
    - [CSP Level 3: Usage of 'unsafe-hashes'](https://www.w3.org/TR/CSP3/#unsafe-hashes-usage)
    - [CWE-83: Improper Neutralization of Script in Attributes](https://cwe.mitre.org/data/definitions/83.html)
    """
    places: dict[tuple[str | None, str], list[Location]] = {}
    for item in snapshot.templates.inline:
        if item.constant and item.kind in NAMES:
            places.setdefault((item.location.file, NAMES[item.kind]), []).append(item.location)
    for (_, name), locations in places.items():
        if len(locations) == 1:
            message = f"A constant {name}; the CSP allows it by its hash where it is rendered."
        else:
            message = (
                f"A constant {name}, one of {len(locations)} in this template; "
                "the CSP allows each by its hash where it is rendered."
            )
        yield Hit(
            message=message,
            fix="Nothing has to be done. To need no 'unsafe-hashes', move it into a script or style element.",
            location=min(locations, key=lambda location: location.sort_key),
        )
