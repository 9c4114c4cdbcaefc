"""FHJ013: signed values that are good for ever."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.placing import served_calls

_READ = {
    **{f"itsdangerous.{name}().loads": 1 for name in ("URLSafeTimedSerializer", "TimedSerializer")},
    "itsdangerous.TimestampSigner().unsign": 1,
}
"""Method → where it takes the greatest age."""


@rule(
    code="FHJ013",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(613,),
    owasp=("A07",),
    asvs=("9.2.1",),
)
def ageless_signed_values(snapshot: Snapshot) -> Iterator[Hit]:
    """A signed value with a time is read without a look at the time.

    ## What it does
    Reports `loads` of itsdangerous' timed serializers, and `unsign` of its timestamp signer, without `max_age`.

    ## Why is this bad
    The link in a mail of three years ago still resets the password: whoever gets at the mailbox, a backup of it, or the
    history of a shared computer takes the account. The time is in the value, but nobody asks for it.

    ## Example
    ```python
    user_id = URLSafeTimedSerializer(key, salt="reset").loads(token)
    ```

    ## Use instead
    ```python
    user_id = unsign("reset-password", token)  # sign() has given it a max_age
    ```

    ## References
    - [CWE-613: Insufficient Session Expiration](https://cwe.mitre.org/data/definitions/613.html)
    - [itsdangerous: Signing With Timestamps](https://itsdangerous.palletsprojects.com/en/stable/timed/)
    """
    for call in served_calls(snapshot.source, *_READ):
        age = call.argument(_READ[call.target], "max_age")
        if (age is None and call.complete) or (age is not None and age.constant is None):
            yield Hit(
                message=f"{call.name} does not look at how old the value is.",
                fix="Give max_age in seconds, or use sign() and unsign() of Flask-Hardened.",
                location=call.location,
            )
