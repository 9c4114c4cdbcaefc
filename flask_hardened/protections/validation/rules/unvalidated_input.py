"""FHV001: routes that take input, and do not say what."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import absent
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Route, Snapshot
from ..checks import BODILESS, FEATURE
from ..options import ValidationOptions


@rule(
    code="FHV001",
    severity=Severity.INFO,
    confidence=Confidence.LOW,
    cwe=(20,),
    owasp=("A03", "A04"),
    asvs=("2.2.1", "2.2.2"),
)
def unvalidated_input(snapshot: Snapshot) -> Iterator[Hit]:
    """A route changes something, and does not say what input it takes.

    ## What it does
    Lists the routes for POST, PUT, PATCH and DELETE that have neither `@validate` nor `@upload`. Views that touch
    neither the query nor the form, the body or files are left out. A route whose view validates its input by itself,
    for instance with a FlaskForm, is listed too: look at it. Where the feature `validation` is off while routes have
    the decorator, that is reported as high.

    ## Why is this bad
    What a view does not expect is what it was not tested with: a list in place of a string, a field that nobody meant
    to be set, a number that is not finite. Most injections begin with input of a form that nobody needed.

    ## Example
    ```python
    @app.post("/users")
    def add_user():
        db.session.add(User(**request.get_json()))
    ```

    ## Use instead
    ```python
    class NewUser(BaseModel):
        name: Trimmed[1, 80]
        email: Email

    @app.post("/users")
    @validate(json=NewUser)
    def add_user(json: NewUser):
        db.session.add(User(name=json.name, email=json.email))
    ```

    ## References
    - [CWE-20: Improper Input Validation](https://cwe.mitre.org/data/definitions/20.html)
    - [OWASP: Input Validation Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Input_Validation_Cheat_Sheet.html)
    """
    if snapshot.options(ValidationOptions) is None:
        marked = [route for route in snapshot.routes if FEATURE in route.marks]
        if not marked:
            yield from absent(snapshot, FEATURE, "No route declares what input it takes.")
        for route in marked:
            yield Hit(
                message="@validate has no effect on this route: the feature validation is off.",
                fix="Call Hardened(app), with the feature validation on.",
                location=route.location,
                severity=Severity.HIGH,
                confidence=Confidence.HIGH,
            )
        return
    for route in snapshot.routes:
        unsafe = sorted(method for method in set(route.methods) - BODILESS if _may_read(route, method))
        if unsafe and FEATURE not in route.marks and "uploads" not in route.marks:
            yield Hit(
                message=f"The route takes {', '.join(unsafe)}, and does not say what input.",
                fix="Add @validate(json=...) or @validate(form=...) with a model.",
                location=route.location,
            )


def _may_read(route: Route, method: str) -> bool:
    """Tell whether the view reads input, as far as its source could be looked at."""
    body = route.bodies.get(method)
    return body is None or body.reads_input
