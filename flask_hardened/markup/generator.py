"""Code generator and template class that an environment gets, each derived from the one it had."""

from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import Context

from .authorization import authorize
from .edits import undo
from .emission import is_silent
from .inheritance import survey_in_place
from .pages import PageHashes, Summary, complete, summarize
from .planner import Planner
from .runtime import emissions
from .template_names import is_html
from .walker import Survey

IDENTIFIER = "flask_hardened.markup.extension.HardenedMarkup"
_SUMMARY = "hardened_summary"


@contextmanager
def authorized(found: Survey, environment: Environment) -> Iterator[None]:
    """Put into a template's tree what nonces and hashes need, for as long as code is generated from it."""
    edits = authorize(found, environment, IDENTIFIER)
    for extension in environment.iter_extensions():
        if isinstance(extension, Planner):
            extension.plan_edits(found, edits)
    changes = edits.apply(found.homes)
    try:
        yield
    finally:
        undo(changes)


class MarkupCodeGenerator(CodeGenerator):
    """Generates code from the changed tree. Mixed in before the environment's own generator."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """Generate a template's code."""
        if not is_html(self.name):
            super().visit_Template(node, frame)
            return
        found = survey_in_place(self.environment, node, self.name)
        with authorized(found, self.environment):
            super().visit_Template(node, frame)
        if self.name is None:
            self._write_summary(summarize(self.environment, node, found))

    def _write_summary(self, summary: Summary) -> None:
        """Leave a note in the code of a template that nobody can look up by its name."""
        hashes = summary.hashes
        if summary != Summary(PageHashes()):
            nonces = tuple(sorted(hashes.nonces))
            note = (hashes.script, hashes.style, hashes.url, nonces, hashes.unknown, summary.references)
            self.writeline(f"{_SUMMARY} = {note!r}")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if not is_silent(node):
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if not is_silent(node):
            super()._output_child_post(node, frame, finalize)


class MarkupTemplate(Template):
    """A template whose module is not kept if it holds something made for one response.

    ``{% include "x" without context %}`` and ``{% import "x" %}`` render a template's body once and keep it: with it
    would stay the first response's nonce. Mixed in before the environment's own template class.
    """

    _summary = Summary(PageHashes())

    @property
    def hardened_page(self) -> PageHashes | None:
        """What the page needs, if the template is from a string; ask ``collect_hashes`` about one with a name."""
        return complete(self.environment, self._summary) if self.name is None else None

    @classmethod
    def _from_namespace(
        cls,
        environment: Environment,
        namespace: MutableMapping[str, Any],
        globals: MutableMapping[str, Any],  # noqa: A002
    ) -> Template:
        template = super()._from_namespace(environment, namespace, globals)
        if (note := namespace.get(_SUMMARY)) is not None and isinstance(template, MarkupTemplate):
            script, style, url, nonces, unknown, references = note
            hashes = PageHashes(script=script, style=style, url=url, nonces=frozenset(nonces), unknown=unknown)
            template._summary = Summary(hashes, references)  # noqa: SLF001
        return template

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        if self.environment.is_async or self._module is not None or _has_new_globals(self, ctx):
            return super()._get_default_module(ctx)
        before = emissions()
        module = self.make_module()
        if emissions() == before:
            self._module = module
        return module

    async def _get_default_module_async(self, ctx: Context | None = None) -> TemplateModule:
        if self._module is not None or _has_new_globals(self, ctx):
            return await super()._get_default_module_async(ctx)
        before = emissions()
        module = await self.make_module_async()
        if emissions() == before:
            self._module = module
        return module


def derived(mixin: type[Any], parent: type[Any]) -> type[Any]:
    """Put a mixin before a class, unless it is there already."""
    return parent if issubclass(parent, mixin) else type(mixin.__name__, (mixin, parent), {})


def _has_new_globals(template: Template, ctx: Context | None) -> bool:
    return ctx is not None and bool(ctx.globals_keys - template.globals.keys())
