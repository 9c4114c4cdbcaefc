"""FHD026: mail in clear text."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHD026",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(319, 522),
    owasp=("A02",),
    asvs=("12.3.1",),
)
def plain_mail(snapshot: Snapshot) -> Iterator[Hit]:
    """Mail, and the password for it, go to another host in clear text.

    ## What it does
    Reports Flask-Mail with `MAIL_SERVER` on another host, and neither `MAIL_USE_TLS` nor `MAIL_USE_SSL`. Without a
    password it is of low severity.

    ## Why is this bad
    Whoever reads along has the password of the account, and sends mail in your name. They also read the links to new
    passwords as they are sent.

    ## Example
    ```python
    app.config["MAIL_SERVER"] = "smtp.example.com"
    ```

    ## Use instead
    ```python
    app.config["MAIL_SERVER"] = "smtp.example.com"
    app.config["MAIL_PORT"] = 587
    app.config["MAIL_USE_TLS"] = True
    ```

    ## References
    - [CWE-319: Cleartext Transmission of Sensitive Information](https://cwe.mitre.org/data/definitions/319.html)
    - [CWE-522: Insufficiently Protected Credentials](https://cwe.mitre.org/data/definitions/522.html)
    - [Flask-Mail: Configuring](https://flask-mail.readthedocs.io/en/latest/)
    - [RFC 8314: Cleartext Considered Obsolete](https://www.rfc-editor.org/rfc/rfc8314)
    """
    for service in snapshot.config.extension_facts.services:
        if service.kind == "mail" and service.channel == "plain":
            yield Hit(
                message="Mail goes to its server in clear text.",
                fix="Set MAIL_USE_TLS = True with port 587, or MAIL_USE_SSL = True with port 465.",
                location=Location(setting="MAIL_USE_TLS"),
                severity=Severity.LOW if service.credential == "none" or service.single_label else None,
            )
