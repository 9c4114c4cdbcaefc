"""FHR007: responses without nosniff."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.responses.evidence import confidence, is_promised, listed, pages, place
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

HEADER = "x-content-type-options"


@rule(
    code="FHR007",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(693,),
    owasp=("A05",),
    asvs=("3.4.4",),
)
def sniffable_responses(snapshot: Snapshot) -> Iterator[Hit]:
    """Responses are sent without `X-Content-Type-Options: nosniff`.

    ## What it does
    Asks what the app, or the server at `--url`, really sends. Reports answers other than redirects without the header,
    or with another value. Of a hardened app it reports only what lacks the header although it should have it, such as
    what middleware answers.

    ## Why is this bad
    Browsers guess what a file is when its type is missing or vague. An uploaded picture that begins like a page then
    runs as a page of the app, with its cookies.

    ## Example
    ```text
    HTTP/1.1 404 Not Found
    Content-Type: text/html
    ```

    ## Use instead
    ```python
    Hardened(app)  # nosniff on every response
    ```

    ## References
    - [CWE-693: Protection Mechanism Failure](https://cwe.mitre.org/data/definitions/693.html)
    - [MDN: X-Content-Type-Options](https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/X-Content-Type-Options)
    """
    if not is_promised(snapshot, HEADER):
        return
    lacking = [
        each
        for each in pages(snapshot)
        if not 300 <= each.status < 400 and (each.header(HEADER) or "").strip().lower() != "nosniff"
    ]
    if lacking:
        yield Hit(
            message=f"No X-Content-Type-Options: nosniff is sent by {listed(lacking)}.",
            fix="Call Hardened(app), which sends it with every response, or let the proxy add it.",
            location=place(snapshot, lacking),
            confidence=confidence(snapshot),
        )
