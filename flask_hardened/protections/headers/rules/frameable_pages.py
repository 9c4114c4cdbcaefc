"""FHR008: pages that any site may frame."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.responses.evidence import confidence, html_pages, is_promised, listed, place
from ....audit.responses.facts import AnswerFacts
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

HEADER = "x-frame-options"
ANYBODY = frozenset({"*", "http:", "https:"})


@rule(
    code="FHR008",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(1021,),
    owasp=("A04",),
    asvs=("3.4.6",),
)
def frameable_pages(snapshot: Snapshot) -> Iterator[Hit]:
    """Pages are sent that any other site may put into a frame.

    ## What it does
    Asks what the app, or the server at `--url`, really sends. Reports HTML answers with neither `X-Frame-Options:
    DENY` or `SAMEORIGIN` nor an enforced `frame-ancestors` that names somebody. `ALLOW-FROM` counts as nothing,
    because browsers ignore it. Of a hardened app it reports only what should have the headers.

    ## Why is this bad
    Clickjacking: a transparent frame of the app lies over a game, and a click in the game presses a button in the app,
    with the visitor's session.

    ## Example
    ```text
    HTTP/1.1 200 OK
    X-Frame-Options: ALLOW-FROM https://partner.example
    ```

    ## Use instead
    ```python
    Hardened(app)
    ```

    ## References
    - [CWE-1021: Improper Restriction of Rendered UI Layers or Frames](https://cwe.mitre.org/data/definitions/1021.html)
    - [OWASP Clickjacking Defense Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Clickjacking_Defense_Cheat_Sheet.html)
    """
    if not (is_promised(snapshot, HEADER) or is_promised(snapshot, "content-security-policy")):
        return
    open_to_all = [each for each in html_pages(snapshot) if not _is_guarded(each)]
    if open_to_all:
        yield Hit(
            message=f"Any site may frame what is answered to {listed(open_to_all)}.",
            fix="Call Hardened(app), or send frame-ancestors in the Content-Security-Policy.",
            location=place(snapshot, open_to_all),
            confidence=confidence(snapshot),
        )


def _is_guarded(answer: AnswerFacts) -> bool:
    if any(value.strip().lower() in ("deny", "sameorigin") for value in answer.values(HEADER)):
        return True
    policies = [policy for value in answer.values("content-security-policy") for policy in value.split(",")]
    for directive in (part for policy in policies for part in policy.split(";")):
        name, *sources = directive.lower().split() or [""]
        if name == "frame-ancestors" and ANYBODY.isdisjoint(sources):
            return True
    return False
