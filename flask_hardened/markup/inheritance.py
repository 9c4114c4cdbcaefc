"""Where a parent template puts the blocks that its children fill."""

from collections.abc import Mapping

from jinja2 import Environment, TemplateError, nodes

from .sources import Source, SourceMemo
from .tokenizer import Tokenizer
from .walker import Survey, survey

_DEEPEST = 32


def survey_in_place(environment: Environment, tree: nodes.Template, name: str | None) -> Survey:
    """Walk a template; if it extends another one by a constant name, each block starts where that one puts it.

    So ``{% block js %}`` is read as script if the parent says ``<script>{% block js %}{% endblock %}</script>``. A
    parent that cannot be read leaves the blocks as ordinary content. The parent is read when the child is compiled: a
    block that is moved into or out of a script later is noticed when the child is compiled again.
    """
    found = survey(tree, _parent_blocks(environment, tree, name, _DEEPEST))
    found.name = name
    return found


def _parent_blocks(
    environment: Environment, tree: nodes.Template, name: str | None, depth: int
) -> Mapping[str, Tokenizer]:
    extends = next((node for node in tree.body if isinstance(node, nodes.Extends)), None)
    if extends is None or not isinstance(extends.template, nodes.Const) or depth == 0:
        return {}
    reference = extends.template.value
    if not isinstance(reference, str):
        return {}
    parent = environment.join_path(reference, name) if name is not None else reference
    try:
        source = _sources.of_name(environment, parent)
    except (TemplateError, OSError, RuntimeError, ValueError):
        return {}
    above = _parent_blocks(environment, source.tree, source.name, depth - 1)
    return {**above, **survey(source.tree, above).blocks}


def _itself(environment: Environment, source: Source) -> Source:
    return source


_sources = SourceMemo("parents", _itself)
