"""FHM008: forms that are sent over plain HTTP."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHM008",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(319,),
    owasp=("A02",),
    asvs=("12.2.1",),
)
def plain_form_actions(snapshot: Snapshot) -> Iterator[Hit]:
    """A form is sent over plain HTTP.

    ## What it does
    Reports forms in templates whose `action` begins with `http:`.

    ## Why is this bad
    What visitors type into it, passwords included, can be read and changed on its way, also when the page itself
    came over HTTPS. Browsers warn about such forms, and mixed content rules may block them.

    ## Example
    ```html
    <form action="http://example.com/subscribe" method="post">
    ```

    ## Use instead
    Use HTTPS, or an address of the app's own:
    ```html
    <form action="{{ url_for('subscribe') }}" method="post">
    ```

    ## References
    - [CWE-319: Cleartext Transmission of Sensitive Information](https://cwe.mitre.org/data/definitions/319.html)
    """
    for remark in snapshot.templates.remarks:
        if remark.kind == "plain-form":
            yield Hit(
                message="A form is sent over plain HTTP.",
                fix="Write https: in its action.",
                location=remark.location,
            )
