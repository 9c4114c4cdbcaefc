"""FHV004: views that run with invalid input."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ._checks import all_checks


@rule(
    code="FHV004",
    severity=Severity.INFO,
    confidence=Confidence.HIGH,
    cwe=(20,),
    owasp=("A04",),
    asvs=("2.2.2",),
)
def shown_invalid_input(snapshot: Snapshot) -> Iterator[Hit]:
    """A view runs also when its input is not valid.

    ## What it does
    Lists the routes with `on_invalid="view"`, whose view gets a form with its errors, or an `Invalid`.

    ## Why is this bad
    It is how a page shows a form again. But the view has to look: one that forgets to ask for the errors works with
    input that has failed its validation.

    ## Example
    ```python
    @app.post("/signup")
    @validate(form=SignupForm, on_invalid="view")
    def signup(form):
        create_user(form.name.data)
    ```

    ## Use instead
    ```python
    @app.post("/signup")
    @validate(form=SignupForm, on_invalid="view")
    def signup(form):
        if form.errors:
            return render_template("signup.html", form=form), 422
        create_user(form.name.data)
    ```

    ## References
    - [CWE-20: Improper Input Validation](https://cwe.mitre.org/data/definitions/20.html)
    """
    for route, check in all_checks(snapshot):
        if check.expectation.on_invalid == "view":
            yield Hit(
                message=f"The view runs with invalid input too ({check.source}).",
                fix="Make sure that it looks at the errors first.",
                location=route.location,
            )
