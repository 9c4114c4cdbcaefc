"""FHD011: modules that start a server when they are imported."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.placing import module_of
from ....audit.source.surroundings import around
from ._runs import is_guarded, runs


@rule(
    code="FHD011",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(489,),
    owasp=("A05",),
    asvs=("13.4.2",),
)
def unguarded_runs(snapshot: Snapshot) -> Iterator[Hit]:
    """Importing a module starts the development server.

    ## What it does
    Reports `app.run()` at the level of a module, outside of functions and of `if __name__ == "__main__":`.

    ## Why is this bad
    A production server imports the module, and gets the development server in its place: one that was never reviewed
    for attacks, and that one slow client can keep busy. Tests and the command line hang, too.

    ## Example
    ```python
    app = create_app()
    app.run()
    ```

    ## Use instead
    ```python
    if __name__ == "__main__":
        app.run()
    ```

    ## References
    - [Flask: Deploying to Production](https://flask.palletsprojects.com/en/stable/deploying/)
    - [CWE-489: Active Debug Code](https://cwe.mitre.org/data/definitions/489.html)
    """
    for call in runs(snapshot.source):
        module = module_of(snapshot.source, call)
        if call.function is not None or is_guarded(snapshot.source, call):
            continue
        if not any(isinstance(each, (ast.If, ast.ClassDef)) for each in around(module.tree, call.location.line or 0)):
            yield Hit(
                message=f"Importing {module.name} starts the development server.",
                fix='Put it below if __name__ == "__main__":, or remove it and use flask run.',
                location=call.location,
            )
