"""FHR013: headers that browsers no longer read, or that harm."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.responses.evidence import listed, pages, place
from ....audit.responses.facts import AnswerFacts
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

GONE = ("public-key-pins", "expect-ct", "feature-policy", "x-content-security-policy", "x-webkit-csp")


@rule(
    code="FHR013",
    severity=Severity.INFO,
    confidence=Confidence.HIGH,
    cwe=(477,),
    owasp=("A05",),
)
def outdated_headers(snapshot: Snapshot) -> Iterator[Hit]:
    """Headers are sent that browsers have given up, some of them because they did harm.

    ## What it does
    Asks what the app, or the server at `--url`, really sends. Reports `X-XSS-Protection` with anything but `0`,
    `Public-Key-Pins`, `Expect-CT`, `Feature-Policy` without `Permissions-Policy`, and the CSP under its old names
    `X-Content-Security-Policy` and `X-WebKit-CSP`.

    ## Why is this bad
    The filter of `X-XSS-Protection` could be turned into a way to switch off single scripts of a page and to read from
    it; the others give a feeling of safety that no browser backs.

    ## Example
    ```text
    X-XSS-Protection: 1; mode=block
    ```

    ## Use instead
    ```text
    X-XSS-Protection: 0
    Permissions-Policy: camera=()
    ```

    ## References
    - [OWASP HTTP Headers Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html)
    - [CWE-477: Use of Obsolete Function](https://cwe.mitre.org/data/definitions/477.html)
    """
    for name in ("x-xss-protection", *GONE):
        outdated = [each for each in pages(snapshot) if _is_outdated(each, name)]
        if outdated:
            yield Hit(
                message=f"The header {name}, which browsers have given up, is sent by {listed(outdated)}.",
                fix="Remove it, and send the header that took its place.",
                location=place(snapshot, outdated),
            )


def _is_outdated(answer: AnswerFacts, name: str) -> bool:
    value = answer.header(name)
    if value is None or (name == "x-xss-protection" and value.strip().startswith("0")):
        return False
    return name != "feature-policy" or answer.header("permissions-policy") is None
