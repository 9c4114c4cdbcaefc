"""FHQ012: regular expressions that the request writes."""

from __future__ import annotations

from collections.abc import Iterator

from ...composition.sinks import requested, shown
from ...composition.way import way
from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot

_FUNCTIONS = ("compile", "match", "fullmatch", "search", "findall", "finditer", "sub", "subn", "split")
_PATTERNS = {f"{module}.{name}": (0, "pattern") for module in ("re", "regex") for name in _FUNCTIONS}


@rule(
    code="FHQ012",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(1333, 625),
    owasp=("A03",),
    asvs=("1.2.9", "1.3.12"),
)
def requested_patterns(snapshot: Snapshot) -> Iterator[Hit]:
    """The request writes a regular expression.

    ## What it does
    Reports functions of `re` and `regex` whose pattern holds data of the request that did not go through `re.escape`.

    ## Why is this bad
    Python's `re` tries every way to match and cannot be stopped: `(a+)+$` on thirty letters keeps a worker busy for
    minutes, and some requests of that kind keep all of them busy.

    ## Example
    ```python
    hits = [line for line in lines if re.search(request.args["q"], line)]
    ```

    ## Use instead
    ```python
    hits = [line for line in lines if re.search(re.escape(request.args["q"]), line)]
    ```

    ## References
    - [CWE-1333: Inefficient Regular Expression Complexity](https://cwe.mitre.org/data/definitions/1333.html)
    - [OWASP: Regular expression Denial of Service](https://owasp.org/www-community/attacks/Regular_expression_Denial_of_Service_-_ReDoS)
    """
    for call, _, composition in requested(snapshot, _PATTERNS):
        yield Hit(
            message=f"The pattern given to {shown(call)} holds data of the request.",
            fix="Put it into re.escape, or use an engine without backtracking.",
            location=call.location,
            trace=way(call, composition),
        )
