"""FHZ002: policies that let users embed images over plain HTTP or from anywhere by default."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import SanitizingOptions


@rule(
    code="FHZ002",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(359, 200),
    owasp=("A01",),
    asvs=("3.4.3",),
)
def images_from_anywhere(snapshot: Snapshot) -> Iterator[Hit]:
    """The default sanitizing policy lets every user embed images of other sites.

    ## What it does
    Reports a default `policy` that keeps `<img src>` with the schemes `http` or `https`.

    ## Why is this bad
    Whoever may write a comment then sees the address and the browser of everybody who reads it, and when: the image is
    fetched from the writer's server. That is right for authors whom you trust, and wrong for a default.

    ## Example
    ```python
    Hardened(app, sanitizing=SanitizingOptions(policy="article"))
    ```

    ## Use instead
    ```python
    Hardened(app)
    sanitize(post.body, "article")  # where a trusted author wrote it
    sanitize(comment.body)
    ```

    ## References
    - [CWE-359: Exposure of Private Personal Information](https://cwe.mitre.org/data/definitions/359.html)
    - [OWASP XSS Prevention Cheat Sheet: HTML Sanitization](https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html)
    """
    options = snapshot.options(SanitizingOptions)
    if options is None:
        return
    policy = options.policy_named(None)
    sources = policy.attributes.get("img", frozenset()) | policy.attributes.get("*", frozenset())
    if "img" in policy.elements and "src" in sources and policy.schemes & {"http", "https"}:
        yield Hit(
            message=f"The default policy {options.policy!r} keeps images from any site.",
            fix='Make "comment" the default, and name the other policy where its authors are trusted.',
            location=setting_of("sanitizing", "policy"),
        )
