"""FHQ005: modules and attributes that the request names."""

from __future__ import annotations

from collections.abc import Iterator

from ...composition.sinks import requested, shown
from ...composition.way import way
from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot

_IMPORTING = {
    "importlib.import_module": (0, "name"),
    "__import__": (0, "name"),
    "builtins.__import__": (0, "name"),
    "werkzeug.utils.import_string": (0, "import_name"),
    "pkgutil.resolve_name": (0, "name"),
    "pydoc.locate": (0, "path"),
}
_LOOKING_UP = {
    "getattr": (1, "name"),
    "builtins.getattr": (1, "name"),
    "operator.attrgetter": (0, "attr"),
    "operator.methodcaller": (0, "name"),
}


@rule(
    code="FHQ005",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(470,),
    owasp=("A03",),
    asvs=("1.3.2",),
)
def requested_names(snapshot: Snapshot) -> Iterator[Hit]:
    """The request names the module that is imported, or the attribute that is looked up.

    ## What it does
    Reports `import_module`, `__import__`, `import_string`, `getattr`, `attrgetter` and `methodcaller` with a name that
    comes from the request and that nothing has compared with a list.

    ## Why is this bad
    Every module can be imported and runs its code then; every attribute can be read, `__class__`, `password_hash` and
    `delete` included, so that a field to sort by becomes a way into the app.

    ## Example
    ```python
    order = getattr(Post, request.args["sort"])
    ```

    ## Use instead
    ```python
    order = {"date": Post.date, "title": Post.title}[request.args["sort"]]
    ```

    ## References
    - [CWE-470: Use of Externally-Controlled Input to Select Classes or Code](https://cwe.mitre.org/data/definitions/470.html)
    - [OWASP: Unsafe use of Reflection](https://owasp.org/www-community/vulnerabilities/Unsafe_use_of_Reflection)
    """
    fix = "Look the name up in a dictionary of what is allowed."
    for call, _, composition in requested(snapshot, _IMPORTING):
        yield Hit(
            message=f"The request chooses what {shown(call)} imports.",
            fix=fix,
            location=call.location,
            trace=way(call, composition),
        )
    for call, _, composition in requested(snapshot, _LOOKING_UP):
        # A prefix such as `"do_" + name` leaves only what was meant to be reached.
        severity = Severity.LOW if composition.built and composition.text.strip() else Severity.MEDIUM
        message = f"The request chooses the attribute that {shown(call)} looks up."
        yield Hit(message=message, fix=fix, location=call.location, trace=way(call, composition), severity=severity)
