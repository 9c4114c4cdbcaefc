"""FHQ017: regular expressions that explode."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...composition.sinks import shown
from ...composition.sources import may_be_requested
from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot
from ...source.facts import Call
from ._backtracking import explodes

_FUNCTIONS = ("compile", "match", "fullmatch", "search", "findall", "finditer", "sub", "subn", "split")
_PATTERNS = {f"re.{name}": "pattern" for name in _FUNCTIONS} | {
    f"wtforms.validators.{name}": "regex" for name in ("Regexp", "regexp")
}
_FLAGS = frozenset({"compile", "match", "fullmatch", "search", "findall", "finditer"})
"""Functions of ``re`` whose flags may stand at another place than their texts."""


@rule(
    code="FHQ017",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(1333,),
    owasp=("A04",),
    asvs=("1.3.12",),
)
def exploding_patterns(snapshot: Snapshot) -> Iterator[Hit]:
    r"""A regular expression takes exponential time for some texts.

    ## What it does
    Reports constant patterns of `re` and of WTForms' `Regexp` that repeat a repetition without a bound, such as
    `(a+)+$` and `(\w+\s?)*x`; medium where the text is data of the request. Only patterns that are sure to explode
    are recognised.

    ## Why is this bad
    A repetition of a repetition can divide a text in more ways than there are seconds, and Python's `re` tries all of
    them before it says no. Forty characters in a form keep a worker busy for hours; nothing can stop it.

    ## Example
    ```python
    re.match(r"^(\w+\s?)*$", request.form["name"])
    ```

    ## Use instead
    ```python
    re.match(r"^\w+(?:\s\w+)*\s?$", request.form["name"])  # each character can be matched in one way only
    ```

    ## References
    - [CWE-1333: Inefficient Regular Expression Complexity](https://cwe.mitre.org/data/definitions/1333.html)
    - [OWASP: Regular expression Denial of Service](https://owasp.org/www-community/attacks/Regular_expression_Denial_of_Service_-_ReDoS)
    """
    for call in snapshot.source.calls(*_PATTERNS):
        pattern = call.argument(0, _PATTERNS[call.target])
        flags = _flags(call)
        if pattern is None or not isinstance(pattern.constant, str) or flags is None:
            continue
        if explodes(pattern.constant, flags, whole=call.name == "fullmatch"):
            text = call.argument(1, "string") if call.target.startswith("re.") and call.name != "compile" else None
            yield Hit(
                message=f"The pattern given to {shown(call)} takes exponential time for some texts.",
                fix="Write it so that each character can be matched in one way only, and limit the length before.",
                location=call.location,
                severity=Severity.MEDIUM if text is not None and may_be_requested(text) else None,
            )


def _flags(call: Call) -> int | None:
    """Return the flags; None if they are not known."""
    position = {"compile": 1, "Regexp": 1, "regexp": 1}.get(call.name, 2 if call.name in _FLAGS else None)
    flags = call.argument(position, "flags")
    if flags is None:
        return 0
    named = getattr(re, flags.origin.removeprefix("re."), None) if flags.origin.startswith("re.") else flags.constant
    return int(named) if isinstance(named, int) else None
