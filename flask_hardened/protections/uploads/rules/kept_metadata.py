"""FHU001: images are stored as they came."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHU001",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(1230, 434),
    owasp=("A04",),
    asvs=("14.2.8", "5.2.2"),
)
def kept_metadata(snapshot: Snapshot) -> Iterator[Hit]:
    """A route stores images with their metadata, and whatever else is in them.

    ## What it does
    Reports routes with `@upload(image=ImageLimits(reencode=False))` that take images.

    ## Why is this bad
    A photo tells where and when it was taken, with which phone. Whoever may see the picture learns where its author
    lives. What was hidden in an image, for a program with a fault in its decoder, is passed on to everybody too.

    ## Example
    ```python
    @upload("avatar", types=["image/*"], image=ImageLimits(reencode=False))
    def change(avatar): ...
    ```

    ## Use instead
    ```python
    @upload("avatar", types=["image/*"])  # written anew from its pixels
    def change(avatar): ...
    ```

    ## References
    - [CWE-1230: Exposure of Sensitive Information Through Metadata](https://cwe.mitre.org/data/definitions/1230.html)
    - [OWASP File Upload Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/File_Upload_Cheat_Sheet.html)
    """
    for route in snapshot.routes:
        for mark in {mark.field: mark for mark in route.marks.get("uploads", ())}.values():
            if not mark.image.reencode and any(kind.family == "image" for kind in mark.kinds):
                yield Hit(
                    message=f"Images in the field {mark.field!r} are stored with their metadata.",
                    fix="Leave reencode at True, unless the original is what users pay for.",
                    location=route.location,
                )
