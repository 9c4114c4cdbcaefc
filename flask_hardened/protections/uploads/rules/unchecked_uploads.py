"""FHU003: a route takes large forms, and says nothing about the files in them."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHU003",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(434,),
    owasp=("A04",),
    asvs=("5.2.2",),
)
def unchecked_uploads(snapshot: Snapshot) -> Iterator[Hit]:
    """A route makes room for files, and does not say which.

    ## What it does
    Reports routes with `@body_size(max_multipart=...)` and without `@upload`.

    ## Why is this bad
    Whoever raises the limit of forms expects files. A view that looks at the extension, or at the type that the browser
    declares, takes a page for an image, and serves it from your site: then its scripts are yours (CWE-434).

    ## Example
    ```python
    @app.post("/avatar")
    @body_size(max_multipart=20_000_000)
    def avatar():
        request.files["avatar"].save(...)
    ```

    ## Use instead
    ```python
    @app.post("/avatar")
    @upload("avatar", types=["image/*"], max_size=20_000_000)
    def avatar(avatar):
        avatar.save()
    ```

    ## References
    - [CWE-434: Unrestricted Upload of File with Dangerous Type](https://cwe.mitre.org/data/definitions/434.html)
    - [OWASP File Upload Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/File_Upload_Cheat_Sheet.html)
    """
    for route in snapshot.routes:
        if "uploads" in route.marks or not {"POST", "PUT", "PATCH"} & set(route.methods):
            continue
        if any("max_multipart" in mark.given and mark.max_multipart for mark in route.marks.get("body_size", ())):
            yield Hit(
                message="The route makes room for files, and does not say which it takes.",
                fix='Say it: @upload("file", types=["image/*"], max_size=...).',
                location=route.location,
            )
