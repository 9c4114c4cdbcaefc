"""FHC007: Flask-Talisman with its protections turned off."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Call
from ....audit.source.placing import is_for_development, module_of, served_calls

_TALISMAN = ("flask_talisman.Talisman", "flask_talisman.Talisman().init_app")
_OFF = {
    "content_security_policy": ("every injected script runs", Severity.MEDIUM),
    "force_https": ("pages are served over plain HTTP", Severity.LOW),
    "strict_transport_security": ("browsers may be led back to plain HTTP", Severity.LOW),
    "session_cookie_secure": ("the session cookie is sent over plain HTTP", Severity.MEDIUM),
    "session_cookie_http_only": ("scripts can read the session cookie", Severity.MEDIUM),
    "frame_options": ("every site may frame the pages", Severity.LOW),
    "x_content_type_options": ("browsers guess what files are", Severity.LOW),
}


@rule(
    code="FHC007",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(693, 1021),
    owasp=("A05",),
    asvs=("3.4.3",),
)
def loosened_talisman_calls(snapshot: Snapshot) -> Iterator[Hit]:
    """Flask-Talisman is told to leave protections out.

    ## What it does
    Reports `Talisman(...)` with `content_security_policy=None` or `{}`, `force_https=False` and the like. Code for
    development and tests is left alone. Of a live app other rules ask what Talisman was really told.

    ## Why is this bad
    The policy is turned off because one page breaks, and stays off for all. A comment that somebody else's browser
    shows as a script then runs with everything that its reader may do.

    ## Example
    ```python
    Talisman(app, content_security_policy=None)
    ```

    ## Use instead
    ```python
    Hardened(app)  # a policy with nonces, which templates need not be edited for
    ```

    ## References
    - [CWE-693: Protection Mechanism Failure](https://cwe.mitre.org/data/definitions/693.html)
    - [Flask-Talisman: Options](https://github.com/wntrblm/flask-talisman#options)
    """
    if snapshot.config_facts is not None:
        return
    for call in served_calls(snapshot.source, *_TALISMAN):
        if is_for_development(module_of(snapshot.source, call), call.location.line or 0):
            continue
        for option, (what, severity) in _OFF.items():
            if _is_off(call, option):
                yield Hit(
                    message=f"{option} is turned off, so {what}.",
                    fix="Remove the option; or replace Talisman by Hardened(app), which takes over its settings.",
                    location=call.location,
                    severity=severity,
                )


def _is_off(call: Call, option: str) -> bool:
    value = call.keywords.get(option)
    return value is not None and value.known and (value.constant in (None, {}) or value.constant is False)
