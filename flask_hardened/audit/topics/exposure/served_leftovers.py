"""FHW006: what tools leave behind, for anybody to download."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot


@rule(
    code="FHW006",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(538,),
    owasp=("A05",),
    asvs=("13.4.7",),
)
def served_leftovers(snapshot: Snapshot) -> Iterator[Hit]:
    """A static folder holds files that tools left there.

    ## What it does
    Looks in the static folders for `.DS_Store`, `Thumbs.db`, folders of editors, and source maps of the app's own
    scripts (for your information only, once a folder).

    ## Why is this bad
    A `.DS_Store` lists the names of all files in its folder, unlinked ones included, and an editor's folder has
    paths and connections. An attacker asks for these names next.

    ## Example
    ```text
    app/static/.DS_Store
    app/static/.vscode/
    ```

    ## Use instead
    ```text
    # .gitignore and .dockerignore
    .DS_Store
    .vscode/
    ```

    ## References
    - [CWE-538: Insertion of Sensitive Information into Externally-Accessible File or Directory](https://cwe.mitre.org/data/definitions/538.html)
    """
    for each in snapshot.files.served:
        if each.kind in {"leftover", "source-map"}:
            is_map = each.kind == "source-map"
            what = "source maps, which hold the scripts as they were written" if is_map else "what a tool left there"
            yield Hit(
                message=f"A static folder holds {what}.",
                fix="Leave it out of what is shipped."
                if not is_map
                else "Leave source maps out, unless they may be read.",
                location=each.location,
                severity=Severity.INFO if is_map else None,
            )
