"""FHM015: templates of Mako, which do not escape."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

_MAKERS = ("mako.template.Template", "mako.lookup.TemplateLookup", "flask_mako.MakoTemplates")


@rule(
    code="FHM015",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(79, 116),
    owasp=("A03",),
    asvs=("1.2.1",),
)
def unescaped_mako(snapshot: Snapshot) -> Iterator[Hit]:
    """Templates of Mako are used, which escape nothing by themselves.

    ## What it does
    Reports `Template` and `TemplateLookup` of Mako without `default_filters` that hold `h`, the filter for HTML.

    ## Why is this bad
    Mako puts values out as they are, unless each expression asks for a filter. One `${name}` without `| h` is enough
    for a visitor who calls themselves `<script src=//evil.example></script>`.

    ## Example
    ```python
    pages = TemplateLookup(directories=["pages"])
    ```

    ## Use instead
    Jinja, whose values Flask-Hardened escapes for their place in the page; or, for Mako:
    ```python
    pages = TemplateLookup(directories=["pages"], default_filters=["h"])
    ```

    ## References
    - [CWE-79: Cross-site Scripting](https://cwe.mitre.org/data/definitions/79.html)
    - [CWE-116: Improper Encoding or Escaping of Output](https://cwe.mitre.org/data/definitions/116.html)
    - [Mako: Expression Filtering](https://docs.makotemplates.org/en/latest/filtering.html)
    """
    for call in snapshot.source.calls(*_MAKERS):
        filters = call.argument(None, "default_filters")
        if not call.complete or (filters is not None and (not filters.known or "h" in filters.constant)):
            continue
        yield Hit(
            message=f"{call.name} of Mako makes templates that escape nothing by themselves.",
            fix='Give default_filters=["h"].',
            location=call.location,
        )
