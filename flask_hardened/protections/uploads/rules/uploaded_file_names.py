"""FHU004: files stored under the name they came with."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ....audit.composition.ingredients import Ingredient
from ....audit.composition.sources import Sources
from ....audit.composition.way import way
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHU004",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(22, 434),
    owasp=("A01", "A04"),
    asvs=("5.3.2",),
)
def uploaded_file_names(snapshot: Snapshot) -> Iterator[Hit]:
    """An upload is stored under the name that the client gave it.

    ## What it does
    Reports `file.save` whose path holds the file's own `filename`, or other data of the request, that did not go
    through `secure_filename`. A test of the extension does not change that.

    ## Why is this bad
    The name is text of the request: `../../app/templates/index.html` or `/home/app/.ssh/authorized_keys` replaces a
    file of the server, and the next request, or the next sign-in, runs what was sent.

    ## Example
    ```python
    file = request.files["photo"]
    file.save(os.path.join(folder, file.filename))
    ```

    ## Use instead
    ```python
    @app.post("/photo")
    @upload("photo", types=["image/*"])
    def photo(photo: Upload):
        stored = photo.save()  # under a name of the server's own
    ```

    ## References
    - [CWE-22: Path Traversal](https://cwe.mitre.org/data/definitions/22.html)
    - [CWE-434: Unrestricted Upload of File with Dangerous Type](https://cwe.mitre.org/data/definitions/434.html)
    - [Flask: Uploading Files](https://flask.palletsprojects.com/en/stable/patterns/fileuploads/)
    """
    sources = Sources(snapshot.source)
    for call in snapshot.source.calls("*.save"):
        path = call.argument(0, "dst")
        if path is None or path.known or call.receiver is None:
            continue
        composition = sources.compose(path, call)
        sent = sources.compose(call.receiver, call).requested
        requested = any(each.requested and (sent or _is_name(each)) for each in composition.ingredients)
        if requested or any(each.parameter and _is_name(each) for each in composition.ingredients):
            yield Hit(
                message="An upload is stored under the name that it came with.",
                fix="Use @upload, which gives each file a name of its own, or secure_filename.",
                location=call.location,
                trace=way(call, composition),
                confidence=None if requested else Confidence.MEDIUM,
            )


def _is_name(ingredient: Ingredient) -> bool:
    return any(isinstance(part, ast.Attribute) and part.attr == "filename" for part in ast.walk(ingredient.node))
