"""FHD027: caches of pickles that others write."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHD027",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(502,),
    owasp=("A08",),
    asvs=("1.5.2",),
)
def pickled_caches(snapshot: Snapshot) -> Iterator[Hit]:
    """Others may be able to write into a cache whose entries are run when they are read.

    ## What it does
    Reports Flask-Caching, which keeps Python pickles, with a Redis or memcached on another host that needs no password
    or is reached in clear text, and with a folder that everybody on the machine may write into, or that is served.

    ## Why is this bad
    To load a pickle is to run what it says. Whoever can write one entry, on a server without a password or on the way
    to it, runs code in every worker of the app.

    ## Example
    ```python
    Cache(app, config={"CACHE_TYPE": "RedisCache", "CACHE_REDIS_URL": "redis://cache.internal"})
    ```

    ## Use instead
    ```python
    Cache(app, config={"CACHE_TYPE": "RedisCache", "CACHE_REDIS_URL": os.environ["CACHE_URL"]})  # rediss://
    ```

    ## References
    - [CWE-502: Deserialization of Untrusted Data](https://cwe.mitre.org/data/definitions/502.html)
    - [Flask-Caching: Configuring](https://flask-caching.readthedocs.io/en/latest/)
    - [Python: pickle](https://docs.python.org/3/library/pickle.html)
    """
    facts = snapshot.config.extension_facts
    if "flask_caching" not in facts.used:
        return
    for service in facts.services:
        theirs = next((setting for setting in service.settings if setting.startswith("CACHE_")), None)
        if theirs and service.channel != "local" and (service.channel == "plain" or service.credential == "none"):
            yield Hit(
                message="Flask-Caching runs what its server holds, and others may be able to write there.",
                fix="Give the server a password, and reach it with TLS.",
                location=Location(setting=theirs),
                severity=Severity.LOW if service.single_label else None,
            )
    if facts.open_cache_files:
        yield Hit(
            message="Flask-Caching runs what its folder holds, and everybody on the machine may write there.",
            fix="Give CACHE_DIR a folder of its own with mode 0700.",
            location=Location(setting="CACHE_DIR"),
            confidence=Confidence.HIGH,
        )
