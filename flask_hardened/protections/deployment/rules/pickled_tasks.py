"""FHD028: tasks as pickles."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHD028",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(502,),
    owasp=("A08",),
    asvs=("1.5.2",),
)
def pickled_tasks(snapshot: Snapshot) -> Iterator[Hit]:
    """Workers run pickles that they get from the broker.

    ## What it does
    Reports Celery with `pickle` among the content that it accepts.

    ## Why is this bad
    To load a pickle is to run what it says. Whoever can put one message into the broker, by a weak password or through
    another app that shares it, runs code on every worker.

    ## Example
    ```python
    celery.conf.accept_content = ["json", "pickle"]
    ```

    ## Use instead
    ```python
    celery.conf.accept_content = ["json"]
    ```

    ## References
    - [CWE-502: Deserialization of Untrusted Data](https://cwe.mitre.org/data/definitions/502.html)
    - [Celery: Security, Serializers](https://docs.celeryq.dev/en/stable/userguide/security.html#serializers)
    """
    if snapshot.config.extension_facts.pickled_tasks:
        yield Hit(
            message="Celery's workers run pickles from the broker.",
            fix="Leave only json in accept_content.",
            location=Location(setting="CELERY_ACCEPT_CONTENT"),
        )
