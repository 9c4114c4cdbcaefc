"""FHR011: a security header that is sent twice, with two values."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.responses.evidence import listed, pages, place
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

ONCE = (
    "access-control-allow-origin",
    "cross-origin-embedder-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "strict-transport-security",
    "x-content-type-options",
    "x-frame-options",
)


@rule(
    code="FHR011",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(693,),
    owasp=("A05",),
)
def contradicting_headers(snapshot: Snapshot) -> Iterator[Hit]:
    """A security header is sent more than once, with values that differ.

    ## What it does
    Asks what the app, or the server at `--url`, really sends. Reports `X-Frame-Options`, `Strict-Transport-Security`,
    `X-Content-Type-Options`, `Cross-Origin-Opener-Policy`, `Cross-Origin-Embedder-Policy`,
    `Cross-Origin-Resource-Policy` and `Access-Control-Allow-Origin` that differ within one response. The same value
    twice, and several policies of a CSP, are no contradiction.

    ## Why is this bad
    Browsers take the first value, the last, or none: two values of `X-Frame-Options` are ignored altogether, so that
    the page can be framed although everybody thinks it is guarded.

    ## Example
    ```text
    X-Frame-Options: DENY
    X-Frame-Options: ALLOWALL
    ```

    ## Use instead
    ```text
    X-Frame-Options: DENY
    ```

    ## References
    - [CWE-693: Protection Mechanism Failure](https://cwe.mitre.org/data/definitions/693.html)
    - [HTML: the X-Frame-Options header](https://html.spec.whatwg.org/multipage/document-lifecycle.html#the-x-frame-options-header)
    """
    for name in ONCE:
        torn = [each for each in pages(snapshot) if len({_plain(value) for value in each.values(name)}) > 1]
        if torn:
            yield Hit(
                message=f"The header {name} is sent with values that contradict each other by {listed(torn)}.",
                fix="Let one place set it: the app, or the proxy.",
                location=place(snapshot, torn),
            )


def _plain(value: str) -> str:
    return "".join(value.lower().split())
