"""FHT011: a server answers over plain HTTP."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.responses.evidence import place
from ....audit.responses.facts import AnswerFacts
from ....audit.responses.hosts import is_loopback
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHT011",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(319,),
    owasp=("A02",),
    asvs=("12.2.1",),
)
def answered_plain_http(snapshot: Snapshot) -> Iterator[Hit]:
    """The server answers over plain HTTP instead of leading to HTTPS.

    ## What it does
    Asks the server at `--url` over plain http, and reports an answer that is neither a redirect to https nor a refusal
    with 403. An address of this machine is not reported. For the app in this process the rule about the feature
    `transport` says it.

    ## Why is this bad
    Everybody between the visitor and the server reads passwords and sessions, and puts into the pages whatever they
    like.

    ## Example
    ```nginx
    server { listen 80; location / { proxy_pass http://app; } }
    ```

    ## Use instead
    ```nginx
    server { listen 80; return 308 https://$host$request_uri; }
    ```

    ## References
    - [CWE-319: Cleartext Transmission of Sensitive Information](https://cwe.mitre.org/data/definitions/319.html)
    - [OWASP Transport Layer Security Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Transport_Layer_Security_Cheat_Sheet.html)
    """
    facts = snapshot.responses
    if facts.url is None or is_loopback(facts.host):
        return
    open_ = [each for each in facts.of("plain-http") if each.status and not _leads_to_https(each)]
    if open_:
        yield Hit(
            message=f"The server answers over plain HTTP, with {open_[0].status}.",
            fix="Redirect to https at the proxy, or call Hardened(app) and name the proxy.",
            location=place(snapshot, open_),
        )


def _leads_to_https(answer: AnswerFacts) -> bool:
    return answer.status in (403, 426) or (answer.header("location") or "").startswith("https:")
