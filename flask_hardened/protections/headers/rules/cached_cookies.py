"""FHR014: cookies in responses that shared caches keep."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.responses.evidence import listed, pages, place
from ....audit.responses.facts import AnswerFacts
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHR014",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(525, 524),
    owasp=("A04",),
    asvs=("14.3.2",),
)
def cached_cookies(snapshot: Snapshot) -> Iterator[Hit]:
    """A response that sets a session cookie may be kept by shared caches.

    ## What it does
    Asks what the app, or the server at `--url`, really sends. Reports a response with a session cookie and a
    `Cache-Control` of `public` or `s-maxage`. `private` and `no-store` are as it should be, and so is no header at
    all, because shared caches then keep nothing that sets cookies.

    ## Why is this bad
    A proxy or a CDN keeps the response with its cookie, and hands one visitor's session to everybody who asks for the
    same page after them.

    ## Example
    ```text
    Cache-Control: public, max-age=600
    Set-Cookie: session=...
    ```

    ## Use instead
    ```text
    Cache-Control: private, no-store
    Set-Cookie: session=...
    ```

    ## References
    - [CWE-524: Use of Cache Containing Sensitive Information](https://cwe.mitre.org/data/definitions/524.html)
    - [RFC 9111: HTTP Caching](https://www.rfc-editor.org/rfc/rfc9111#section-5.2.2)
    """
    kept = [each for each in pages(snapshot) if _is_shared(each) and any(cookie.session for cookie in each.cookies)]
    if kept:
        yield Hit(
            message=f"Shared caches may keep a response with a session cookie: {listed(kept)}.",
            fix="Send Cache-Control: private or no-store with what belongs to one visitor; Hardened(app) does.",
            location=place(snapshot, kept),
        )


def _is_shared(answer: AnswerFacts) -> bool:
    words = {part.strip().partition("=")[0].lower() for value in answer.values("cache-control")
             for part in value.split(",")}  # fmt: skip
    return not words.isdisjoint({"public", "s-maxage"}) and words.isdisjoint({"private", "no-store"})
