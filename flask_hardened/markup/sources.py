"""Template sources, each walked once for as long as it is up to date."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar
from weakref import ref

from jinja2 import Environment, TemplateNotFound, nodes
from jinja2.loaders import BaseLoader

T = TypeVar("T")
_KEPT_SOURCES = 256


@dataclass(frozen=True)
class Source:
    """One template's source, parsed."""

    name: str | None
    filename: str | None
    tree: nodes.Template


@dataclass(frozen=True)
class _Entry(Generic[T]):
    uptodate: Callable[[], bool] | None
    result: T


class _Kept(Generic[T]):
    def __init__(self, environment: Environment) -> None:
        self.environment = ref(environment)
        self.named: dict[tuple[ref[BaseLoader], str], _Entry[T]] = {}
        self.unnamed: dict[str, T] = {}


class SourceMemo(Generic[T]):
    """Computes something from each template's source and keeps it while ``auto_reload`` would keep the template.

    The results are kept on the environment, as they hold nodes that refer to it. An overlay, which copies the
    environment's attributes but may read templates differently, gets its own.
    """

    def __init__(self, name: str, compute: Callable[[Environment, Source], T]) -> None:
        self._attribute = f"hardened_markup_{name}"
        self._compute = compute

    def of_name(self, environment: Environment, name: str) -> T:
        """Compute from a template that the environment's loader finds.

        Raises ``TemplateNotFound`` if it finds none, ``TemplateSyntaxError`` if it cannot be parsed, ``RuntimeError``
        if the loader has only compiled templates.
        """
        if environment.loader is None:
            raise TemplateNotFound(name)
        kept = self._kept(environment).named
        key = (ref(environment.loader), name)
        entry = kept.get(key)
        if entry is None or (environment.auto_reload and entry.uptodate is not None and not entry.uptodate()):
            source, filename, uptodate = environment.loader.get_source(environment, name)
            tree = environment.parse(source, name, filename)
            entry = kept[key] = _Entry(uptodate, self._compute(environment, Source(name, filename, tree)))
        return entry.result

    def of_string(self, environment: Environment, source: str) -> T:
        """Compute from a template that is not in a file."""
        kept = self._kept(environment).unnamed
        result = kept.get(source)
        if result is None:
            result = self._compute(environment, Source(None, None, environment.parse(source)))
            if len(kept) >= _KEPT_SOURCES:
                kept.clear()
            kept[source] = result
        return result

    def _kept(self, environment: Environment) -> _Kept[T]:
        kept: _Kept[T] | None = getattr(environment, self._attribute, None)
        if kept is None or kept.environment() is not environment:
            kept = _Kept(environment)
            setattr(environment, self._attribute, kept)
        return kept
