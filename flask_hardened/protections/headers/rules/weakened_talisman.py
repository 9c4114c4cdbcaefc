"""FHR020: headers that Talisman was told to leave out."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

_LOUD = frozenset({"unsafe-url", "no-referrer-when-downgrade"})


@rule(
    code="FHR020",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(1021, 693),
    owasp=("A05",),
    asvs=("3.4.4", "3.4.5", "3.4.6"),
)
def weakened_talisman(snapshot: Snapshot) -> Iterator[Hit]:
    """Flask-Talisman was told to leave out a header that it sends by itself.

    ## What it does
    Reports `frame_options` turned off, or set to `ALLOWALL`, without `frame-ancestors` in the policy;
    `x_content_type_options=False`; and the referrer policies `unsafe-url` and `no-referrer-when-downgrade`, as low.

    ## Why is this bad
    Without the first, any site puts the pages into an invisible frame and has the visitor click there. Without the
    second, a browser takes an uploaded picture for a script. The last send whole addresses to other sites, with what
    stands in them.

    ## Example
    ```python
    Talisman(app, frame_options=None)
    ```

    ## Use instead
    ```python
    Talisman(app)
    # or
    Hardened(app)
    ```

    ## References
    - [CWE-1021: Improper Restriction of Rendered UI Layers or Frames](https://cwe.mitre.org/data/definitions/1021.html)
    - [CWE-693: Protection Mechanism Failure](https://cwe.mitre.org/data/definitions/693.html)
    - [Flask-Talisman: Options](https://github.com/wntrblm/flask-talisman#options)
    """
    for talisman in snapshot.config.extension_facts.talismans:
        shown = talisman.frame_options.upper() not in ("DENY", "SAMEORIGIN")
        if shown and "frame-ancestors" not in talisman.csp:
            yield Hit(
                message="Every site may put the pages into a frame.",
                fix="Leave frame_options as it is, or set frame-ancestors in the policy.",
                location=Location(setting="Talisman(frame_options)"),
            )
        if not talisman.nosniff:
            yield Hit(
                message="Browsers may take a file for another type than it is sent with.",
                fix="Remove x_content_type_options=False.",
                location=Location(setting="Talisman(x_content_type_options)"),
            )
        if _LOUD & set(talisman.referrer_policy.replace(",", " ").split()[-1:]):
            yield Hit(
                message="Whole addresses are told to other sites.",
                fix="Leave referrer_policy as it is.",
                location=Location(setting="Talisman(referrer_policy)"),
                severity=Severity.LOW,
            )
