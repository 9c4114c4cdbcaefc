"""FHU005: archives that may write anywhere."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ....audit.composition.sources import Sources
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Call

_TAR = ("tarfile.open().extractall", "tarfile.TarFile().extractall", "tarfile.TarFile.open().extractall",
        "tarfile.open().extract", "tarfile.TarFile().extract")  # fmt: skip
_SAFE = frozenset({"data", "tar"})
_OPENING = ("tarfile.open", "tarfile.TarFile", "tarfile.TarFile.open", "zipfile.ZipFile")


@rule(
    code="FHU005",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(22, 409),
    owasp=("A01",),
    asvs=("5.2.3", "5.3.3"),
)
def unfiltered_archives(snapshot: Snapshot) -> Iterator[Hit]:
    """An archive is unpacked without a filter, or an uploaded one without a limit.

    ## What it does
    Reports `extractall` and `extract` of tar archives, and `shutil.unpack_archive` of them, without
    `filter="data"`, which is the default from Python 3.14 on; high where the archive comes with the request. ZIP
    files of the request that are unpacked as they are, whatever their size becomes, are low ones; Python keeps
    their names inside of the folder.

    ## Why is this bad
    A member may be called `../../.bashrc`, or be a link to `/etc` through which the next one is written: unpacking
    replaces files of the server. And a few kilobytes unpack to gigabytes.

    ## Example
    ```python
    tarfile.open(fileobj=request.files["backup"]).extractall(folder)
    ```

    ## Use instead
    ```python
    with tarfile.open(fileobj=request.files["backup"].stream) as archive:
        archive.extractall(folder, filter="data")
    ```

    ## References
    - [CWE-22: Path Traversal](https://cwe.mitre.org/data/definitions/22.html)
    - [CWE-409: Improper Handling of Highly Compressed Data](https://cwe.mitre.org/data/definitions/409.html)
    - [Python: Extraction filters](https://docs.python.org/3/library/tarfile.html#extraction-filters)
    """
    sources = Sources(snapshot.source)
    fix = 'Give filter="data", and have @upload count what comes out of archives before.'
    for call in snapshot.source.calls(*_TAR):
        filtered = call.keywords.get("filter")
        safe = filtered is not None and (not filtered.known or filtered.constant in _SAFE)
        chosen = call.name == "extractall" and call.argument(1, "members") is not None
        if not safe and not chosen:
            sent = _is_sent(snapshot, sources, call)
            yield Hit(
                message="A tar archive is unpacked without a filter" + (", as the request sent it." if sent else "."),
                fix=fix,
                location=call.location,
                severity=Severity.HIGH if sent else None,
                confidence=Confidence.HIGH if sent else None,
            )
    for call in snapshot.source.calls("shutil.unpack_archive"):
        archive = call.argument(0, "filename")
        if archive is not None and not archive.known and "filter" not in call.keywords and not _is_zip(call):
            sent = sources.compose(archive, call).requested
            yield Hit(
                message="An archive is unpacked without a filter.",
                fix=fix,
                location=call.location,
                severity=Severity.HIGH if sent else None,
                confidence=Confidence.HIGH if sent else Confidence.LOW,
            )
    for call in snapshot.source.calls("zipfile.ZipFile().extractall"):
        if call.argument(1, "members") is None and _is_sent(snapshot, sources, call):
            yield Hit(
                message="A ZIP file of the request is unpacked, whatever size it unpacks to.",
                fix="Use @upload, which counts what comes out of archives.",
                location=call.location,
                severity=Severity.LOW,
            )


def _is_zip(call: Call) -> bool:
    form = call.argument(2, "format")
    return form is not None and form.constant == "zip"


def _is_sent(snapshot: Snapshot, sources: Sources, call: Call) -> bool:
    """Whether the function opens an archive of the request."""
    if call.function is None:
        return False
    inside = {id(node) for node in ast.walk(call.function.node)}
    for opening in snapshot.source.calls(*_OPENING):
        if id(opening.node) in inside:
            given = (*opening.arguments, *opening.keywords.values())
            if any(sources.compose(value, opening).requested for value in given):
                return True
    return False
