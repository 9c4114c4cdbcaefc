"""FHJ009: claims of tokens that are not checked."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.placing import served_calls
from ._calls import DECODE, switched_off

_WHAT = {
    "verify_exp": ("accepts tokens that have expired", Severity.MEDIUM),
    "verify_aud": ("accepts tokens that were made for another service", Severity.MEDIUM),
    "verify_iss": ("accepts tokens of another issuer", Severity.MEDIUM),
    "verify_nbf": ("accepts tokens before their time", Severity.LOW),
}


@rule(
    code="FHJ009",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(613, 287),
    owasp=("A07",),
    asvs=("9.2.1", "9.2.3"),
)
def unchecked_claims(snapshot: Snapshot) -> Iterator[Hit]:
    """A token is accepted after its time, or though it was made for somebody else.

    ## What it does
    Reports the options `verify_exp`, `verify_aud`, `verify_iss` and `verify_nbf` turned off in PyJWT's and
    python-jose's `decode`, where the signature is checked.

    ## Why is this bad
    A token that never ends is as good as a password that cannot be changed: whoever finds it in a log of last year is
    signed in. Without the audience, a token that its user gave to one service opens all others with the same issuer.

    ## Example
    ```python
    claims = jwt.decode(token, key, algorithms=["RS256"], options={"verify_aud": False})
    ```

    ## Use instead
    ```python
    claims = jwt.decode(token, key, algorithms=["RS256"], audience="billing")
    ```

    ## References
    - [CWE-613: Insufficient Session Expiration](https://cwe.mitre.org/data/definitions/613.html)
    - [RFC 8725, 3.9: Use and Validate Audience](https://www.rfc-editor.org/rfc/rfc8725#section-3.9)
    """
    for call in served_calls(snapshot.source, *DECODE):
        off = switched_off(call)
        if {"verify_signature", "verify"} & off:
            continue
        for option, (what, severity) in _WHAT.items():
            if option in off:
                yield Hit(
                    message=f"{call.target} {what}: {option} is off.",
                    fix="Remove the option, and name the audience and the issuer.",
                    location=call.location,
                    severity=severity,
                )
