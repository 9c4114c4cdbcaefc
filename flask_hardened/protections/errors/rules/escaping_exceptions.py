"""FHE008: an exception that leaves the app for an ordinary request."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.responses.evidence import listed, place
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

KINDS = ("unknown-path", "wrong-method", "static-file")


@rule(
    code="FHE008",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(248,),
    owasp=("A05",),
    asvs=("16.5.3",),
)
def escaping_exceptions(snapshot: Snapshot) -> Iterator[Hit]:
    """An ordinary request that no view answers makes the app raise, or answer 500.

    ## What it does
    Asks for a path that is not there, with a wrong method, and for a static file. Reports where an exception leaves
    the app, or where the answer is a server error. While debugging or testing exceptions are handed on by design, so
    that is reported as low.

    ## Why is this bad
    Who mistypes an address gets the server's bare error page, without any header that protects the browser; the log
    fills with each scanner, so that a real fault drowns.

    ## Example
    ```python
    @app.errorhandler(404)
    def missing(error):
        return render_template("404.html", user=g.user.name), 404
    ```

    ## Use instead
    ```python
    @app.errorhandler(404)
    def missing(error):
        return render_template("404.html"), 404
    ```

    ## References
    - [CWE-248: Uncaught Exception](https://cwe.mitre.org/data/definitions/248.html)
    - [OWASP Error Handling Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Error_Handling_Cheat_Sheet.html)
    """
    config = snapshot.config_facts
    broken = [each for each in snapshot.responses.of(*KINDS) if each.failed]
    if broken:
        yield Hit(
            message=f"The app breaks on requests that no view answers: {listed(broken)}.",
            fix="Find the hook or the error handler in the log, and mend it.",
            location=place(snapshot, broken),
            severity=Severity.LOW if config is not None and (config.debug or config.testing) else None,
        )
