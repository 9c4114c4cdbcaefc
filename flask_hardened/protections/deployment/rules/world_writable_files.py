"""FHD016: files that everybody on the machine may change."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Call, SourceFacts, Value
from ....audit.source.naming import names_in
from ....audit.source.placing import module_of, served_calls
from ....audit.source.surroundings import given_names

_CHMOD = {"os.chmod": 1, "os.fchmod": 1, "os.lchmod": 1}
_FLAGS = frozenset({"S_IWOTH", "S_IRWXO"})
WRITABLE = 0o002


@rule(
    code="FHD016",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(732,),
    owasp=("A01", "A05"),
    asvs=("13.4.1",),
)
def world_writable_files(snapshot: Snapshot) -> Iterator[Hit]:
    """A file is made writable for everybody on the machine.

    ## What it does
    Reports `os.chmod` and `Path.chmod` with a mode that lets others write, such as `0o777` or `0o666`, and
    `os.umask(0)`, unless it is called to read the mask.

    ## Why is this bad
    Another service on the machine that is broken into, or another customer of the host, writes into the upload folder,
    the database or the source, and the app runs or serves it.

    ## Example
    ```python
    os.chmod(upload_folder, 0o777)
    ```

    ## Use instead
    ```python
    os.chmod(upload_folder, 0o750)
    ```

    ## References
    - [CWE-732: Incorrect Permission Assignment for Critical Resource](https://cwe.mitre.org/data/definitions/732.html)
    - [Python: os.chmod](https://docs.python.org/3/library/os.html#os.chmod)
    """
    for call in served_calls(snapshot.source, *_CHMOD, "*.chmod", "os.umask"):
        if call.name == "umask":
            mask = call.argument(0, "mask")
            is_open = mask is not None and type(mask.constant) is int and mask.constant & WRITABLE == 0
            if is_open and not _is_kept(snapshot.source, call):
                yield _hit("umask() makes new files writable for everybody.", call)
        elif _lets_others_write(call.argument(_CHMOD.get(call.target, 0), "mode")):
            yield _hit("chmod() lets everybody on the machine write.", call)


def _is_kept(source: SourceFacts, call: Call) -> bool:
    """Whether the mask of before is kept, to be set again: that is how one reads it."""
    return any(given_names(module_of(source, call).tree, call.node))


def _lets_others_write(mode: Value | None) -> bool:
    if mode is None:
        return False
    if type(mode.constant) is int:
        return bool(mode.constant & WRITABLE)
    added = not isinstance(mode.node, ast.BinOp) or isinstance(mode.node.op, (ast.BitOr, ast.Add))
    inverted = any(isinstance(part, ast.Invert) for part in ast.walk(mode.node))
    return added and not inverted and not _FLAGS.isdisjoint(names_in(mode.node))


def _hit(message: str, call: Call) -> Hit:
    return Hit(
        message=message, fix="Give the app's own user and group the rights, and nobody else.", location=call.location
    )
