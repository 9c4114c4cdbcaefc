"""FHC009: a policy that lets strangers' scripts run."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.responses.evidence import html_pages, is_ours, listed, place
from ....audit.responses.observatory_csp import judge_csp
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

HEADER = "content-security-policy"
UNSAFE = "csp-implemented-with-unsafe-inline"


@rule(
    code="FHC009",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(79,),
    owasp=("A03", "A05"),
    asvs=("3.4.3",),
)
def unsafe_served_policies(snapshot: Snapshot) -> Iterator[Hit]:
    """The Content-Security-Policy that is sent does not stop smuggled scripts.

    ## What it does
    Asks what the app, or the server at `--url`, really sends. Reports an enforced policy whose script sources are
    missing, or allow inline code without nonce or hash, `data:`, or every host of a scheme. Judged as Mozilla's HTTP
    Observatory does. What a hardened app sends is the business of the rules about its options.

    ## Why is this bad
    With `'unsafe-inline'` an injected `<script>` runs as if there were no policy; with `https:` it is loaded from the
    attacker's server.

    ## Example
    ```text
    Content-Security-Policy: default-src 'self' 'unsafe-inline'
    ```

    ## Use instead
    ```text
    Content-Security-Policy: script-src 'nonce-r4nd0m' 'strict-dynamic'; object-src 'none'; base-uri 'none'
    ```

    ## References
    - [CWE-79: Improper Neutralization of Input During Web Page Generation](https://cwe.mitre.org/data/definitions/79.html)
    - [web.dev: strict CSP](https://web.dev/articles/strict-csp)
    """
    if is_ours(snapshot, "csp"):
        return
    unsafe = [each for each in html_pages(snapshot) if judge_csp(each.values(HEADER), ()).result == UNSAFE]
    if unsafe:
        yield Hit(
            message=f"The policy of {listed(unsafe)} lets scripts run that were smuggled into the page.",
            fix="Use nonces in place of inline code and wide sources: Hardened(app) puts them into templates.",
            location=place(snapshot, unsafe),
        )
