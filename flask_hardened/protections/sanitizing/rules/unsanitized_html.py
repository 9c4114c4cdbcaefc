"""FHZ003: HTML from elsewhere that is declared safe."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ....audit.composition.ingredients import Composition
from ....audit.composition.sources import Sources
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import SourceFacts

_MARKUP = ("markupsafe.Markup", "flask.Markup", "jinja2.Markup", "jinja2.utils.Markup")
_RENDERERS = (
    "markdown.markdown", "markdown.Markdown().convert", "markdown2.markdown", "markdown2.Markdown().convert",
    "mistune.markdown", "mistune.html", "mistune.create_markdown()", "mistune.Markdown()", "commonmark.commonmark",
    "misaka.html", "markdown_it.MarkdownIt().render", "cmarkgfm.github_flavored_markdown_to_html", "textile.textile",
    "cmarkgfm.markdown_to_html", "creole.creole2html", "docutils.core.publish_parts",
)  # fmt: skip
"""What makes HTML of text, and passes HTML on that stands in it."""


@rule(
    code="FHZ003",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(79,),
    owasp=("A03",),
    asvs=("1.3.1", "1.3.5"),
)
def unsanitized_html(snapshot: Snapshot) -> Iterator[Hit]:
    """HTML that others wrote is declared safe without being sanitized.

    ## What it does
    Reports `Markup(…)` of data of the request, and of what a Markdown library returned, which passes HTML in the
    text on. What went through `sanitize`, bleach or nh3 is no finding.

    ## Why is this bad
    Markdown may hold HTML: `<img src=x onerror=…>` in a comment, or `[click](javascript:…)`, runs in the browser of
    whoever reads it, the administrator included.

    ## Example
    ```python
    body = Markup(markdown.markdown(post.text))
    ```

    ## Use instead
    ```python
    body = sanitize(markdown.markdown(post.text), "article")
    ```

    ## References
    - [CWE-79: Cross-site Scripting](https://cwe.mitre.org/data/definitions/79.html)
    - [Python-Markdown: safe_mode and sanitizing](https://python-markdown.github.io/change_log/release-3.0/)
    - [OWASP Cross Site Scripting Prevention Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html)
    """
    sources, rendered = Sources(snapshot.source), _rendered(snapshot.source)
    undone = {id(call.receiver.node) for call in snapshot.source.calls("*.unescape", "*.striptags") if call.receiver}
    for call in snapshot.source.calls(*_MARKUP):
        value = call.argument(0, "object")
        if value is None or value.known or id(call.node) in undone:
            continue
        composition = sources.compose(value, call)
        if composition.requested and not composition.built:
            message, confidence = "Data of the request is declared safe HTML.", Confidence.HIGH
        elif _is_rendered(composition, rendered):
            message, confidence = "HTML of a Markdown library is declared safe as it is.", Confidence.MEDIUM
        else:
            continue
        fix = "Use sanitize(), which returns markup."
        yield Hit(message=message, fix=fix, location=call.location, confidence=confidence)


def _rendered(source: SourceFacts) -> frozenset[int]:
    return frozenset(id(call.node) for call in source.calls(*_RENDERERS))


def _is_rendered(composition: Composition, rendered: frozenset[int]) -> bool:
    return any(
        id(node) in rendered and not _is_safe(node)
        for ingredient in composition.ingredients
        for node in ast.walk(ingredient.node)
        if isinstance(node, ast.Call)
    )


def _is_safe(call: ast.Call) -> bool:
    """Whether the library itself is told to leave HTML out, by ``escape`` or ``safe_mode``."""
    return any(
        keyword.arg in {"escape", "safe_mode"} and getattr(keyword.value, "value", True) for keyword in call.keywords
    )
