"""What a page's policy needs, computed from template sources before anything is rendered.

A streamed page sends its headers first, so the hashes that its templates would record come too late.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jinja2 import Environment, TemplateNotFound, meta, nodes

from .authorization import page_hashes
from .inheritance import survey_in_place
from .nonces import nonce_for
from .sources import Source, SourceMemo
from .template_names import is_html
from .walker import Survey


@dataclass(frozen=True, kw_only=True)
class PageHashes:
    """The hash sources of a page's inline code, and whether any of its tags carries a nonce."""

    script: tuple[str, ...] = ()
    style: tuple[str, ...] = ()
    needs_nonce: bool = False


@dataclass(frozen=True)
class Summary:
    """What one template adds to a page, and the names of the templates it uses."""

    hashes: PageHashes
    references: tuple[str, ...] = ()


def summarize(environment: Environment, tree: nodes.Template, found: Survey | None) -> Summary:
    """Summarize a template; ``found`` is None if it is not HTML."""
    references = tuple(name for name in meta.find_referenced_templates(tree) if name is not None)
    if found is None:
        return Summary(PageHashes(), references)
    script, style = page_hashes(found, environment)
    needs_nonce = any(nonce_for(tag) is not None or tag.named("nonce") for tag in found.tags if not tag.closing)
    return Summary(PageHashes(script=script, style=style, needs_nonce=needs_nonce), references)


def _of_source(environment: Environment, source: Source) -> Summary:
    found = survey_in_place(environment, source.tree, source.name) if is_html(source.name) else None
    return summarize(environment, source.tree, found)


_summaries = SourceMemo("summaries", _of_source)


def collect_hashes(environment: Environment, template: str | None = None, *, source: str | None = None) -> PageHashes:
    """Collect the hashes of a template, by name or as source, and of all it extends, includes and imports.

    Templates whose names are computed when rendering are not followed, and ``style`` values with numbers in them have
    no hash before they are rendered. Blocks that a child replaces are counted too. Templates that are missing add
    nothing; if the loader has no source of one, a nonce is assumed.
    """
    return _union(
        [
            *(_closure(environment, (template,)) if template is not None else ()),
            *(_from_summary(environment, _summaries.of_string(environment, source)) if source is not None else ()),
        ]
    )


def complete(environment: Environment, summary: Summary) -> PageHashes:
    """Add to the summary of a template without a name what the templates it uses hold."""
    return _union(_from_summary(environment, summary))


def _union(summaries: Iterable[Summary]) -> PageHashes:
    hashes = [summary.hashes for summary in summaries]
    return PageHashes(
        script=tuple(dict.fromkeys(item for each in hashes for item in each.script)),
        style=tuple(dict.fromkeys(item for each in hashes for item in each.style)),
        needs_nonce=any(each.needs_nonce for each in hashes),
    )


def _from_summary(environment: Environment, summary: Summary) -> list[Summary]:
    return [summary, *_closure(environment, summary.references)]


def _closure(environment: Environment, names: tuple[str, ...]) -> Iterator[Summary]:
    pending = list(dict.fromkeys(names))
    seen = set(pending)
    while pending:
        name = pending.pop()
        try:
            summary = _summaries.of_name(environment, name)
        except TemplateNotFound:
            continue
        except RuntimeError:
            yield Summary(PageHashes(needs_nonce=True))
            continue
        yield summary
        for reference in summary.references:
            joined = environment.join_path(reference, name)
            if joined not in seen:
                seen.add(joined)
                pending.append(joined)
