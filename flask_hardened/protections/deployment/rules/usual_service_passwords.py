"""FHD020: databases under passwords that everybody tries."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

_FIX = "Give it a long random password, and read it from the environment."
_WITH_PASSWORDS = frozenset({"amqp", "amqps", "mongodb", "pyamqp", "redis", "rediss", "valkey", "valkeys"})
"""What asks for a password, or for nothing; databases have other ways to know who it is."""


@rule(
    code="FHD020",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(1392, 521),
    owasp=("A05", "A07"),
    asvs=("13.2.3",),
)
def usual_service_passwords(snapshot: Snapshot) -> Iterator[Hit]:
    """A database or another server has a password that everybody tries first, or none.

    ## What it does
    Reports addresses in the configuration (`SQLALCHEMY_DATABASE_URI`, binds, Celery, Redis, MongoDB, caches, mail) with
    a password such as `postgres`, `guest` or the name of the user, and addresses of databases and brokers on other
    hosts without any. On this machine, and for names without a dot as containers give each other, it is of low
    severity.

    ## Why is this bad
    These are the passwords that images and tutorials come with, so they are what is tried on every port that answers.
    Whoever gets in has all data, and through Redis and brokers often the workers too.

    ## Example
    ```python
    app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://postgres:postgres@db.example.com/shop"
    ```

    ## Use instead
    ```python
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
    ```

    ## References
    - [CWE-1392: Use of Default Credentials](https://cwe.mitre.org/data/definitions/1392.html)
    - [CWE-521: Weak Password Requirements](https://cwe.mitre.org/data/definitions/521.html)
    - [OWASP Database Security Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Database_Security_Cheat_Sheet.html)
    """
    for service in snapshot.config.extension_facts.services:
        near = service.channel == "local" or service.single_label
        if service.credential == "usual":
            yield Hit(
                message=f"The {service.kind} server has a password that everybody tries first.",
                fix=_FIX,
                location=Location(setting=service.settings[0]),
                severity=Severity.LOW if near else None,
            )
        elif service.credential == "none" and not near and service.scheme in _WITH_PASSWORDS:
            yield Hit(
                message=f"The {service.kind} server is asked without a password.",
                fix=_FIX,
                location=Location(setting=service.settings[0]),
                severity=Severity.MEDIUM,
                confidence=Confidence.MEDIUM,
            )
