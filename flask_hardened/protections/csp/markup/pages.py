"""What a page's policy needs, computed from template sources before anything is rendered.

A streamed page sends its headers first, so the hashes that its templates would record come too late.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import Environment, TemplateNotFound, meta

from .authorization import page_hashes
from .inheritance import survey_in_place
from .nonces import nonce_for
from .sources import Source, SourceMemo
from .template_names import is_html


@dataclass(frozen=True, kw_only=True)
class PageHashes:
    """The hash sources of a page's inline code, and whether any of its tags carries a nonce."""

    script: tuple[str, ...] = ()
    style: tuple[str, ...] = ()
    needs_nonce: bool = False


@dataclass(frozen=True)
class _Summary:
    hashes: PageHashes
    references: tuple[str, ...]


def _summarize(environment: Environment, source: Source) -> _Summary:
    references = tuple(name for name in meta.find_referenced_templates(source.tree) if name is not None)
    if not is_html(source.name):
        return _Summary(PageHashes(), references)
    found = survey_in_place(environment, source.tree, source.name)
    script, style = page_hashes(found, environment)
    needs_nonce = any(nonce_for(tag) is not None or tag.named("nonce") for tag in found.tags if not tag.closing)
    return _Summary(PageHashes(script=script, style=style, needs_nonce=needs_nonce), references)


_summaries = SourceMemo("summaries", _summarize)


def collect_hashes(environment: Environment, template: str | None = None, *, source: str | None = None) -> PageHashes:
    """Collect the hashes of a template, by name or as source, and of all it extends, includes and imports.

    Templates whose names are computed when rendering are not followed, and ``style`` values with numbers in them have
    no hash before they are rendered. Blocks that a child replaces are counted too. Templates that are missing, or that
    the loader has no source of, add nothing; then a nonce is assumed.
    """
    hashes = [summary.hashes for summary in _closure(environment, template, source)]
    return PageHashes(
        script=tuple(dict.fromkeys(item for each in hashes for item in each.script)),
        style=tuple(dict.fromkeys(item for each in hashes for item in each.style)),
        needs_nonce=any(each.needs_nonce for each in hashes),
    )


def _closure(environment: Environment, template: str | None, source: str | None) -> Iterator[_Summary]:
    pending: list[str] = [] if template is None else [template]
    seen = set(pending)
    if source is not None:
        pending.extend(name for name in _follow(_summaries.of_string(environment, source), environment, None, seen))
        yield _summaries.of_string(environment, source)
    while pending:
        name = pending.pop()
        try:
            summary = _summaries.of_name(environment, name)
        except TemplateNotFound:
            continue
        except RuntimeError:
            yield _Summary(PageHashes(needs_nonce=True), ())
            continue
        yield summary
        pending.extend(_follow(summary, environment, name, seen))


def _follow(summary: _Summary, environment: Environment, parent: str | None, seen: set[str]) -> list[str]:
    names = []
    for reference in summary.references:
        name = environment.join_path(reference, parent) if parent is not None else reference
        if name not in seen:
            seen.add(name)
            names.append(name)
    return names
