"""FHC013: Talisman without a policy."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHC013",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(79, 693),
    owasp=("A03", "A05"),
    asvs=("3.4.3",),
)
def talisman_without_csp(snapshot: Snapshot) -> Iterator[Hit]:
    """Flask-Talisman was told to send no Content-Security-Policy, or one that is only reported.

    ## What it does
    Reports `content_security_policy` turned off, and `content_security_policy_report_only=True`.

    ## Why is this bad
    One place in a template that forgets to escape is then enough: the injected script runs, reads what the visitor sees
    and acts in their name. The policy is what keeps such a mistake from being used.

    ## Example
    ```python
    Talisman(app, content_security_policy=None)
    ```

    ## Use instead
    ```python
    Hardened(app)  # a strict policy with nonces, put into the templates by itself
    ```

    ## References
    - [CWE-79: Improper Neutralization of Input During Web Page Generation](https://cwe.mitre.org/data/definitions/79.html)
    - [CWE-693: Protection Mechanism Failure](https://cwe.mitre.org/data/definitions/693.html)
    - [Flask-Talisman: Options](https://github.com/wntrblm/flask-talisman#options)
    - [Content Security Policy Level 3](https://www.w3.org/TR/CSP3/)
    """
    for talisman in snapshot.config.extension_facts.talismans:
        if not talisman.csp or talisman.csp_report_only:
            how = "is sent" if not talisman.csp else "is enforced"
            yield Hit(
                message=f"No Content-Security-Policy {how}.",
                fix="Give Talisman a policy that is enforced, or call Hardened(app) in its place.",
                location=Location(setting="Talisman(content_security_policy)"),
            )
