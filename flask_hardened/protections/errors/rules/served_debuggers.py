"""FHE004: an error page with the interactive debugger."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.responses.evidence import listed, place
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHE004",
    severity=Severity.CRITICAL,
    confidence=Confidence.HIGH,
    cwe=(489, 215, 94),
    owasp=("A05",),
    asvs=("13.4.2",),
)
def served_debuggers(snapshot: Snapshot) -> Iterator[Hit]:
    """An error page is Werkzeug's interactive debugger.

    ## What it does
    Reports error pages that have the marks of the debugger: its title, its console's switch or the address of its
    resources.

    ## Why is this bad
    The console runs any Python that is typed into it, as the user the app runs as. The PIN before it is made of things
    that other leaks tell, such as user name, path and network address.

    ## Example
    ```python
    app.run(host="0.0.0.0", debug=True)
    ```

    ## Use instead
    ```shell
    gunicorn "app:create_app()"
    ```

    ## References
    - [CWE-489: Active Debug Code](https://cwe.mitre.org/data/definitions/489.html)
    - [Werkzeug: debugging applications](https://werkzeug.palletsprojects.com/en/stable/debug/)
    """
    shown = [each for each in snapshot.responses.answers if "debugger" in each.leaks]
    if shown:
        yield Hit(
            message=f"The interactive debugger answers {listed(shown)}.",
            fix="Turn debug mode off and remove DebuggedApplication; serve the app with a production server.",
            location=place(snapshot, shown),
        )
