"""FHQ008: files that the request names."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from ...composition.bindings import dotted
from ...composition.ingredients import Composition
from ...composition.request_data import TEXTS, segments_of
from ...composition.sinks import requested, shown
from ...composition.sources import Sources
from ...composition.way import way
from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot
from ...source.facts import Call

_OPENING = {
    **dict.fromkeys(("open", "builtins.open", "io.open", "codecs.open", "aiofiles.open", "gzip.open"), (0, "file")),
    **{f"os.{name}": (0, "path") for name in ("open", "listdir", "scandir", "walk", "remove", "unlink", "rmdir",
                                              "mkdir", "makedirs", "removedirs", "chmod", "truncate")},
    **{f"os.{name}": (0, "src") for name in ("rename", "replace", "renames", "link", "symlink")},
    **{f"shutil.{name}": (0, "src") for name in ("copy", "copy2", "copyfile", "copytree", "move")},
    "shutil.rmtree": (0, "path"),
    "zipfile.ZipFile": (0, "file"),
    "tarfile.open": (0, "name"),
    "pandas.read_csv": (0, "filepath_or_buffer"),
    "flask.send_file": (0, "path_or_file"),
    "werkzeug.utils.send_file": (0, "path_or_file"),
    "flask.send_from_directory": (0, "directory"),
    "werkzeug.utils.send_from_directory": (0, "directory"),
    "flask.Flask().open_resource": (0, "resource"),
    "flask.Flask().open_instance_resource": (0, "resource"),
}  # fmt: skip
_TARGETS = {f"shutil.{name}": (1, "dst") for name in ("copy", "copy2", "copyfile", "copytree", "move")} | {
    f"os.{name}": (1, "dst") for name in ("rename", "replace", "renames", "link", "symlink")
}
_OF_PATHS = frozenset(
    {"open", "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "rmdir", "mkdir", "iterdir", "glob",
     "rglob", "touch", "rename", "replace"}
)  # fmt: skip
_OF_PATHS_ONLY = frozenset({"read_text", "read_bytes", "write_text", "write_bytes", "unlink", "iterdir", "rmdir"})
"""Methods that nothing but a path has."""
_CONTENTS = frozenset({"files", "stream", "get_data", "BytesIO", "StringIO", "read"})
_FILE_FIELD = re.compile(r"^(?:\w+_)?(?:file|upload|image|photo|picture|attachment|avatar|document)$", re.IGNORECASE)
"""Fields of forms that hold a file, which is read, and not its name."""


@rule(
    code="FHQ008",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(22, 73),
    owasp=("A01",),
    asvs=("5.3.2",),
)
def requested_paths(snapshot: Snapshot) -> Iterator[Hit]:
    """The request names a file or folder that is opened, sent, changed or removed.

    ## What it does
    Reports `open`, functions of `os` and `shutil`, methods of `Path` and `send_file` with a path that holds data of the
    request, and `send_from_directory` where the request chooses the directory. Names that went through
    `secure_filename`, `safe_join` or a test (`in`, a pattern, `is_relative_to`) are no findings.

    ## Why is this bad
    `../../etc/passwd` leaves every folder, and in `os.path.join(folder, name)` an absolute name drops the folder.
    Whoever reads the app's own files has its keys; whoever writes them has the app.

    ## Example
    ```python
    return send_file(os.path.join("reports", request.args["name"]))
    ```

    ## Use instead
    ```python
    return send_from_directory(reports, request.args["name"])  # 404 outside of the folder
    ```

    ## References
    - [CWE-22: Path Traversal](https://cwe.mitre.org/data/definitions/22.html)
    - [CWE-73: External Control of File Name or Path](https://cwe.mitre.org/data/definitions/73.html)
    - [Flask: send_from_directory](https://flask.palletsprojects.com/en/stable/api/#flask.send_from_directory)
    """
    fix = "Use send_from_directory with a constant folder, secure_filename, or names of your own."
    for call, _, composition in [*requested(snapshot, _OPENING), *requested(snapshot, _TARGETS)]:
        if call.name == "send_from_directory":
            message = "The request chooses the directory that send_from_directory sends from."
        else:
            message = f"The path given to {shown(call)} holds data of the request."
        if _names_file(composition, call):
            yield Hit(message=message, fix=fix, location=call.location, trace=way(call, composition))
    sources = Sources(snapshot.source)
    methods = [f"pathlib.Path().{name}" for name in _OF_PATHS] + [f"?.{name}" for name in _OF_PATHS_ONLY]
    for call in snapshot.source.calls(*methods):
        if call.receiver is None:
            continue
        composition = sources.compose(call.receiver, call)
        if _names_file(composition, call):
            message = f"The path whose {call.name} is called holds data of the request."
            yield Hit(message=message, fix=fix, location=call.location, trace=way(call, composition))


def _names_file(composition: Composition, call: Call) -> bool:
    """Whether what comes of the request is a name, and not a file that was sent or its content."""
    return any(
        each.requested and not _is_content(each.node) and not _is_segment(each.node, call)
        for each in composition.ingredients
    )


def _is_segment(node: ast.expr, call: Call) -> bool:
    """Whether it is a folder with one segment of the URL after it, which holds no slash and so leads nowhere else."""
    names = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    given = [value.constant for route in call.function.routes for value in route.arguments] if call.function else []
    segments = {name for rule in given if isinstance(rule, str) for name in segments_of(rule)}
    requested_otherwise = any(
        isinstance(part, ast.Attribute) and part.attr in TEXTS and dotted(part.value).endswith("request")
        for part in ast.walk(node)
    )
    return bool(names & segments) and not isinstance(node, ast.Name) and not requested_otherwise


def _is_content(node: ast.expr) -> bool:
    if isinstance(node, ast.Attribute) and node.attr in {"filename", "name"}:
        return False
    names = {part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute)}
    names |= {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    return bool(names & _CONTENTS) or any(_FILE_FIELD.search(name) for name in names)
