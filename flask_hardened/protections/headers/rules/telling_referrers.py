"""FHR009: a Referrer-Policy that tells other sites where visitors were."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.responses.evidence import confidence, is_ours, listed, pages, place
from ....audit.responses.observatory_headers import judge_referrer_policy
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

HEADER = "referrer-policy"
UNSAFE = "referrer-policy-unsafe"


@rule(
    code="FHR009",
    severity=Severity.LOW,
    confidence=Confidence.MEDIUM,
    cwe=(200,),
    owasp=("A01",),
    asvs=("3.4.5",),
)
def telling_referrers(snapshot: Snapshot) -> Iterator[Hit]:
    """Responses tell browsers to send whole addresses to other sites.

    ## What it does
    Asks what the app, or the server at `--url`, really sends. Reports a `Referrer-Policy` whose last known value is
    `unsafe-url`, `no-referrer-when-downgrade`, `origin` or `origin-when-cross-origin`. A missing header is none of
    these: browsers then act as `strict-origin-when-cross-origin`.

    ## Why is this bad
    A page whose address holds a reset token or a document's id loads a picture from elsewhere, and the other site
    reads the address in its log.

    ## Example
    ```text
    Referrer-Policy: unsafe-url
    ```

    ## Use instead
    ```text
    Referrer-Policy: strict-origin-when-cross-origin
    ```

    ## References
    - [CWE-200: Exposure of Sensitive Information to an Unauthorized Actor](https://cwe.mitre.org/data/definitions/200.html)
    - [W3C Referrer Policy](https://www.w3.org/TR/referrer-policy/)
    """
    if is_ours(snapshot, "headers"):
        return
    telling = [each for each in pages(snapshot) if judge_referrer_policy(each.values(HEADER)) == UNSAFE]
    if telling:
        yield Hit(
            message=f"The Referrer-Policy of {listed(telling)} sends addresses to other sites.",
            fix="Set it to strict-origin-when-cross-origin or stricter; Hardened(app) does.",
            location=place(snapshot, telling),
            confidence=confidence(snapshot),
        )
