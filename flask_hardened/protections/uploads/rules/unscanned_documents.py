"""FHU002: documents and archives are passed on without a virus scanner."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import UploadsOptions

PASSED_ON = frozenset({"pdf", "zip", "document", "tar"})
"""Families of files whose content people open with other programs."""


@rule(
    code="FHU002",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(434,),
    owasp=("A04",),
    asvs=("5.4.3",),
)
def unscanned_documents(snapshot: Snapshot) -> Iterator[Hit]:
    """A route takes documents or archives, and no virus scanner looks at them.

    ## What it does
    Reports routes with `@upload` that take PDF, office documents, zip or tar files, where `UploadsOptions.scan` is not
    set.

    ## Why is this bad
    That a document is one says nothing about what it does to the program that opens it. Whoever downloads it from your
    site trusts your site.

    ## Example
    ```python
    Hardened(app)

    @app.post("/papers")
    @upload("paper", types=["application/pdf"])
    def hand_in(paper): ...
    ```

    ## Use instead
    ```python
    Hardened(app, uploads=UploadsOptions(scan=ask_clamd))
    ```

    ## References
    - [CWE-434: Unrestricted Upload of File with Dangerous Type](https://cwe.mitre.org/data/definitions/434.html)
    - [OWASP File Upload Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/File_Upload_Cheat_Sheet.html)
    """
    options = snapshot.options(UploadsOptions)
    if options is None or options.scan is not None:
        return
    for route in snapshot.routes:
        for mark in {mark.field: mark for mark in route.marks.get("uploads", ())}.values():
            families = {kind.family for kind in mark.kinds} & PASSED_ON
            if families:
                yield Hit(
                    message=f"Files in the field {mark.field!r} are passed on without being scanned.",
                    fix="Set UploadsOptions(scan=...), or take images and text only.",
                    location=route.location,
                )
