"""FHJ008: tokens that choose themselves how they are checked."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Call
from ....audit.source.naming import names_in
from ....audit.source.placing import served_calls
from ._calls import DECODE, ENCODE, JOSE_DECODE, switched_off, texts

FIX = 'Name the one algorithm of the key: algorithms=["HS256"].'


@rule(
    code="FHJ008",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(347, 327),
    owasp=("A02",),
    asvs=("9.1.2",),
)
def unpinned_algorithms(snapshot: Snapshot) -> Iterator[Hit]:
    """A token chooses itself by which algorithm it is checked.

    ## What it does
    Reports, for PyJWT and python-jose: the algorithm `none`; algorithms taken from the token's own header; algorithms
    with a shared secret beside those with a public key; and a missing list of algorithms, as medium for PyJWT, whose
    releases before 2 accept all of them.

    ## Why is this bad
    With `none` no signature is needed. Where HS256 stands beside RS256, an attacker signs with HS256 and takes the
    public key, which everybody may know, as the secret; the server checks with the same text, and it fits.

    ## Example
    ```python
    header = jwt.get_unverified_header(token)
    claims = jwt.decode(token, key, algorithms=[header["alg"]])
    ```

    ## Use instead
    ```python
    claims = jwt.decode(token, key, algorithms=["RS256"])
    ```

    ## References
    - [CWE-347: Improper Verification of Cryptographic Signature](https://cwe.mitre.org/data/definitions/347.html)
    - [RFC 8725, 3.1: Perform Algorithm Verification](https://www.rfc-editor.org/rfc/rfc8725#section-3.1)
    """
    for call in served_calls(snapshot.source, *DECODE):
        if not {"verify_signature", "verify"} & switched_off(call):
            yield from _of_decode(call)
    for call in served_calls(snapshot.source, *ENCODE):
        algorithm = call.argument(2, "algorithm")
        if algorithm is not None and isinstance(algorithm.constant, str) and algorithm.constant.lower() == "none":
            yield Hit(
                message=f"{call.target} makes tokens without a signature.", fix="Use HS256.", location=call.location
            )


def _of_decode(call: Call) -> Iterator[Hit]:
    algorithms = call.argument(2, "algorithms")
    place: Location = call.location
    if algorithms is None or algorithms.constant is None:
        if call.complete:
            severity = Severity.HIGH if call.target in JOSE_DECODE else Severity.MEDIUM
            message = f"{call.target} is not told which algorithms to accept."
            yield Hit(message=message, fix=FIX, location=place, severity=severity)
        return
    named = texts(algorithms)
    if any(name.lower() == "none" for name in named):
        yield Hit(message=f"{call.target} accepts tokens without a signature.", fix=FIX, location=place)
    elif {"alg"} & set(names_in(algorithms.node)) or "get_unverified_header" in algorithms.origin:
        message = f"{call.target} takes the algorithm from the token itself."
        yield Hit(message=message, fix=FIX, location=place, confidence=Confidence.MEDIUM)
    elif any(name.startswith("HS") for name in named) and any(not name.startswith("HS") for name in named):
        message = f"{call.target} accepts a shared secret and a public key for the same token."
        yield Hit(message=message, fix=FIX, location=place, severity=Severity.MEDIUM)
