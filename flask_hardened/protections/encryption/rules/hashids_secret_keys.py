"""FHN012: the secret key as the salt of Hashids."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.naming import names_in, words
from ....audit.source.placing import served_calls


@rule(
    code="FHN012",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(327,),
    owasp=("A02",),
    asvs=("11.3.2",),
)
def hashids_secret_keys(snapshot: Snapshot) -> Iterator[Hit]:
    """Hashids are made with the app's secret key, which can be computed from them.

    ## What it does
    Reports `hashids.Hashids`, directly or through Flask-Hashids, whose salt is `SECRET_KEY`.

    ## Why is this bad
    Hashids shuffle an alphabet; they do not encrypt. From a few hundred ids in URLs the salt can be computed, and if
    that is the secret key, its owner signs the session of an administrator.

    ## Example
    ```python
    ids = Hashids(salt=app.config["SECRET_KEY"])
    ```

    ## Use instead
    Opaque ids that are signed, with a key of their own:
    ```python
    @app.get('/orders/<ref("order"):order_id>')
    def order(order_id: int): ...
    ```

    ## References
    - [CWE-327: Use of a Broken or Risky Cryptographic Algorithm](https://cwe.mitre.org/data/definitions/327.html)
    - [Cryptanalysis of Hashids](https://carnage.github.io/2015/08/cryptanalysis-of-hashids)
    """
    for call in served_calls(snapshot.source, "hashids.Hashids", "flask_hashids.Hashids"):
        salt = call.argument(0, "salt")
        if salt is not None and any(words(name)[-2:] == ("secret", "key") for name in names_in(salt.node)):
            yield Hit(
                message="The salt of Hashids is the secret key, and can be computed from a few hundred ids.",
                fix="Use the references feature for ids in URLs, or a salt of its own; then replace the secret key.",
                location=call.location,
            )
