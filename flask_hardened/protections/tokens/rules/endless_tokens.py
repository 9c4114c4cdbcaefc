"""FHJ017: tokens that do not expire."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ._jwt_extended import uses_jwt_extended

_DAY = 24 * 60 * 60


@rule(
    code="FHJ017",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(613,),
    owasp=("A07",),
    asvs=("9.2.1",),
)
def endless_tokens(snapshot: Snapshot) -> Iterator[Hit]:
    """Tokens never expire, or only after a long time.

    ## What it does
    Reports Flask-JWT-Extended's `JWT_ACCESS_TOKEN_EXPIRES` and `JWT_REFRESH_TOKEN_EXPIRES` set to False (the latter is
    of medium severity), and access tokens that live for longer than a day, as medium.

    ## Why is this bad
    Nobody looks at a token again once it is signed. One that was copied from a log, a browser or a proxy works for as
    long as it says; without an end it works until the key changes, also for people who have left.

    ## Example
    ```python
    app.config["JWT_ACCESS_TOKEN_EXPIRES"] = False
    ```

    ## Use instead
    ```python
    app.config["JWT_ACCESS_TOKEN_EXPIRES"] = timedelta(minutes=15)  # the default
    ```

    ## References
    - [CWE-613: Insufficient Session Expiration](https://cwe.mitre.org/data/definitions/613.html)
    - [Flask-JWT-Extended: Configuration Options](https://flask-jwt-extended.readthedocs.io/en/stable/options.html)
    - [RFC 8725: JSON Web Token Best Current Practices](https://www.rfc-editor.org/rfc/rfc8725)
    """
    values = snapshot.config.values
    if not uses_jwt_extended(snapshot):
        return
    for setting, severity in (("JWT_ACCESS_TOKEN_EXPIRES", None), ("JWT_REFRESH_TOKEN_EXPIRES", Severity.MEDIUM)):
        if values.get(setting) is False:
            yield Hit(
                message="Tokens never expire.",
                fix=f"Give {setting} a time.",
                location=Location(setting=setting),
                severity=severity,
            )
    lifetime = values.get("JWT_ACCESS_TOKEN_EXPIRES")
    seconds = lifetime.total_seconds() if isinstance(lifetime, timedelta) else lifetime
    if isinstance(seconds, (int, float)) and not isinstance(seconds, bool) and seconds > _DAY:
        yield Hit(
            message="Access tokens live for longer than a day.",
            fix="Let them live for minutes, and issue refresh tokens.",
            location=Location(setting="JWT_ACCESS_TOKEN_EXPIRES"),
            severity=Severity.MEDIUM,
        )
