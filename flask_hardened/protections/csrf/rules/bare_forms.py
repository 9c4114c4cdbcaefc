"""FHF011: forms in templates without a token."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ._checked import is_checked

_PROTECTORS = ("flask_wtf.CSRFProtect", "flask_wtf.csrf.CSRFProtect", "flask_seasurf.SeaSurf")


@rule(
    code="FHF011",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(352,),
    owasp=("A01",),
    asvs=("3.5.1",),
)
def bare_forms(snapshot: Snapshot) -> Iterator[Hit]:
    """A form in a template is sent without a token, and nothing else looks where it comes from.

    ## What it does
    Reports forms with `method="post"` that hold neither a field `csrf_token` nor an expression with `csrf_token` or
    `hidden_tag`, unless they are sent to another site. It says nothing of an app whose requests are checked, by
    Flask-Hardened, which puts the tokens in by itself, or by Flask-WTF, which refuses such forms.

    ## Why is this bad
    Another site can have the same form on a page of its own, filled in, and send it from the browser of whoever is
    signed in and opens that page: an order, a new password, a deleted account.

    ## Example
    ```html
    <form method="post" action="/password"><input name="password" type="password"></form>
    ```

    ## Use instead
    One line, and the form stays as it is:
    ```python
    Hardened(app)
    ```

    ## References
    - [CWE-352: Cross-Site Request Forgery (CSRF)](https://cwe.mitre.org/data/definitions/352.html)
    - [OWASP: Cross-Site Request Forgery Prevention](https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html)
    """
    if is_checked(snapshot) or _has_protector(snapshot):
        return
    for remark in snapshot.templates.remarks:
        if remark.kind == "bare-form":
            yield Hit(
                message="A form is sent without a token against forged requests.",
                fix="Call Hardened(app), which puts a token into every form, and checks it.",
                location=remark.location,
            )


def _has_protector(snapshot: Snapshot) -> bool:
    config, source = snapshot.config_facts, snapshot.source_facts
    if config is not None and not {"csrf", "seasurf"}.isdisjoint(config.extensions):
        return True
    return source is not None and next(source.calls(*_PROTECTORS), None) is not None
