"""FHE007: malformed requests that break the app."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.responses.evidence import pages, place
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

KINDS = {
    "bad-encoding": "a path that is no UTF-8",
    "bad-query": "a query that is no UTF-8",
    "long-path": "a long path",
    "bad-host": "a malformed Host",
    "bad-cookie": "a malformed Cookie",
    "bad-length": "a malformed Content-Length",
    "foreign-host": "a host that is not its own",
    "forwarded-host": "a malformed X-Forwarded-For",
    "null-origin": "the origin null",
    "trace": "the method TRACE",
    "propfind": "the method PROPFIND",
}


@rule(
    code="FHE007",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(755, 20),
    owasp=("A04",),
    asvs=("16.5.3",),
)
def crashing_requests(snapshot: Snapshot) -> Iterator[Hit]:
    """A malformed request is answered with a server error.

    ## What it does
    Sends a path and a query that are no UTF-8, a path of 12,000 letters, hosts, cookies and a length that are
    malformed, and forwarded headers that make no sense, to a path that has no view. Reports what is answered with 500
    or the like. 501 and 503 are decisions, and so are 4xx.

    ## Why is this bad
    A hook that trusts its input has met input that it does not understand: what breaks it today is a full log and a
    page to somebody at night; tomorrow it is read in a way that nobody meant.

    ## Example
    ```python
    @app.before_request
    def language():
        g.language = request.cookies["lang"].split("-")[1]
    ```

    ## Use instead
    ```python
    @app.before_request
    def language():
        g.language = request.accept_languages.best_match(["en", "de"])
    ```

    ## References
    - [CWE-755: Improper Handling of Exceptional Conditions](https://cwe.mitre.org/data/definitions/755.html)
    - [CWE-20: Improper Input Validation](https://cwe.mitre.org/data/definitions/20.html)
    """
    broken = [each for each in snapshot.responses.of(*KINDS) if each.failed]
    if broken and not any(each.failed for each in pages(snapshot)):
        kinds = ", ".join(dict.fromkeys(KINDS[each.kind] for each in broken))
        yield Hit(
            message=f"The app breaks on {kinds}.",
            fix="Find the hook in the log, and let it answer 400 for what it cannot read.",
            location=place(snapshot, broken),
            severity=Severity.LOW if snapshot.responses.url else None,
        )
