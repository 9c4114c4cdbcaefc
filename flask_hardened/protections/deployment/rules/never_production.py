"""FHD008: an app that never takes itself for production."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import DeploymentOptions


@rule(
    code="FHD008",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(1188,),
    owasp=("A05",),
    asvs=("13.4.2",),
)
def never_production(snapshot: Snapshot) -> Iterator[Hit]:
    """The app is told that it is not in production, although it runs neither in debug nor in testing mode.

    ## What it does
    Reports `HARDENED_DEPLOYMENT_PRODUCTION` set to False where nothing else says so.

    ## Why is this bad
    The checks at start, HTTPS, HSTS and the host list are for production. Where it is never production, they are off,
    and the app is served all the same.

    ## Example
    ```python
    Hardened(app, deployment=DeploymentOptions(production=False))
    ```

    ## Use instead
    Say it where it is true, and nowhere else:
    ```shell
    flask run --debug
    ```

    ## References
    - [CWE-1188: Initialization of a Resource with an Insecure Default](https://cwe.mitre.org/data/definitions/1188.html)
    """
    options = snapshot.options(DeploymentOptions)
    config = snapshot.config
    if options is not None and options.production is False and not config.debug and not config.testing:
        yield Hit(
            message="The app never takes itself for production, so HTTPS, hosts and keys are not enforced.",
            fix="Remove the option; debug and testing mode say it by themselves.",
            location=setting_of("deployment", "production"),
        )
