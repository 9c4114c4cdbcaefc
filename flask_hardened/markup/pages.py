"""What a page's policy needs, computed from template sources before anything is rendered.

A streamed page sends its headers first, so the hashes that its templates would record come too late.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jinja2 import Environment, TemplateNotFound, meta, nodes

from .asking import may_ask
from .authorization import Hashes, page_hashes
from .inheritance import survey_in_place
from .nonces import NonceKind, nonce_for
from .sources import Source, SourceMemo
from .template_names import is_html
from .walker import Survey


@dataclass(frozen=True, kw_only=True)
class PageHashes(Hashes):
    """The hash sources of a page's inline code, and which nonces its tags ask for."""

    nonces: frozenset[NonceKind] = frozenset()
    unknown: bool = False
    """True if it may ask for others: by a template that is not known, or a function."""

    def needs_nonce(self, unneeded: frozenset[NonceKind] = frozenset()) -> bool:
        """Tell whether the page may need a nonce under a policy that lets some of its tags load without."""
        return self.unknown or not self.nonces <= unneeded


@dataclass(frozen=True)
class Summary:
    """What one template adds to a page, and the names of the templates it uses."""

    hashes: PageHashes
    references: tuple[str, ...] = ()


def summarize(environment: Environment, tree: nodes.Template, found: Survey | None) -> Summary:
    """Summarize a template; ``found`` is None if it is not HTML."""
    named = tuple(meta.find_referenced_templates(tree))
    references = tuple(name for name in named if name is not None)
    unknown = len(references) < len(named) or may_ask(tree)
    if found is None:
        return Summary(PageHashes(unknown=unknown), references)
    own = page_hashes(found, environment)
    nonces = frozenset(kind for kind in map(nonce_for, found.tags) if kind is not None)
    written = any(tag.named("nonce") for tag in found.tags if not tag.closing)
    hashes = PageHashes(script=own.script, style=own.style, url=own.url, nonces=nonces, unknown=unknown or written)
    return Summary(hashes, references)


def _of_source(environment: Environment, source: Source) -> Summary:
    found = survey_in_place(environment, source.tree, source.name) if is_html(source.name) else None
    return summarize(environment, source.tree, found)


_summaries = SourceMemo("summaries", _of_source)


def collect_hashes(environment: Environment, template: str | None = None, *, source: str | None = None) -> PageHashes:
    """Collect the hashes of a template, by name or as source, and of all it extends, includes and imports.

    Templates whose names are computed when rendering are not followed, and values with numbers or translations in them
    have no hash before they are rendered. Blocks that a child replaces are counted too. Templates that are missing add
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
        url=tuple(dict.fromkeys(item for each in hashes for item in each.url)),
        nonces=frozenset(kind for each in hashes for kind in each.nonces),
        unknown=any(each.unknown for each in hashes),
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
            yield Summary(PageHashes(unknown=True))
            continue
        yield summary
        for reference in summary.references:
            joined = environment.join_path(reference, name)
            if joined not in seen:
                seen.add(joined)
                pending.append(joined)
