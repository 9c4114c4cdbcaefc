"""FHR012: a grade below A at Mozilla's HTTP Observatory."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.responses.evidence import confidence, located
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHR012",
    severity=Severity.INFO,
    confidence=Confidence.MEDIUM,
    cwe=(693,),
    owasp=("A05",),
)
def low_grade(snapshot: Snapshot) -> Iterator[Hit]:
    """The answers would get a grade below A from Mozilla's HTTP Observatory.

    ## What it does
    Grades every page that was asked for by the Observatory's published rules, and reports the worst, with what each
    fault costs. D and F are medium, anything better is good to know. Each cause has a rule of its own; this one is the
    sum.

    ## Why is this bad
    The grade adds up what a browser could defend and does not: a script that was smuggled in, a frame, a stolen
    cookie. Auditors and customers look it up, and attackers can too.

    ## Example
    ```text
    HTTP/1.1 200 OK
    Content-Type: text/html
    ```

    ## Use instead
    ```python
    Hardened(app)  # A+ over HTTPS
    ```

    ## References
    - [HTTP Observatory: tests and scoring](https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring)
    - [CWE-693: Protection Mechanism Failure](https://cwe.mitre.org/data/definitions/693.html)
    """
    grade = snapshot.responses.grade
    if grade is None or grade.letter.startswith("A"):
        return
    worst = grade.worst
    costs = "; ".join(f"{line.test} {line.modifier}" for line in worst.costs)
    mends = list(dict.fromkeys(line.mend for line in worst.costs))
    yield Hit(
        message=f"The HTTP Observatory's grade is {grade.letter} ({grade.score} points), for {worst.target}: {costs}.",
        fix=" ".join(mends),
        location=located(snapshot, worst.endpoint, worst.target),
        severity=Severity.MEDIUM if grade.letter[0] in "DF" else None,
        confidence=confidence(snapshot),
    )
