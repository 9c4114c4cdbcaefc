"""Collects the templates that the app's loaders can list, parsed, not searched."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Literal, Protocol

from flask import Flask
from jinja2 import Environment

from ..finding import Location
from ..snapshot import InlineCode, TemplateFacts, TemplateRemark, Unchecked
from .view_source import shown_path


class InlineItem(Protocol):
    """One piece of inline code, as the ``csp`` room's inventory lists it."""

    @property
    def file(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def kind(self) -> Literal["handler", "style", "script", "style-element", "javascript-url"]: ...
    @property
    def constant(self) -> bool: ...


Inventory = Callable[[Environment, str], Iterable[InlineItem]]
"""Lists the inline code of one template, given its environment and name."""


class ReviewItem(Protocol):
    """One remark about a template, as the ``templates`` room makes it."""

    @property
    def file(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def about(self) -> str: ...


Review = Callable[[Environment, str], Iterable[ReviewItem]]
"""Remarks on one template, given its environment and name."""


_CODE = (".py", ".pyc", ".pyo")
"""What lies between templates where their folders are packages too; nobody renders it."""


def no_review(environment: Environment, name: str) -> Iterable[ReviewItem]:
    """Remark nothing."""
    return ()


def collect_templates(
    app: Flask, inventory: Inventory, root: Path, note: Callable[[Unchecked], None], review: Review = no_review
) -> TemplateFacts:
    """Read the templates of `app`.

    :param note: takes what could not be read: loaders that list nothing, templates with syntax errors.
    """
    try:
        names = tuple(sorted(name for name in app.jinja_env.list_templates() if not name.endswith(_CODE)))
    except TypeError:
        note(Unchecked(what="the templates", reason="the app's template loader cannot list them"))
        return TemplateFacts(names=(), inline=())
    inline, remarks = read_templates(app.jinja_env, names, root, note, inventory, review)
    return TemplateFacts(names=names, inline=inline, remarks=remarks)


def read_templates(
    environment: Environment,
    names: Iterable[str],
    root: Path,
    note: Callable[[Unchecked], None],
    inventory: Inventory,
    review: Review,
) -> tuple[tuple[InlineCode, ...], tuple[TemplateRemark, ...]]:
    """Return what inventory and review say of each template.

    :param environment: only parses; it need not know filters, tests and globals.
    :param note: takes templates that cannot be read.
    """
    inline: list[InlineCode] = []
    remarks: list[TemplateRemark] = []
    for name in names:
        try:
            inline.extend(_inline(item, root) for item in inventory(environment, name))
            remarks.extend(_remark(item, root) for item in review(environment, name))
        except (Exception, SystemExit) as error:  # noqa: BLE001 - one broken template must not hide the others
            note(Unchecked(what=f"the template {name}", reason=type(error).__name__))
    return tuple(dict.fromkeys(inline)), tuple(dict.fromkeys(remarks))


def _remark(item: ReviewItem, root: Path) -> TemplateRemark:
    return TemplateRemark(
        kind=item.kind, about=item.about, location=Location(file=shown_path(item.file, root), line=item.line)
    )


def _inline(item: InlineItem, root: Path) -> InlineCode:
    return InlineCode(
        kind=item.kind,
        constant=item.constant,
        location=Location(file=shown_path(item.file, root), line=item.line),
    )
