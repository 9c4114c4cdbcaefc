"""FHM010: markup made of text that nobody escaped."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.composition.ingredients import Composition
from ....audit.composition.serving import returned
from ....audit.composition.sources import Sources
from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ._markup import HTML, MARKUP, is_unescaped


@rule(
    code="FHM010",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(79,),
    owasp=("A03",),
    asvs=("1.2.1",),
)
def built_markup(snapshot: Snapshot) -> Iterator[Hit]:
    """Markup is put together of text that is not escaped.

    ## What it does
    Reports `Markup(f"…")` and `Markup("…" + x)`, `%`, `format` or `join` inside of the parentheses, and `__html__`
    methods that return such text. `Markup("<b>%s</b>") % x` escapes what it is given and is no finding; nor are
    numbers and what went through `escape`, `url_for`, `sanitize` or a template.

    ## Why is this bad
    `Markup` says that a text is safe HTML, and no template escapes it any more. A display name such as
    `<img src=x onerror=…>` then runs in the browser of everybody who sees it.

    ## Example
    ```python
    badge = Markup(f"<b>{user.name}</b>")
    ```

    ## Use instead
    ```python
    badge = Markup("<b>{}</b>").format(user.name)
    ```

    ## References
    - [CWE-79: Cross-site Scripting](https://cwe.mitre.org/data/definitions/79.html)
    - [MarkupSafe: String Formatting](https://markupsafe.palletsprojects.com/en/stable/formatting/)
    """
    sources = Sources(snapshot.source)
    for call in snapshot.source.calls(*MARKUP):
        value = call.argument(0, "object")
        if value is not None and not value.known:
            composition = sources.compose(value, call)
            if composition.built and HTML.search(composition.text):
                yield from _hits(composition, "Markup is made of text that is", call.location)
    for module in snapshot.source.modules:
        for function in module.functions:
            if function.name != "__html__":
                continue
            for node, body in returned(function):
                composition = sources.compose_in(body, function, module.file)
                if composition.built and HTML.search(composition.text):
                    place = Location(file=module.file, line=node.lineno)
                    yield from _hits(composition, "__html__ returns text that is", place)


def _hits(composition: Composition, what: str, location: Location) -> Iterator[Hit]:
    unescaped = [ingredient for ingredient in composition.ingredients if is_unescaped(ingredient)]
    if unescaped:
        requested = any(ingredient.requested for ingredient in unescaped)
        yield Hit(
            message=f"{what} put together of {'data of the request' if requested else 'values'} without escaping.",
            fix='Put the values in afterwards, as in Markup("<b>{}</b>").format(value), or use a template.',
            location=location,
            severity=None if requested else Severity.MEDIUM,
            confidence=None if requested else Confidence.LOW,
        )
