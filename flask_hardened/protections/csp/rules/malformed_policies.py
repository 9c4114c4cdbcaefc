"""FHC010: a policy that browsers read in another way than it was meant."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.responses.evidence import html_pages, listed, place
from ....audit.responses.facts import AnswerFacts
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

KNOWN = frozenset(
    {
        "base-uri", "block-all-mixed-content", "child-src", "connect-src", "default-src", "fenced-frame-src",
        "font-src", "form-action", "frame-ancestors", "frame-src", "img-src", "manifest-src", "media-src",
        "navigate-to", "object-src", "plugin-types", "prefetch-src", "referrer", "reflected-xss", "report-to",
        "report-uri", "require-sri-for", "require-trusted-types-for", "sandbox", "script-src", "script-src-attr",
        "script-src-elem", "style-src", "style-src-attr", "style-src-elem", "trusted-types",
        "upgrade-insecure-requests", "webrtc", "worker-src",
    }
)  # fmt: skip
BARE = frozenset(
    {
        "none",
        "self",
        "strict-dynamic",
        "unsafe-eval",
        "unsafe-hashes",
        "unsafe-inline",
        "report-sample",
        "wasm-unsafe-eval",
    }
)


@rule(
    code="FHC010",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(693,),
    owasp=("A05",),
    asvs=("3.4.3",),
)
def malformed_policies(snapshot: Snapshot) -> Iterator[Hit]:
    """The Content-Security-Policy that is sent has words that browsers do not understand.

    ## What it does
    Asks what the app, or the server at `--url`, really sends. Reports keywords without quotes, such as `self` or
    `none`, a directive that is there twice within one policy, and names that no specification knows. Browsers skip all
    of these without a word.

    ## Why is this bad
    A policy with `script-src self` allows a host called `self` and blocks the app's own scripts; the second
    `script-src`, which was to tighten the first, is skipped, and the gap stays open.

    ## Example
    ```text
    Content-Security-Policy: script-src self; script-scr 'none'
    ```

    ## Use instead
    ```text
    Content-Security-Policy: script-src 'self'; object-src 'none'
    ```

    ## References
    - [CWE-693: Protection Mechanism Failure](https://cwe.mitre.org/data/definitions/693.html)
    - [W3C CSP: parse a serialized policy](https://www.w3.org/TR/CSP3/#parse-serialized-policy)
    """
    broken: dict[str, list[AnswerFacts]] = {}
    for answer in html_pages(snapshot):
        for value in answer.values("content-security-policy"):
            for word in dict.fromkeys(word for policy in value.split(",") for word in _misread(policy)):
                broken.setdefault(word, []).append(answer)
    for word, answers in broken.items():
        yield Hit(
            message=f"The policy of {listed(answers)} has {word}, which browsers do not read as it was meant.",
            fix="Mend the policy; CspOptions refuses what browsers would skip.",
            location=place(snapshot, answers),
        )


def _misread(policy: str) -> Iterator[str]:
    seen: set[str] = set()
    for entry in policy.split(";"):
        name, *sources = entry.lower().split() or [""]
        if name and name not in KNOWN:
            yield "an unknown directive"
        elif name in seen:
            yield f"{name} twice"
        elif name.endswith("-src") and not BARE.isdisjoint(sources):
            yield f"a keyword without quotes in {name}"
        seen.add(name)
