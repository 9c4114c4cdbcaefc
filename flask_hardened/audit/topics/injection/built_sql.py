"""FHQ001: SQL put together of text."""

from __future__ import annotations

from collections.abc import Iterator

from ...composition.ingredients import Composition
from ...composition.sinks import shown
from ...composition.sources import Sources
from ...composition.way import way
from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot
from ...source.facts import Call, Value
from ._sql import DRIVER, FOR_MIGRATIONS, FUNCTIONS, METHODS, OF_KNOWN, SCHEMA, STATEMENT


@rule(
    code="FHQ001",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(89,),
    owasp=("A03",),
    asvs=("1.2.4",),
)
def built_sql(snapshot: Snapshot) -> Iterator[Hit]:
    """SQL is put together of text instead of being given parameters.

    ## What it does
    Reports calls such as `cursor.execute`, `session.execute`, `text`, `Model.raw` and `pandas.read_sql` whose SQL
    is made with an f-string, `%`, `+`, `format` or `join` of something that is no constant. Placeholders, numbers,
    names from a constant list, quoted identifiers and values that the function has tested are no findings. It is
    sure where the request's own data goes in, less where a parameter does, and says so with low confidence where
    the origin is unknown, or where tables are changed, as migrations do with names of their own.

    ## Why is this bad
    The database cannot tell your text from what a visitor typed. A search for `' UNION SELECT password FROM users --`
    then answers with the passwords, and `'; DROP TABLE users; --` empties the table.

    ## Example
    ```python
    db.session.execute(text(f"SELECT * FROM post WHERE title = '{request.args['title']}'"))
    ```

    ## Use instead
    ```python
    db.session.execute(text("SELECT * FROM post WHERE title = :title"), {"title": request.args["title"]})
    column = {"date": Post.date, "title": Post.title}[request.args["sort"]]  # a name cannot be a parameter
    ```

    ## References
    - [CWE-89: SQL Injection](https://cwe.mitre.org/data/definitions/89.html)
    - [OWASP SQL Injection Prevention Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/SQL_Injection_Prevention_Cheat_Sheet.html)
    """
    sources = Sources(snapshot.source)
    for call in snapshot.source.calls(*FUNCTIONS, *(f"*.{name}" for name in METHODS | OF_KNOWN), "?.text"):
        statement = _statement(call)
        if statement is None or statement.known or call.target.startswith(FOR_MIGRATIONS):
            continue
        composition = sources.compose(statement, call)
        known = call.target in FUNCTIONS or DRIVER.match(call.target) is not None
        if _is_built(composition, call, known=known):
            yield _hit(call, composition, known=known)


def _statement(call: Call) -> Value | None:
    for name in ("sql", "query", "statement", "text", "operation"):
        if name in call.keywords:
            return call.keywords[name]
    return call.argument(0)


def _is_built(composition: Composition, call: Call, *, known: bool) -> bool:
    if STATEMENT.search(composition.text):
        return composition.built
    if not known or call.name in OF_KNOWN:
        return False
    return composition.requested or (composition.built and bool(composition.text.strip()))


def _hit(call: Call, composition: Composition, *, known: bool) -> Hit:
    what = f"The SQL given to {shown(call)} is put together of"
    fix = "Give values as parameters of the query, and take names from a list of your own."
    if composition.requested:
        return Hit(
            message=f"{what} data of the request.", fix=fix, location=call.location, trace=way(call, composition)
        )
    if composition.parameter and known and not SCHEMA.match(composition.text):
        message, severity, confidence = f"{what} a parameter of the function.", Severity.HIGH, Confidence.MEDIUM
    else:
        message, severity, confidence = f"{what} text whose origin is not known.", Severity.MEDIUM, Confidence.LOW
    return Hit(
        message=message,
        fix=fix,
        location=call.location,
        trace=way(call, composition),
        severity=severity,
        confidence=confidence,
    )
