"""FHQ015: format strings that the request writes."""

from __future__ import annotations

from collections.abc import Iterator

from ...composition.sources import Sources
from ...composition.way import way
from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot


@rule(
    code="FHQ015",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(134,),
    owasp=("A03",),
    asvs=("1.3.10",),
)
def requested_formats(snapshot: Snapshot) -> Iterator[Hit]:
    """The request writes the format that values are put into.

    ## What it does
    Reports `format` and `format_map` of a text that holds data of the request. What is put into a constant text is no
    finding.

    ## Why is this bad
    A field may name attributes: `{user.password_hash}` and `{user.__init__.__globals__[SECRET_KEY]}` are valid formats,
    so that whoever writes one reads what the objects lead to.

    ## Example
    ```python
    greeting = request.form["greeting"].format(user=current_user)
    ```

    ## Use instead
    ```python
    greeting = string.Template(request.form["greeting"]).safe_substitute(name=current_user.name)
    ```

    ## References
    - [CWE-134: Use of Externally-Controlled Format String](https://cwe.mitre.org/data/definitions/134.html)
    - [Be Careful with Python's New-Style String Format](https://lucumr.pocoo.org/2016/12/29/careful-with-str-format/)
    """
    sources = Sources(snapshot.source)
    for call in snapshot.source.calls("*.format", "*.format_map"):
        given = [*call.arguments, *call.keywords.values()]
        if call.receiver is None or call.receiver.known or (call.complete and all(value.known for value in given)):
            continue
        composition = sources.compose(call.receiver, call)
        if composition.requested:
            yield Hit(
                message=f"The text whose {call.name} is called holds data of the request.",
                fix="Keep the format constant, or use string.Template with plain values.",
                location=call.location,
                trace=way(call, composition),
            )
