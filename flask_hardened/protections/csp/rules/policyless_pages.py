"""FHC008: pages without an enforced Content-Security-Policy."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.responses.evidence import confidence, html_pages, is_ours, is_promised, listed, place
from ....audit.responses.facts import AnswerFacts
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

HEADER = "content-security-policy"


@rule(
    code="FHC008",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(79, 1021),
    owasp=("A03", "A05"),
    asvs=("3.4.3",),
)
def policyless_pages(snapshot: Snapshot) -> Iterator[Hit]:
    """Pages are sent without an enforced Content-Security-Policy.

    ## What it does
    Asks what the app, or the server at `--url`, really sends. Reports HTML answers without the header
    `Content-Security-Policy` and without a policy in `<meta>`. A policy that is only reported does not count. Of a
    hardened app it reports only what should have one.

    ## Why is this bad
    One place where a value is not escaped is enough to run a stranger's script with the visitor's session; a policy is
    what stops it in the browser.

    ## Example
    ```text
    Content-Security-Policy-Report-Only: default-src 'self'
    ```

    ## Use instead
    ```python
    Hardened(app)  # nonces, strict-dynamic, no inline code
    ```

    ## References
    - [CWE-79: Improper Neutralization of Input During Web Page Generation](https://cwe.mitre.org/data/definitions/79.html)
    - [W3C Content Security Policy Level 3](https://www.w3.org/TR/CSP3/)
    """
    answers = html_pages(snapshot)
    if is_ours(snapshot, "csp"):  # views may loosen it, and options may have it reported only: other rules say so
        answers = tuple(
            each for each in answers if each.endpoint is None and each.header(f"{HEADER}-report-only") is None
        )
    elif not is_promised(snapshot, HEADER):
        return
    bare = [each for each in answers if each.header(HEADER) is None and not _in_page(each)]
    if bare:
        yield Hit(
            message=f"No Content-Security-Policy is enforced for {listed(bare)}.",
            fix="Call Hardened(app), which sends one with every page.",
            location=place(snapshot, bare),
            confidence=confidence(snapshot),
        )


def _in_page(answer: AnswerFacts) -> bool:
    return answer.page is not None and any(name == HEADER for name, _ in answer.page.metas)
