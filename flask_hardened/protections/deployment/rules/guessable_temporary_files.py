"""FHD017: temporary files whose names others know."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Call, Value
from ....audit.source.placing import served_calls, settings_in_force

_FOLDERS = ("/tmp/", "/var/tmp/", "/dev/shm/")  # noqa: S108 - what is looked for
_WRITERS = {
    "pathlib.Path().write_text": None,
    "pathlib.Path().write_bytes": None,
    "sqlite3.connect": 0,
    "shutil.copy": 1,
    "shutil.copyfile": 1,
    "shutil.move": 1,
    "logging.FileHandler": 0,
    "logging.handlers.RotatingFileHandler": 0,
    "os.makedirs": 0,
    "os.mkdir": 0,
}
"""Call → where it takes the path."""
_SETTINGS = ("UPLOAD_FOLDER", "SESSION_FILE_DIR", "CACHE_DIR", "UPLOADS_DEFAULT_DEST")


@rule(
    code="FHD017",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(377, 379),
    owasp=("A01",),
    asvs=("13.4.1",),
)
def guessable_temporary_files(snapshot: Snapshot) -> Iterator[Hit]:
    """A file with a known name is written into a folder that everybody shares.

    ## What it does
    Reports `tempfile.mktemp`, writing to a fixed path below `/tmp`, `/var/tmp` or `/dev/shm`, and settings that keep
    uploads, sessions or a cache there.

    ## Why is this bad
    Another user of the machine lays a link of that name there first, and the app writes over a file of their choice, or
    reads a pickled session that they have prepared.

    ## Example
    ```python
    report = open("/tmp/report.csv", "w")
    ```

    ## Use instead
    ```python
    report = tempfile.NamedTemporaryFile("w", suffix=".csv")
    ```

    ## References
    - [CWE-377: Insecure Temporary File](https://cwe.mitre.org/data/definitions/377.html)
    - [Python: tempfile, deprecated functions](https://docs.python.org/3/library/tempfile.html#deprecated-functions-and-variables)
    """
    for call in served_calls(snapshot.source, "tempfile.mktemp", "open", "io.open", "os.open", *_WRITERS):
        if call.target == "tempfile.mktemp":
            yield _hit("mktemp() gives a name that another user may take first.", call, Confidence.HIGH)
        elif _is_shared(_path(call)):
            yield _hit("A file with a fixed name is written into a folder that everybody shares.", call)
    for setting in settings_in_force(snapshot.source, *_SETTINGS):
        if _is_shared(setting.value):
            yield Hit(
                message=f"{setting.key.upper()} is in a folder that everybody on the machine shares.",
                fix="Use a folder of the app's own, such as the instance folder.",
                location=setting.location,
            )


def _path(call: Call) -> Value | None:
    if call.name == "open":
        mode = call.argument(1, "mode")
        writes = mode is not None and isinstance(mode.constant, str) and not {"w", "a"}.isdisjoint(mode.constant)
        return call.argument(0, "file") if writes else None
    position = _WRITERS.get(call.target)
    return call.receiver if position is None else call.argument(position)


def _is_shared(value: Value | None) -> bool:
    if value is None:
        return False
    path = value.constant
    if isinstance(value.node, ast.Call) and value.node.args and isinstance(value.node.args[0], ast.Constant):
        path = value.node.args[0].value
    return isinstance(path, str) and f"{path}/".startswith(_FOLDERS)


def _hit(message: str, call: Call, confidence: Confidence | None = None) -> Hit:
    fix = "Use tempfile.NamedTemporaryFile() or TemporaryDirectory()."
    return Hit(message=message, fix=fix, location=call.location, confidence=confidence)
