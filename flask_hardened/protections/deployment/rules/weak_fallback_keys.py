"""FHD006: old keys that can be guessed."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

SETTING = "SECRET_KEY_FALLBACKS"


@rule(
    code="FHD006",
    severity=Severity.CRITICAL,
    confidence=Confidence.HIGH,
    cwe=(321, 331),
    owasp=("A02", "A07"),
    asvs=("11.2.3", "13.3.4"),
)
def weak_fallback_keys(snapshot: Snapshot) -> Iterator[Hit]:
    """An old key in `SECRET_KEY_FALLBACKS` can be guessed.

    ## What it does
    Reports fallbacks that are no list, and each key in the list that is weak by the same measure as `SECRET_KEY`.

    ## Why is this bad
    A session signed with a fallback is as good as one signed with the key. A string in place of a list is worse than it
    looks: Flask goes through it letter by letter, and every single letter becomes a key.

    ## Example
    ```python
    app.config["SECRET_KEY_FALLBACKS"] = "old-key"
    ```

    ## Use instead
    A list of keys that were strong, for as long as sessions last; none that has leaked:
    ```python
    app.config["SECRET_KEY_FALLBACKS"] = [os.environ["OLD_SECRET_KEY"]]
    ```

    ## References
    - [Flask: SECRET_KEY_FALLBACKS](https://flask.palletsprojects.com/en/stable/config/#SECRET_KEY_FALLBACKS)
    - [CWE-331: Insufficient Entropy](https://cwe.mitre.org/data/definitions/331.html)
    """
    fallbacks = snapshot.config.fallbacks
    if not fallbacks.is_list:
        yield Hit(
            message="It is no list; of a string, every single letter signs sessions.",
            fix="Give a list of old keys.",
            location=Location(setting=SETTING),
        )
    for number, key in enumerate(fallbacks.keys):
        if key.weakness is not None:
            yield Hit(
                message=f"The old key {key.weakness} It signs as well as the new one.",
                fix="Remove it; sessions that it signed end.",
                location=Location(setting=f"{SETTING}[{number}]"),
            )
