"""FHW036: source that is shown in another order than it is read."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Location, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot


@rule(
    code="FHW036",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(1007, 838),
    owasp=("A08",),
    asvs=("15.1.5",),
)
def reordered_text(snapshot: Snapshot) -> Iterator[Hit]:
    r"""Source holds characters that make it look like other source.

    ## What it does
    Reports lines of Python with the control characters of bidirectional text, U+202A to U+202E and U+2066 to U+2069,
    in comments and texts too.

    ## Why is this bad
    Editors and code reviews show the text behind such a character from right to left. Whoever contributes a change can
    make a condition look like part of a comment, or a comment like a condition, so that reviewers approve what the
    interpreter does not do. The attack is known as Trojan Source.

    ## Example
    ```text
    if role != "user[U+202E] [U+2066]# only for admins[U+2069] [U+2066]":
    ```

    ## Use instead
    Write such characters as escapes, where a program is about them:
    ```python
    RIGHT_TO_LEFT_OVERRIDE = "\u202e"
    ```

    ## References
    - [CWE-1007: Insufficient Visual Distinction of Homoglyphs](https://cwe.mitre.org/data/definitions/1007.html)
    - [Trojan Source: Invisible Vulnerabilities](https://trojansource.codes/)
    - [Unicode UAX #9: Bidirectional Algorithm](https://www.unicode.org/reports/tr9/)
    """
    for module in snapshot.source.modules:
        for line in module.reordered:
            yield Hit(
                message="The line holds characters that change the order in which it is shown.",
                fix="Read it in an editor that shows control characters, and write those that are meant as escapes.",
                location=Location(file=module.file, line=line),
            )
