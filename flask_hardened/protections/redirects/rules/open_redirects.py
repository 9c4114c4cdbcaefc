"""FHG001: redirects that nothing judges."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import absent
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHG001",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(601,),
    owasp=("A01",),
    asvs=("3.7.2",),
)
def open_redirects(snapshot: Snapshot) -> Iterator[Hit]:
    r"""Nothing looks at where redirects lead.

    ## What it does
    Reports an app without the feature `redirects`.

    ## Why is this bad
    A view that redirects to what the request says sends visitors to any site: the link begins with the name of yours,
    and the page that opens asks for their password. Checks by hand fail on `//evil.example`, `/\evil.example` and
    `https:evil.example`, which browsers read in another way than Python does.

    ## Example
    ```python
    Hardened(app, redirects=False)
    ```

    ## Use instead
    ```python
    Hardened(app)
    return redirect(safe_next(url_for("index")))
    ```

    ## References
    - [CWE-601: URL Redirection to Untrusted Site](https://cwe.mitre.org/data/definitions/601.html)
    - [OWASP Unvalidated Redirects and Forwards Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html)
    """
    yield from absent(snapshot, "redirects", "Nothing keeps redirects from leading to a site that a request names.")
